import ArgumentParser
import Billing
import BillingStore
import Bytes
import Telecom

struct BillPreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Shows an account's next invoice as it would close now; nothing is written.",
    discussion: """
      It is of the cycle that is billed next: of the current one, or of an earlier one that has something to bill and is
      not closed yet.

      Example: tollbook bill preview C1001 --book muster.tollbook
      """)

  @Argument(help: "The account.") var account: String
  @Option(help: "Show it as of this day: leave out usage, charges and payments of later days.") var asOf: CivilDate?
  @Option(help: "text, or json (the document that a closing keeps).") var format = InvoiceFormat.text
  @OptionGroup var book: BookOptions

  func run() throws {
    let book = try book.open(for: .reading)
    let preview = try Terminal().reporting { try book.preview(account, on: asOf ?? .today, leavingOutLater: asOf != nil) }
    switch format {
    case .text: try RawFile.standardOutput.say(Array(preview.text().utf8))
    case .json: try RawFile.standardOutput.say(preview.document + [10])
    case .csv: throw ValidationError("a preview is shown as text or json")
    }
  }
}

enum InvoiceFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, csv
}

extension RawFile {
  /// Writes to standard output. A reader that has seen enough is nobody's failure.
  func say(_ bytes: [UInt8]) throws {
    do { try write(bytes) } catch where error.isClosedPipe { return }
  }
}
