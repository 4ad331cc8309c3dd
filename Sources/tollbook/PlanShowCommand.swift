import ArgumentParser
import Bytes
import RatePlans
import Rating
import Telecom

struct PlanShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows a rate plan, or which of its rows prices a number.",
    discussion: """
      Without --to: a summary of the plan. With it: every row that could apply, the longest prefix first, which of them
      wins, and why the others do not.

      Example: tollbook plan show rateplans/retail-us --to 442079460000 --at 2026-11-20T12:00:00Z
      """)

  @Argument(help: "A plan folder, a plan.yaml or a deck.") var path: String
  @Option(help: "The called number, as dialled; the plan's dialling rules are applied.") var to: String?
  @Option(help: "Start of the call: 2026-11-20T12:00:00Z, or local time of the plan. Default: now.") var at: String?
  @Option(help: "The jurisdiction of the call, where the plan knows any.") var jurisdiction: String?
  @Option(help: "seconds, octets, octets_in, octets_out or quantity.") var measure = Measure.seconds
  @Option(help: "text or json.") var format = PlanShow.Format.text

  func run() throws {
    let loaded = try load()
    let show = PlanShow(plan: loaded.plan, warnings: loaded.warnings.count)
    let output = Array(try text(show).utf8)
    do {
      try RawFile.standardOutput.write(output)
    } catch where error.isClosedPipe {
      return
    }
  }

  private func load() throws -> LoadedPlan {
    do throws(ProblemReport) {
      return try RatePlanLoader.load(path)
    } catch {
      try RawFile.standardError.write(Array("\(error)\n".utf8))
      throw ExitCode(1)
    }
  }

  private func text(_ show: PlanShow) throws -> String {
    guard let to else { return show.summary(as: format) }
    guard let called = NumberNormaliser(show.plan.dialling).called(Array(to.utf8).span) else {
      throw ValidationError("--to \(to) is no number of 1 to 15 digits")
    }
    let number = ShownNumber(
      called.number, dialled: to, numbering: called.words(under: show.plan.dialling), isShort: called.isShort)
    guard let start = Self.start(at, zone: show.plan.zone) else {
      throw ValidationError("--at \(at ?? "") is no time; write 2026-11-20T12:00:00Z or 2026-11-20")
    }
    guard let tariff = show.plan.tariff(measure) else {
      throw ValidationError("the plan has no deck that measures \(measure.rawValue)")
    }
    if let jurisdiction, !tariff.jurisdictions.contains(jurisdiction) {
      throw ValidationError("no row of the plan is for the jurisdiction \(jurisdiction)")
    }
    return show.rows(of: tariff, to: number, at: start, jurisdiction: jurisdiction, as: format)
  }

  /// Now, where no time is given.
  private static func start(_ text: String?, zone: ZoneRules) -> Timestamp? {
    guard let text else {
      let second = Clock.now
      return Timestamp(milliseconds: second * 1000, offset: zone.offset(at: second))
    }
    return Timestamp(typed: text, zone: zone)
  }
}

extension PlanShow.Format: ExpressibleByArgument {}
extension Measure: ExpressibleByArgument {}
