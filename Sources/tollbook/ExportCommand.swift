import ArgumentParser
import BillingStore
import Bytes
import RatingPipeline

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes all of a kind as CSV, which 'tollbook import' reads.",
    discussion: """
      Kinds: \(ImportCommand.kinds.joined(separator: ", ")).

      Example: tollbook export accounts -o accounts.csv --book muster.tollbook
      """)

  @Argument(help: "What to write.") var kind: String
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Where it goes; '-' is standard output.", valueName: "file"))
  var output = "-"
  @OptionGroup var book: BookOptions

  func validate() throws {
    if RecordKind.named(kind) == nil {
      throw ValidationError("there is no kind '\(kind)'; known are \(ImportCommand.kinds.joined(separator: ", "))")
    }
  }

  func run() throws {
    let book = try book.open(for: .reading)
    guard let kind = RecordKind.named(kind) else { return }
    do {
      try Terminal().reporting {
        let bytes = try book.export(kind)
        let file = try OutputFile(output)
        try file.write(bytes)
        try file.endInput()
        try file.commit()
      }
    } catch let error as SystemError where error.isClosedPipe {
      return
    }
  }
}
