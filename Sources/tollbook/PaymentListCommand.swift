import ArgumentParser
import BillingStore

struct PaymentListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists payments, with what of each is allocated and left.",
    discussion: "Example: tollbook payment list C1001 --book muster.tollbook")

  @Argument(help: "One account only.") var account: String?
  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(Terminal().reporting { try book.payments(of: account) })
  }
}
