import ArgumentParser
import Billing
import BillingStore
import Bytes

struct InvoiceShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows an invoice: as text, as JSON, or its calls as CSV.",
    discussion: "Example: tollbook invoice show INV-1 --book muster.tollbook")

  @Argument(help: "The invoice's number.") var number: String
  @Option(help: "text, json (number, date and hash around the document), or csv (call detail).") var format = InvoiceFormat.text
  @OptionGroup var book: BookOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try Terminal().reporting {
      let stored = try book.invoice(number)
      switch format {
      case .text:
        try RawFile.standardOutput.say(Array(stored.text.utf8))
      case .json: try RawFile.standardOutput.say(stored.envelope.json() + [10])
      case .csv: try book.writeCalls(of: stored) { try RawFile.standardOutput.say($0.bytes) }
      }
    }
  }
}
