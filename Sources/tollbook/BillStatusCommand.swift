import ArgumentParser
import BillingStore

struct BillStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Lists bill runs, or the accounts that one set aside.",
    discussion: "Example: tollbook bill status --set-aside --book muster.tollbook")

  @Flag(help: "List the accounts that the last run set aside, or the one given.") var setAside = false
  @Option(name: .customLong("run"), help: ArgumentHelp("A run by its number.", valueName: "number")) var number: Int64?
  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(Terminal().reporting { try setAside || number != nil ? book.setAside(run: number) : book.billRuns() })
  }
}
