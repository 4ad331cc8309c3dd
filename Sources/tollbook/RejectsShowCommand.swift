import ArgumentParser
import BillingStore

struct RejectsShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows rejects of a book one by one, with their records.",
    discussion: "Example: tollbook rejects show --book muster.tollbook --reason no_rate --format csv")

  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions
  @OptionGroup var rejects: RejectOptions
  @Flag(help: "Those that were rated again or given up too.") var settled = false

  func run() throws {
    let desk = try RejectDesk(book.open(for: .reading))
    try listing.write(Terminal().reporting { try desk.records(rejects.selection(state: settled ? nil : "open")) })
  }
}
