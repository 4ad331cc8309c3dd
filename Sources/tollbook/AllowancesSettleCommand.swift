import ArgumentParser
import BillingStore
import Bytes
import Foundation
import RatePlans
import Rating
import RatingPipeline
import Telecom

struct AllowancesSettleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle", abstract: "Charges usage again in the order in which it was made, and writes what that differs by.",
    discussion: """
      Usage that came late was charged by what was left then. Settling charges all usage since the last settling by its \
      start and record id, closes the cycles that end by --until, and writes a row for each charge that differs, and for \
      what volumes and commitments come to: the columns of rated usage, with kind (difference, volume, shortfall, cap, \
      correction), period_from and period_to. Add them to what was rated, and the sum is the same in whatever order usage \
      came.

      The inputs are those that were rated with the state since the last settling, in any order, and those before that have \
      usage behind it; they are known by their content. Plans, subscribers and options are those that they were rated with.

      Example: tollbook allowances settle state.allowances --plan rateplans/retail-us --subscribers subscribers.csv \
      --until 2026-12-01 -o corrections.csv november-*.csv
      """)

  @Argument(help: ArgumentHelp("What 'tollbook rate --allowances' keeps.", valueName: "state-file")) var file: String

  @OptionGroup var rates: RaterOptions

  @OptionGroup var reading: ReadingOptions

  @Option(help: ArgumentHelp(
    "Up to when: 2026-12-01, 2026-12-01 00:00:00, or with an offset; by the clock of --time-zone or of the plan.",
    valueName: "time"))
  var until: String

  @Option(name: [.customShort("o"), .long], help: ArgumentHelp(
    "Where the corrections go, a CSV; .zst and .gz names are compressed.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp(
    "Where limits of plans are told of that are reached in this order and were not before, a JSON object a line; on standard "
      + "error where it is not given.", valueName: "file"))
  var limitEvents: String?

  @Argument(help: ArgumentHelp("The files of call records that were rated.", valueName: "input"))
  var inputs: [String] = []

  func validate() throws {
    if rates.plan.isEmpty { throw ValidationError("Missing expected argument '--plan <path> ...'") }
    if rates.subscribers == nil { throw ValidationError("--subscribers is missing: those that the usage was rated for") }
    if inputs.contains("-") { throw ValidationError("inputs are read more than once; standard input cannot be") }
    if !rates.levels.chosenTiers.contains(.retail) {
      throw ValidationError("--tiers leaves out retail, which is what allowances are of; leave it away")
    }
    let written = [output, limitEvents].compactMap(\.self).filter { $0 != "-" }
    for read in inputs + [file] {
      guard let same = written.first(where: { FilePlace($0) == FilePlace(read) }) else { continue }
      throw ValidationError("'\(read)' would be read, and written as '\(same)'; name another file")
    }
  }

  func run() throws {
    let terminal = Terminal()
    let control = RatingRun.Control()
    let signals = Interruption.listen { control.cancel() }
    defer { signals.forEach { $0.cancel() } }
    reading.prepare()
    let rater = try terminal.reportingProblems { () throws(ProblemReport) in
      try rates.load(threads: reading.threadCount, keepsPromises: true, terminal)
    }
    let options = try terminal.reportingProblems { () throws(ProblemReport) in try reading.options() }
    guard let moment = Timestamp(typed: until, zone: options.zone ?? rater.plan.zone) else {
      throw ValidationError("--until \(until) is no time; write 2026-12-01, 2026-12-01 00:00:00 or 2026-12-01T00:00:00-05:00")
    }
    do {
      let settling = try AllowanceSettling(file, until: moment.milliseconds, by: rater, options, control)
      let outcome = try settling.settle(inputs, to: OutputFile(output), events: limitEvents.map { try OutputFile($0) })
      tell(outcome, terminal)
    } catch let failure as RatingRun.Failure {
      terminal.fail(failure, "nothing was settled")
      throw ExitCode(1)
    } catch let error as BookError {
      terminal.say("tollbook: \(error)")
      throw ExitCode(1)
    } catch let error as SystemError {
      terminal.say("tollbook: \(error)")
      throw ExitCode(1)
    }
  }

  private static let shownNotices = 10

  private func tell(_ outcome: AllowanceSettling.Outcome, _ terminal: Terminal) {
    for path in outcome.settledBefore { terminal.write("settled before, and left out: \(path)") }
    let sums = outcome.sums.sorted { $0.key.code < $1.key.code }.map { "\(Decimal9.text($0.value)) \($0.key)" }
    terminal.write(
      "\(outcome.differences) charges differ, \(outcome.charges) charges of cycles" + (sums.isEmpty ? "" : ": ")
        + sums.joined(separator: ", "))
    guard limitEvents == nil else { return }
    for notice in outcome.notices.prefix(Self.shownNotices) { terminal.say("tollbook: \(notice.text)") }
    if outcome.notices.count > Self.shownNotices {
      terminal.say("and \(outcome.notices.count - Self.shownNotices) more limits; --limit-events writes all to a file")
    }
  }
}
