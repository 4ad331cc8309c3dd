import ArgumentParser
import BillingStore
import Telecom

struct PaymentAllocateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocate", abstract: "Allocates what is left of a payment to an invoice.",
    discussion: "Example: tollbook payment allocate B-17 --invoice INV-3 --amount 20 --book muster.tollbook")

  @Argument(help: "The payment's reference.") var reference: String
  @Option(help: ArgumentHelp("The invoice.", valueName: "number")) var invoice: String
  @Option(help: "A part only.") var amount: String?
  @Option(help: "The day of it; today where it is not given.") var date: CivilDate?
  @OptionGroup var book: BookOptions

  func run() throws {
    let book = try book.open()
    try Terminal().reporting {
      try book.atPaymentDesk(recordedAt: Clock.now * 1000) { desk throws(BookError) in
        try desk.allocate(reference: reference, invoice: invoice, amount: amount, day: (date ?? .today).daysSince1970)
      }
    }
  }
}
