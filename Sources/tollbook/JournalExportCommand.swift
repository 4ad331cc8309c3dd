import ArgumentParser
import BillingStore
import Bytes

struct JournalExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes the journal for hledger, with all closing balances as assertions.",
    discussion: "Example: tollbook journal export --book muster.tollbook | hledger -f - check -s")

  @OptionGroup var book: BookOptions

  func run() throws {
    let book = try book.open(for: .reading)
    try Terminal().reporting { try JournalExport.write(book) { try RawFile.standardOutput.say($0.bytes) } }
  }
}
