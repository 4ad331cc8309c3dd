import ArgumentParser
import BillingStore

struct PaymentImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Takes a CSV file of payments, whole or not at all.",
    discussion: """
      Everything that is wrong with the file is reported at once; payments that the book has already are counted, not
      taken twice. Columns, in any order; a file has those with a star, the others where wanted:

      \(ColumnHelp.text(PaymentEntry.columns))

      Example: tollbook payment import samples/book/payments.csv --book muster.tollbook
      """)

  @Argument(help: "The file; '-' is standard input.") var file: String
  @OptionGroup var book: BookOptions

  func run() throws {
    let book = try book.open()
    let terminal = Terminal()
    let counts = try terminal.reporting { try book.importPayments(file, recordedAt: Clock.now * 1000) }
    terminal.say("payments: \(counts.added) added, \(counts.known) known already")
  }
}
