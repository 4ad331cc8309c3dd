import ArgumentParser
import BillingStore
import Telecom

struct PaymentAllocateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocate", abstract: "Allocates what is in hand to invoices.",
    discussion: """
      What is left of a payment, or of a credit, goes to the invoice named, or to the oldest ones. With --account all that
      the account has in hand is set off, the oldest against the oldest.

      Example: tollbook payment allocate B-17 --invoice INV-3 --amount 20 --book muster.tollbook
      """)

  @Argument(help: "The payment's reference; of a credit, that in 'tollbook payment list'.") var reference: String?
  @Option(help: "All that this account has in hand.") var account: String?
  @Option(help: ArgumentHelp("The invoice; the oldest where it is not given.", valueName: "number")) var invoice: String?
  @Option(parsing: .unconditional, help: "A part only, to the invoice named.") var amount: String?
  @Option(help: "The day of it; today where it is not given.") var date: CivilDate?
  @OptionGroup var book: BookOptions

  func validate() throws {
    if (reference == nil) == (account == nil) { throw ValidationError("name a payment, or an account with --account") }
    if account != nil, invoice != nil { throw ValidationError("--invoice is for one payment; leave --account away") }
    if amount != nil, invoice == nil { throw ValidationError("an amount is for one invoice; name it with --invoice") }
  }

  func run() throws {
    let book = try book.open()
    let day = (date ?? .today).daysSince1970
    try Terminal().reporting {
      try book.atPaymentDesk(recordedAt: Clock.now * 1000) { desk throws(BookError) in
        if let account { return try desk.allocate(.account(account), day: day) }
        guard let reference else { return }
        guard let invoice else { return try desk.allocate(.payment(reference), day: day) }
        try desk.allocate(reference: reference, invoice: invoice, amount: amount, day: day)
      }
    }
  }
}
