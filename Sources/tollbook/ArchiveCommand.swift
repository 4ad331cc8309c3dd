import ArgumentParser
import BillingStore
import Telecom

struct ArchiveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive", abstract: "Moves invoiced usage of past months out of a book into files, and back.",
    discussion: """
      Each month becomes a CSV in zstd with its SHA-256 beside it. The sums and hashes of what is moved stay in the book,
      and so do the records' ids: none of them is taken a second time. The folder is made where it is missing; a file that
      is there already and holds something else is never replaced.

      Example: tollbook archive --book muster.tollbook --before 2026-01 archive
      """)

  @OptionGroup var book: BookOptions
  @Option(help: ArgumentHelp("The first month that stays: 2026-01.", valueName: "month")) var before: String?
  @Flag(help: "Brings archived usage back, after its checksum was found right.") var restore = false
  @Option(help: ArgumentHelp("Only this month, with --restore.", valueName: "month")) var month: String?
  @Argument(help: "The folder of the files; with --restore, where they are now.") var folder: String?

  func validate() throws {
    if restore == (before != nil) { throw ValidationError("say either --before MONTH or --restore") }
    if before != nil, folder == nil { throw ValidationError("name the folder that takes the files") }
    if before != nil, firstDay == nil { throw ValidationError("--before must be a month, such as 2026-01") }
  }

  private var firstDay: Int? { before.flatMap { CivilDate(iso: $0 + "-01") }?.daysSince1970 }

  func run() throws {
    let terminal = Terminal()
    let archive = try UsageArchive(book.open(), recordedAt: Clock.milliseconds())
    let months = try terminal.reporting {
      restore
        ? try archive.restore(month: month, from: folder)
        : try archive.archive(before: Int64(firstDay ?? 0), into: folder ?? ".")
    }
    for month in months {
      terminal.say("\(month.month): \(month.count) records \(restore ? "back from" : "in") \(month.file)")
    }
    if months.isEmpty { terminal.say("no invoiced usage before \(before ?? "")") }
  }
}
