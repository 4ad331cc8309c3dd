import ArgumentParser
import Billing
import BillingStore
import Bytes

struct InvoiceReproduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce", abstract: "Computes an invoice again from its records, and compares every byte.",
    discussion: """
      Exit status 1 when anything differs.

      Example: tollbook invoice reproduce INV-1 --book muster.tollbook
      """)

  @Argument(help: "The invoice's number.") var number: String
  @OptionGroup var book: BookOptions

  func run() throws {
    let book = try book.open(for: .reading)
    let reproduction = try Terminal().reporting { try book.reproduce(number) }
    if let difference = reproduction.difference {
      Terminal().say("invoice \(number): \(difference)")
      throw ExitCode(1)
    }
    print("\(number): \(reproduction.document.count) bytes, the same")
  }
}
