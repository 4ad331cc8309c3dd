import ArgumentParser
import BillingStore
import Bytes
import Dispatch
import RatingPipeline
import Telecom

struct RejectsRetryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Rates rejects of a book again, once their cause is mended.",
    discussion: """
      All that are named are rated in one transaction: what is wanting in nothing more is in the book afterwards and
      settled, the rest stays as it was.

      Exit status: 0 all settled, 1 failed, 3 some stay, 64 wrong usage.

      Example: tollbook rejects retry --book muster.tollbook --reason no_rate
      """)

  @OptionGroup var book: BookOptions
  @OptionGroup var rejects: RejectOptions
  @Option(help: ArgumentHelp("Threads to read with.", valueName: "n")) var threads = 2

  func run() throws {
    let terminal = Terminal()
    let control = RatingRun.Control()
    let signals = Interruption.listen { control.cancel() }
    defer { signals.forEach { $0.cancel() } }
    let book = try book.open()
    let outcome = try terminal.reporting { () throws -> (result: Ingest.Result, selected: Int, kept: Int)? in
      let ingest = try Ingest(
        book, options: RatingRun.Options(threads: threads), control: control, clock: Clock.milliseconds,
        warn: { terminal.say("tollbook: \($0)") })
      do {
        return try ingest.retry(rejects.selection())
      } catch let failure as RatingRun.Failure {
        terminal.fail(failure, "all rejects stay as they were")
        throw ExitCode(1)
      }
    }
    guard let outcome else { return terminal.say("there are no such rejects") }
    for refusal in outcome.result.refusals { terminal.say("tollbook: \(refusal)") }
    guard outcome.result.refusals.isEmpty else { throw ExitCode(1) }
    let summary = outcome.result.summary
    let left = outcome.kept + summary.rejectedTotal
    terminal.say(
      "\(outcome.selected) rejects: \(summary.rated) rated, \(summary.notChargeable.total) not chargeable, "
        + "\(summary.duplicates - outcome.kept) known already, \(left) rejected again")
    if left > 0 { throw ExitCode(3) }
  }
}
