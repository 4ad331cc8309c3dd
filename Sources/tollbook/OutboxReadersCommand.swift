import ArgumentParser
import BillingStore

struct OutboxReadersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "readers", abstract: "Lists the programs that read events, and how far each has come.",
    discussion: "Example: tollbook outbox readers --book muster.tollbook")

  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(Terminal().reporting { try book.outboxReaders() })
  }
}
