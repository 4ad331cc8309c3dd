import ArgumentParser
import BillingStore
import Telecom

struct InvoiceListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists invoices and credit notes by number, name, account and date.",
    discussion: "Example: tollbook invoice list --account 'C1*' --from 2026-03-01 --book muster.tollbook",
    aliases: ["search"])

  @Argument(help: "Part of the customer's name, or of the number.") var text: String?
  @Option(help: ArgumentHelp("Accounts: names with commas between, * for anything.", valueName: "filter")) var account: String?
  @Option(help: "The first date.") var from: CivilDate?
  @Option(help: "The day behind the last date.") var to: CivilDate?
  @OptionGroup var book: BookOptions
  @OptionGroup var listing: ListingOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try listing.write(
      Terminal().reporting { try book.invoices(account: account.map(NamePattern.init), text: text, from: from, to: to) })
  }
}
