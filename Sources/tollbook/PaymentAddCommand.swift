import ArgumentParser
import BillingStore
import Telecom

struct PaymentAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Posts a payment, a write-off, a cash discount or a refund.",
    discussion: """
      It settles the oldest invoices first, or those named, in their order; what is left over stays in hand for the next
      invoice. Of a write-off or a cash discount nothing may be left over. A refund pays out credit of the account,
      whatever it came from: overpayments, invoices below zero, credit notes. What is open is settled from the credit
      before, and what stands on no invoice yet counts against it; more than the credit is refused.
      A reference is taken once: the same payment again changes nothing.

      Example: tollbook payment add C1001 --amount 50 --reference B-17 --date 2026-03-20 --method bank --book muster.tollbook
      """)

  @Argument(help: "The account that pays.") var account: String
  @Option(parsing: .unconditional, help: "What was paid or is paid out, such as 50.00.") var amount: String
  @Option(help: ArgumentHelp("Its own id, such as the bank's.", valueName: "id")) var reference: String
  @Option(help: "The day on which it came in or went out; today where it is not given.") var date: CivilDate?
  @Option(help: "payment, write_off (the debt is given up), skonto (cash discount) or refund.") var kind = PaymentEntry.Kind.payment
  @Option(help: ArgumentHelp("What it was paid in; the account's currency where it is not given.", valueName: "code"))
  var currency: String?
  @Option(help: ArgumentHelp("Worth of one unit paid in the account's currency, where these differ.", valueName: "number"))
  var rate: String?
  @Option(help: ArgumentHelp("What the account is credited where it is not amount × rate.", valueName: "amount"))
  var credited: String?
  @Option(help: ArgumentHelp("How it was paid: bank, card, …", valueName: "word")) var method = ""
  @Option(help: "A remark.") var memo = ""
  @Option(help: ArgumentHelp("An invoice it is for; may be given several times.", valueName: "number")) var invoice: [String] = []
  @OptionGroup var book: BookOptions

  func run() throws {
    let book = try book.open()
    let terminal = Terminal()
    let isNew = try terminal.reporting {
      let entry = PaymentEntry(
        kind: kind, account: account, day: date ?? .today, amount: amount,
        currency: try currency ?? book.currency(ofAccount: account), reference: reference, method: method, memo: memo,
        rate: rate, credited: credited, invoices: invoice)
      return try book.atPaymentDesk(recordedAt: Clock.now * 1000) { desk throws(BookError) in try desk.enter(entry) }
    }
    if !isNew { terminal.say("payment \(reference) is in the book already; nothing changed") }
  }
}

extension PaymentEntry.Kind: ExpressibleByArgument {}
