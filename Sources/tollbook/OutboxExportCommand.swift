import ArgumentParser
import BillingStore
import Bytes

struct OutboxExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes events as JSON lines, an object each.",
    discussion: """
      With --reader those that this program has not acknowledged yet; the same ones again until it has.

      Example: tollbook outbox export --reader crm --limit 100 --book muster.tollbook
      """)

  @Option(help: ArgumentHelp("The program that reads: events behind what it acknowledged.", valueName: "name"))
  var reader: String?
  @OptionGroup var range: OutboxRange
  @OptionGroup var book: BookOptions

  func validate() throws {
    if reader != nil, range.after != nil { throw ValidationError("give --reader or --after, not both") }
  }

  func run() throws {
    let book = try book.open(for: .reading)
    let selection = Book.OutboxSelection(after: range.after, limit: range.limit)
    try Terminal().reporting {
      try book.exportEvents(selection, reader: reader) { try RawFile.standardOutput.say($0.bytes) }
    }
  }
}
