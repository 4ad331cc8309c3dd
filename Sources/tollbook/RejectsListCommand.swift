import ArgumentParser
import BillingStore

struct RejectsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Counts the open rejects of a book by reason.",
    discussion: "Example: tollbook rejects list --book muster.tollbook")

  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions
  @OptionGroup var rejects: RejectOptions

  func run() throws {
    let desk = try RejectDesk(book.open(for: .reading))
    try listing.write(Terminal().reporting { try desk.groups(rejects.selection()) })
  }
}
