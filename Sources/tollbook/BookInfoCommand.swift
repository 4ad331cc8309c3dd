import ArgumentParser
import BillingStore

struct BookInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info", abstract: "Shows a book's settings, and how much it holds.",
    discussion: "Example: tollbook book info --book muster.tollbook")

  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(Terminal().reporting { try book.info() })
  }
}
