import ArgumentParser
import BillingStore
import Bytes
import Foundation
import RatingPipeline
import Telecom

struct IngestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Rates usage and takes it into the book, each file whole or not at all.",
    discussion: """
      Payers and plans are the book's. A record that the book has already counts as a duplicate, whatever file it comes
      in; one with the id of another record of its switch is rejected. What cannot be rated is kept in the book with its reason: see
      'tollbook rejects'.

      With --watch, files are taken as they appear, when they are complete: two looks found them alike, and no program of
      this user has them open for writing. A switch delivers a file in one step by writing it under a name that begins
      with a dot or ends in .partial, .tmp or .part, which is left alone, and renaming it. One that is written to while it
      is taken, or within an hour after, is told and taken once more; what the book has of it is a duplicate then. What was
      taken goes to DIR/done, what could not be taken to DIR/failed, with the reason beside it. One program watches a
      folder at a time.

      Exit status: 0 done, 1 failed, 3 done with rejects, 64 wrong usage.

      Example: tollbook ingest --book muster.tollbook --time-zone America/New_York samples/cdr/asterisk.csv
      """)

  @OptionGroup var book: BookOptions
  @OptionGroup var reading: ReadingOptions

  @Option(name: .customLong("switch"), help: ArgumentHelp(
    "What wrote the records, of 'tollbook switch list': their ids are unique within it.", valueName: "name"))
  var origin: String?

  @Option(help: ArgumentHelp("Takes files of this folder as they appear, until it is interrupted.", valueName: "folder"))
  var watch: String?

  @Option(help: ArgumentHelp("Where watched files go when they are in the book; FOLDER/done where it is not given.", valueName: "folder"))
  var done: String?

  @Option(help: ArgumentHelp("Where watched files go that cannot be taken; FOLDER/failed where it is not given.", valueName: "folder"))
  var failed: String?

  @Option(help: ArgumentHelp("How often to look into the watched folder.", valueName: "seconds"))
  var every = 1.0

  @Argument(help: ArgumentHelp("Files of call records, plain, gzip or zstd; '-' is standard input.", valueName: "input"))
  var inputs: [String] = []

  func validate() throws {
    if watch == nil, inputs.isEmpty { throw ValidationError("name a file of usage, or a folder with --watch") }
    if watch != nil, !inputs.isEmpty { throw ValidationError("name files or --watch, not both") }
    if watch == nil, done != nil || failed != nil { throw ValidationError("--done and --failed go with --watch") }
    if inputs.filter({ $0 == "-" }).count > 1 { throw ValidationError("standard input can be read once only") }
    if !(0.01...3600).contains(every) { throw ValidationError("--every must be from 0.01 to 3600 seconds") }
  }

  func run() throws {
    let started = ContinuousClock.now
    let terminal = Terminal()
    let control = RatingRun.Control()
    let signals = Interruption.listen { control.cancel() }
    defer { signals.forEach { $0.cancel() } }
    reading.prepare()
    let book = try book.open()
    let ingest = try terminal.reporting {
      try Ingest(
        book, from: origin, options: reading.options(), control: control, clock: Clock.milliseconds,
        warn: { terminal.say("tollbook: \($0)") })
    }
    if let watch {
      var folder = WatchedFolder(watch, done: done, failed: failed)
      try terminal.reporting {
        try folder.takeAll(into: ingest, every: every, control: control) { terminal.say($0) }
      }
      return
    }
    let progress = Progress(control, inputs: inputs, terminal: terminal)
    let result = try take(by: ingest, terminal)
    progress.stop()
    var summary = result.summary
    let seconds = started.duration(to: .now)
    summary.seconds = Double(seconds.components.seconds) + Double(seconds.components.attoseconds) / 1e18
    terminal.write(summary, as: reading.summary, currencies: result.currencies, open: result.openSessions)
    if !summary.failedFiles.isEmpty { throw ExitCode(1) }
    if summary.rejectedTotal > 0 { throw ExitCode(3) }
  }

  private func take(by ingest: Ingest, _ terminal: Terminal) throws -> Ingest.Result {
    do throws(RatingRun.Failure) {
      return try ingest.take(inputs) { terminal.say("tollbook: \($0)") }
    } catch {
      terminal.fail(error, "files that are in the book stay there, nothing of the one at work was kept")
      throw ExitCode(1)
    }
  }
}
