import ArgumentParser
import BillingStore
import Bytes
import CDRDecoding
import RatePlans
import Rating
import RatingPipeline
import Telecom

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Shows step by step how a price comes about.",
    discussion: """
      Of a call that is described here, of a record in a file, or of one in a book: how its number was read, which row \
      prices it and why, the band, the increments, every product, the fees, the limits and the rounding. A call that has \
      no price is told why. With --subscribers, and for a record of the book, every charge is shown: of each who pays, at \
      each level. Without --plan the record is the book's, and the plan the version that priced it.

      Example: tollbook explain --plan rateplans/retail-us --to 011442079460000 --at 2026-11-20T18:59:00 --duration 61
      """)

  @OptionGroup var rates: RaterOptions
  @Option(help: ArgumentHelp("The called number, as dialled.", valueName: "number"))
  var to: String?
  @Option(help: ArgumentHelp("The calling number.", valueName: "number"))
  var from: String?
  @Option(help: ArgumentHelp("Start of the call: 2026-11-20T12:00:00Z, or local time of the plan.", valueName: "time"))
  var at: String?
  @Option(help: ArgumentHelp("Seconds from answer to end; decimals allowed.", valueName: "seconds"))
  var duration: String?
  @Option(help: ArgumentHelp("Instead of a call: the id of a record of the book, or of --input the first that has it.", valueName: "id"))
  var record: String?
  @Option(help: ArgumentHelp("The file the record stands in; '-' is standard input.", valueName: "file"))
  var input: String?
  @Option(help: ArgumentHelp("Form of --input: auto, a format's name, or a YAML file of your own.", valueName: "name"))
  var formatIn = "auto"
  @Option(help: ArgumentHelp("Zone of times in --input that carry none; the plan's where it is not given.", valueName: "zone"))
  var timeZone: String?
  @Option(name: .customLong("switch"), help: ArgumentHelp("The switch that wrote the book's record.", valueName: "name"))
  var origin: String?
  @OptionGroup var book: BookOptions
  @Option(help: "text or json.")
  var format = Explanation.Format.text

  func validate() throws {
    guard !rates.plan.isEmpty else {
      guard record != nil, input == nil else { throw ValidationError("give --plan, or --record of a book without --input") }
      return
    }
    if origin != nil { throw ValidationError("--switch is for records of a book, without --plan") }
    if record != nil || input != nil {
      guard record != nil, input != nil else { throw ValidationError("--record and --input go together") }
      guard to == nil, from == nil, at == nil, duration == nil else {
        throw ValidationError("give either --record or a call, not both")
      }
    } else {
      guard to != nil, at != nil, duration != nil else {
        throw ValidationError("give --to, --at and --duration, or --record and --input")
      }
    }
    if let timeZone, ZoneRules(named: timeZone) == nil {
      throw ValidationError("there is no time zone '\(timeZone)'; name one as Europe/Berlin, UTC or +02:00")
    }
  }

  func run() throws {
    let text = try explanation()
    do {
      try RawFile.standardOutput.write(Array(text.utf8))
    } catch where error.isClosedPipe {
      return
    }
  }

  private func explanation() throws -> String {
    let terminal = Terminal()
    guard !rates.plan.isEmpty else {
      let book = try book.open(for: .reading)
      let charges = try terminal.reporting { try book.explain(record: record ?? "", of: origin, threads: 2) }
      return text(charges)
    }
    do {
      let rater = try rates.load(threads: 2, terminal)
      guard let record else { return try text(explainCall(rater)) }
      return try text(explain(record, of: namedDialect(), rater, terminal))
    } catch let report as ProblemReport {
      terminal.say("\(report)")
      throw ExitCode(1)
    }
  }

  /// Who pays is said where it may be more than one.
  private func text(_ charges: [ExplainedCharge]) -> String {
    if charges.count == 1, charges[0].account.isEmpty { return charges[0].explanation.text(as: format) }
    return charges.map { $0.text(as: format) }.joined(separator: format == .text ? "\n" : "")
  }

  private func explainCall(_ rater: AccountRater) throws -> [ExplainedCharge] {
    guard let at, let start = Timestamp(typed: at, zone: rater.plan.zone) else {
      throw ValidationError("--at \(at ?? "") is no time; write 2026-11-20T12:00:00Z or 2026-11-20T12:00:00")
    }
    guard let duration, let nanos = try? Decimal9.parse(duration), nanos >= 0, nanos % 1_000_000 == 0 else {
      throw ValidationError("--duration \(duration ?? "") is no number of seconds with at most three decimals")
    }
    let batch = UsageBatch(called: to ?? "", calling: from ?? "", start: start.milliseconds, duration: nanos / 1_000_000)
    let charges = rater.explain(firstOf: batch)
    if charges.isEmpty { throw nobodyPays(batch, rater) }
    return charges
  }

  private func nobodyPays(_ batch: UsageBatch, _ rater: AccountRater) -> ExitCode {
    let reason = rater.reject(ofFirstIn: batch)?.reason.code ?? "unknown_payer"
    Terminal().say("tollbook: nobody is found to pay for it: \(reason); mend the subscribers, or say more of the call")
    return ExitCode(1)
  }

  /// `nil` where the input's content decides.
  private func namedDialect() throws(ProblemReport) -> Dialect? {
    if formatIn == "auto" { return nil }
    if let dialect = Dialect.builtIn(formatIn) { return dialect }
    return try Dialect.load(path: formatIn)
  }

  private func explain(
    _ id: String, of dialect: Dialect?, _ rater: AccountRater, _ terminal: Terminal
  ) throws -> [ExplainedCharge] {
    let zone = timeZone.flatMap { ZoneRules(named: $0) } ?? rater.plan.zone
    var refused: UsageBatch?
    do throws(RatingRun.Failure) {
      if let found = try RecordSearch(dialect: dialect, zone: zone, kinds: rater.rules.kinds).first(withID: id, in: input ?? "-") {
        var batch = found.batch
        batch.records = [found.record]
        let charges = rater.explain(firstOf: batch)
        guard charges.isEmpty else { return charges }
        refused = batch
      }
    } catch {
      terminal.say("tollbook: \(error)")
      throw ExitCode(1)
    }
    if let refused { throw nobodyPays(refused, rater) }
    terminal.say("tollbook: \(input ?? "-") has no record with the id \(id) that can be read and is to be charged")
    throw ExitCode(1)
  }
}

extension Explanation.Format: ExpressibleByArgument {}
