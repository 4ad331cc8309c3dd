import ArgumentParser
import BillingStore

struct PlanListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists the rate plans of a book, every version of each.",
    discussion: """
      A version is in use, replaced by one that holds from the same instant, or removed; services are those that have the
      plan now or will have it.

      Example: tollbook plan list --book muster.tollbook
      """)

  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(Terminal().reporting { try book.plans(now: Clock.now * 1000) })
  }
}
