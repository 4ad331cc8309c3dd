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
      no price is told why. Without --plan the record is the book's, and the plan the version that priced it.

      Example: tollbook explain --plan rateplans/retail-us --to 011442079460000 --at 2026-11-20T18:59:00 --duration 61
      """)

  @Option(help: ArgumentHelp("A plan's folder, its plan.yaml, or a bare deck.", valueName: "path"))
  var plan: String?
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
  @OptionGroup var geography: NumberingOptions
  @Option(name: .customLong("switch"), help: ArgumentHelp("The switch that wrote the book's record.", valueName: "name"))
  var origin: String?
  @OptionGroup var book: BookOptions
  @Option(help: "text or json.")
  var format = Explanation.Format.text

  func validate() throws {
    guard plan != nil else {
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
    let text = try explanation().text(as: format)
    do {
      try RawFile.standardOutput.write(Array(text.utf8))
    } catch where error.isClosedPipe {
      return
    }
  }

  private func explanation() throws -> Explanation {
    let terminal = Terminal()
    guard let plan else {
      let book = try book.open(for: .reading)
      return try terminal.reporting { try book.explain(record: record ?? "", of: origin, threads: 2) }
    }
    do {
      let rater = UsageRater(
        try RatePlanLoader.load(plan).plan, geography: try geography.geography(terminal))
      guard let record else { return try explainCall(rater) }
      return try explain(record, of: namedDialect(), rater, terminal)
    } catch let report as ProblemReport {
      terminal.say("\(report)")
      throw ExitCode(1)
    }
  }

  private func explainCall(_ rater: UsageRater) throws -> Explanation {
    guard let at, let start = Timestamp(typed: at, zone: rater.plan.zone) else {
      throw ValidationError("--at \(at ?? "") is no time; write 2026-11-20T12:00:00Z or 2026-11-20T12:00:00")
    }
    guard let duration, let nanos = try? Decimal9.parse(duration), nanos >= 0, nanos % 1_000_000 == 0 else {
      throw ValidationError("--duration \(duration ?? "") is no number of seconds with at most three decimals")
    }
    return Explanation(
      called: to ?? "", calling: from ?? "", start: start.milliseconds, duration: nanos / 1_000_000, rater: rater)
  }

  /// `nil` where the input's content decides.
  private func namedDialect() throws(ProblemReport) -> Dialect? {
    if formatIn == "auto" { return nil }
    if let dialect = Dialect.builtIn(formatIn) { return dialect }
    return try Dialect.load(path: formatIn)
  }

  private func explain(
    _ id: String, of dialect: Dialect?, _ rater: UsageRater, _ terminal: Terminal
  ) throws -> Explanation {
    let zone = timeZone.flatMap { ZoneRules(named: $0) } ?? rater.plan.zone
    do throws(RatingRun.Failure) {
      if let found = try RecordSearch(dialect: dialect, zone: zone).first(withID: id, in: input ?? "-") {
        return Explanation(record: found.record, batch: found.batch, rater: rater)
      }
    } catch {
      terminal.say("tollbook: \(error)")
      throw ExitCode(1)
    }
    terminal.say("tollbook: \(input ?? "-") has no record with the id \(id) that can be read and is to be charged")
    throw ExitCode(1)
  }
}

extension Explanation.Format: ExpressibleByArgument {}
