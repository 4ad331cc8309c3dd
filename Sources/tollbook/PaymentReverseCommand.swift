import ArgumentParser
import BillingStore
import Telecom

struct PaymentReverseCommand: ParsableCommand {
  enum Way: String, ExpressibleByArgument, CaseIterable {
    case refund, chargeback, transfer
  }

  static let configuration = CommandConfiguration(
    commandName: "reverse", abstract: "Takes back a payment: as a refund, a chargeback, or a transfer to another account.",
    discussion: """
      refund gives back what is allocated to no invoice ('payment add --kind refund' pays out credit of an account without
      naming a payment); chargeback takes the payment off its invoices, which are open again by the whole amount: a cash
      discount on them is taken back with it; transfer moves what is left over to another account of the same currency.

      Example: tollbook payment reverse B-17 --as chargeback --reference B-18 --book muster.tollbook
      """)

  @Argument(help: "The payment's reference.") var payment: String
  @Option(name: .customLong("as"), help: "refund, chargeback or transfer.") var way: Way
  @Option(help: "The account that a transfer goes to.") var to: String?
  @Option(parsing: .unconditional, help: "A part only.") var amount: String?
  @Option(help: ArgumentHelp("The id of this change itself.", valueName: "id")) var reference: String
  @Option(help: "The day of it; today where it is not given.") var date: CivilDate?
  @Option(help: "A remark.") var memo = ""
  @OptionGroup var book: BookOptions

  func validate() throws {
    if (way == .transfer) != (to != nil) { throw ValidationError("a transfer, and nothing else, names --to ACCOUNT") }
  }

  func run() throws {
    let book = try book.open()
    let terminal = Terminal()
    let reversal: PaymentDesk.Reversal =
      switch way {
      case .refund: .refund
      case .chargeback: .chargeback
      case .transfer: .transfer(to: to ?? "")
      }
    let isNew = try terminal.reporting {
      try book.atPaymentDesk(recordedAt: Clock.now * 1000) { desk throws(BookError) in
        try desk.reverse(
          reversal, payment: payment, amount: amount, reference: reference, day: date ?? .today, memo: memo)
      }
    }
    if !isNew { terminal.say("\(reference) is in the book already; nothing changed") }
  }
}
