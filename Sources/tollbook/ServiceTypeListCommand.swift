import ArgumentParser
import BillingStore

struct ServiceTypeListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the service types and how many services each has.",
    discussion: "Example: tollbook service-type list --book muster.tollbook")

  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(Terminal().reporting { try book.serviceTypes() })
  }
}
