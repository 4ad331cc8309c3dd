import ArgumentParser
import BillingStore

struct UsageLimitUsedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "used", abstract: "Lists what has counted towards limits in each period, and what was told.",
    discussion: """
      soft_told and hard_told are the limits that an event was last written for. What is to be counted anew, since who
      pays or its cycles changed, is empty until the next usage.

      Example: tollbook usage-limit used calls-a-day --book muster.tollbook
      """)

  @Argument(help: "One limit only.") var name: String?
  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(Terminal().reporting { try book.limitCounts(of: name) })
  }
}
