import ArgumentParser
import BillingStore

struct NumberingListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the files of numbers that the book has, and which of them are in use.",
    discussion: "Example: tollbook numbering list --book carrier.tollbook")

  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(Terminal().reporting { try book.numberTables() })
  }
}
