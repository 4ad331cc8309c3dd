import ArgumentParser
import BillingStore
import Telecom

struct InvoiceCreditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "credit", abstract: "Credits an invoice, or a part of one of its lines, with the discounts and taxes on it.",
    discussion: """
      The credit note has a number of its own. A line is credited less the discounts on it, which come back with it in
      proportion, as do taxes; neither can be credited alone. What was paid beyond what is left of the invoice becomes credit in hand.

      Example: tollbook invoice credit INV-1 --line 2 --amount 5.00 --reason "outage" --book muster.tollbook
      """)

  @Argument(help: "The invoice's number.") var number: String
  @Option(help: "A line, counted from 1; all lines where it is not given.") var line: Int?
  @Option(parsing: .unconditional, help: "A part of the line, less its discounts and before taxes; all that is left of it where it is not given.") var amount: String?
  @Option(help: "Why.") var reason = ""
  @Option(help: "The date; today where it is not given.") var date: CivilDate?
  @OptionGroup var book: BookOptions

  func run() throws {
    let book = try book.open()
    let credit = try Terminal().reporting {
      try book.credit(number, line: line, amount: amount, reason: reason, on: date ?? .today, recordedAt: Clock.now * 1000)
    }
    print(credit)
  }
}
