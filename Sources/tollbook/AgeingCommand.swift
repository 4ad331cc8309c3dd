import ArgumentParser
import BillingStore
import Telecom

struct AgeingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ageing", abstract: "Shows what accounts owe by how long it is overdue.",
    discussion: "Example: tollbook ageing --as-of 2026-04-30 --book muster.tollbook")

  @Option(help: "On this day; today where it is not given.") var asOf: CivilDate?
  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(Terminal().reporting { try book.ageing(on: asOf ?? .today) })
  }
}
