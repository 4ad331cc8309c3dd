import ArgumentParser
import BillingStore
import Telecom

struct StatementCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statement", abstract: "Reads an account back like a bank statement.",
    discussion: """
      Amounts are what the customer owes: charges above zero, payments below.

      Example: tollbook statement C1001 --from 2026-03-01 --to 2026-04-01 --book muster.tollbook
      """)

  @Argument(help: "The account.") var account: String
  @Option(help: "The first day.") var from: CivilDate?
  @Option(help: "The day behind the last.") var to: CivilDate?
  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(Terminal().reporting { try book.statement(of: account, from: from, to: to) })
  }
}
