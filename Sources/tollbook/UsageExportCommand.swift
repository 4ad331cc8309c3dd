import ArgumentParser
import BillingStore
import RatingPipeline
import Telecom

struct UsageExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes usage of a book as CSV.",
    discussion: """
      A row for each who pays for a record and for each level, which the column tier names.

      Example: tollbook usage export --book muster.tollbook --account A1 --from 2026-01-01 -o usage.csv.zst
      """)

  @OptionGroup var book: BookOptions
  @Option(help: ArgumentHelp("Of this customer account only.", valueName: "name")) var account: String?
  @Option(help: ArgumentHelp("From this day of the accounts' clocks on.", valueName: "date")) var from: String?
  @Option(help: ArgumentHelp("Up to this day, which is not written.", valueName: "date")) var to: String?
  @Flag(help: "Writes the rows of a record together, as 'tollbook margin' reads them.") var byRecord = false
  @Option(name: [.customShort("o"), .long], help: ArgumentHelp(
    "Where it goes; .zst and .gz names are compressed.", valueName: "file"))
  var output = "-"

  func validate() throws {
    for date in [from, to].compactMap(\.self) where CivilDate(iso: date) == nil {
      throw ValidationError("\(date) is no date; write it as 2026-01-31")
    }
  }

  func run() throws {
    func day(_ date: String?) -> Int64? { date.flatMap { CivilDate(iso: $0) }.map { Int64($0.daysSince1970) } }
    let export = UsageExport(account: account, from: day(from), to: day(to), isByRecord: byRecord)
    let book = try book.open(for: .reading)
    _ = try Terminal().reporting { try export.write(book, to: OutputFile(output)) }
  }
}
