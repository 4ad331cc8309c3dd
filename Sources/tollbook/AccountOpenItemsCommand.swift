import ArgumentParser
import BillingStore
import Telecom

struct AccountOpenItemsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open-items", abstract: "Lists invoices that are not settled, and credit that is in hand.",
    discussion: """
      What is in hand stands behind an account's invoices, below zero, by its payment's reference.

      Example: tollbook account open-items C1001 --book muster.tollbook
      """)

  @Argument(help: "One account only.") var account: String?
  @Option(help: "Count days overdue on this day; today where it is not given.") var asOf: CivilDate?
  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(Terminal().reporting { try book.openItems(of: account, on: asOf ?? .today) })
  }
}
