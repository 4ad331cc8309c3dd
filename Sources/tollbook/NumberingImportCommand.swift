import ArgumentParser
import BillingStore
import Telecom

struct NumberingImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Takes files that say where numbers are into a book.",
    discussion: """
      The book keeps the files as they are. What comes in from then on is rated by them; what was rated stays as it is, and
      is explained by the files of its time. A day in effective_from and effective_to begins at midnight UTC; a time with
      its offset may be written instead.

      Example: tollbook numbering import --book carrier.tollbook samples/carrier/numbering.csv --lrn samples/carrier/lrn.csv
      """)

  @OptionGroup var book: BookOptions
  @OptionGroup var actor: ActorOptions
  @Argument(help: ArgumentHelp(
    "A CSV with the columns npa, nxx, state and where known block, lata, ocn, rate_centre, effective_from.", valueName: "file"))
  var numbering: String?
  @Option(help: ArgumentHelp("Ported numbers: a CSV with the columns number and lrn.", valueName: "file"))
  var lrn: String?

  func validate() throws {
    if numbering == nil, lrn == nil { throw ValidationError("name a file of numbering, or one of ported numbers with --lrn") }
  }

  func run() throws {
    let terminal = Terminal()
    let book = try book.open()
    try terminal.reporting {
      for (path, kind) in [(numbering, NumberTable.Kind.numbering), (lrn, .lrn)] {
        guard let path else { continue }
        let taken = try NumberStore.take(path, as: kind, into: book, actor: actor.name, recordedAt: Clock.now * 1000)
        terminal.warn(taken.warnings, whole: nil)
        terminal.say(
          "\(path): \(taken.table.count) rows of \(kind.rawValue) are in the book\(taken.isKnown ? " already" : ""), as "
            + "\(taken.table.id)")
      }
    }
  }
}
