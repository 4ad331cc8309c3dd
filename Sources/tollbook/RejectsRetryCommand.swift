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
      All that are named are rated in one transaction, of several switches in one each: what is wanting in nothing more
      is in the book afterwards and settled, the rest stays as it was. --switch is for records that came in without it
      and met the ids of another one.

      Exit status: 0 all settled, 1 failed, 3 some stay, 64 wrong usage.

      Example: tollbook rejects retry --book muster.tollbook --reason no_rate
      """)

  @OptionGroup var book: BookOptions
  @OptionGroup var rejects: RejectOptions
  @Option(name: .customLong("switch"), help: ArgumentHelp(
    "Take them as records of this switch, '' for that without a name; as they came where it is not given.", valueName: "name"))
  var origin: String?
  @Option(help: ArgumentHelp("Threads to read with.", valueName: "n")) var threads = 2

  func run() throws {
    let terminal = Terminal()
    let control = RatingRun.Control()
    let signals = Interruption.listen { control.cancel() }
    defer { signals.forEach { $0.cancel() } }
    let book = try book.open()
    let retried = try terminal.reporting { () throws -> [Ingest.Retried] in
      let ingest = try Ingest(
        book, options: RatingRun.Options(threads: threads), control: control, clock: Clock.milliseconds,
        warn: { terminal.say("tollbook: \($0)") })
      do {
        return try ingest.retry(rejects.selection(), as: origin)
      } catch let failure as RatingRun.Failure {
        terminal.fail(failure, "rejects of the switch at work stay as they were")
        throw ExitCode(1)
      }
    }
    guard !retried.isEmpty else { return terminal.say("there are no such rejects") }
    let refusals = retried.flatMap(\.result.refusals)
    for refusal in refusals { terminal.say("tollbook: \(refusal)") }
    guard refusals.isEmpty else { throw ExitCode(1) }
    func sum(_ count: (Ingest.Retried) -> Int) -> Int { retried.reduce(0) { $0 + count($1) } }
    let left = sum { $0.kept + $0.result.summary.rejectedTotal }
    terminal.say(
      "\(sum(\.selected)) rejects: \(sum(\.result.summary.rated)) rated, "
        + "\(sum(\.result.summary.notChargeable.total)) not chargeable, "
        + "\(sum { $0.result.summary.duplicates - $0.kept }) known already, \(left) rejected again")
    if left > 0 { throw ExitCode(3) }
  }
}
