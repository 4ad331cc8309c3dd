import ArgumentParser
import Bytes
import RatePlans
import Rating
import Telecom

struct PlanShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Shows a rate plan, or which of its rows prices a number.",
    discussion: """
      Without --to: a summary of the plan. With it: every row that could apply, the one that goes first on top, which of
      them wins, and why the others do not. A matrix asks for the zones of --from and --to, a deck by LATA and OCN for
      --numbering, an origination deck for --from.

      Example: tollbook plan show rateplans/retail-us --to 442079460000 --at 2026-11-20T12:00:00Z
      """)

  @Argument(help: "A plan folder, a plan.yaml or a deck.") var path: String
  @Option(help: "The called number, as dialled; the plan's dialling rules are applied.") var to: String?
  @Option(help: "The calling number.") var from: String?
  @Option(help: "termination, origination or matrix; the plan's first where it is not given.") var kind: Leg?
  @OptionGroup var geography: NumberingOptions
  @Option(help: "Start of the call: 2026-11-20T12:00:00Z, or local time of the plan. Default: now.") var at: String?
  @Option(help: "The jurisdiction of the call, where the plan knows any.") var jurisdiction: String?
  @Option(help: "seconds, octets, octets_in, octets_out or quantity.") var measure = Measure.seconds
  @Option(help: "Of a quantity, the unit of the deck: kWh.") var unit: String?
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
    let numbers = NumberNormaliser(show.plan.dialling)
    guard let called = numbers.called(Array(to.utf8).span) else {
      throw ValidationError("--to \(to) is no number of 1 to 15 digits")
    }
    let calling = from.flatMap { numbers.normalise(Array($0.utf8).span) }
    if let from, calling == nil { throw ValidationError("--from \(from) is no number of 1 to 15 digits") }
    guard let start = Self.start(at, zone: show.plan.zone) else {
      throw ValidationError("--at \(at ?? "") is no time; write 2026-11-20T12:00:00Z or 2026-11-20")
    }
    let asked = show.plan.tariffs.first { tariff in
      tariff.measure == measure && (kind == nil || tariff.leg == kind) && (unit == nil || tariff.unit == unit)
    }
    guard let tariff = asked else {
      let what = measure.rawValue + (unit.map { " in \($0)" } ?? "")
      throw ValidationError("the plan has no \(kind.map { "\($0.rawValue) " } ?? "")deck that measures \(what)")
    }
    if let jurisdiction, !tariff.jurisdictions.contains(jurisdiction) {
      throw ValidationError("no row of the plan is for the jurisdiction \(jurisdiction)")
    }
    let isCalling = tariff.leg == .origination
    guard let sought = isCalling ? calling : called else { throw ValidationError("an origination deck needs --from") }
    var number = ShownNumber(
      sought.number, dialled: isCalling ? from ?? "" : to, numbering: sought.words(under: show.plan.dialling),
      isShort: sought.isShort)
    try place(&number, calling, called, tariff, show.plan, start.milliseconds)
    return show.rows(of: tariff, to: number, at: start, jurisdiction: jurisdiction, as: format)
  }

  /// Finds what rows may stand under besides prefixes.
  private func place(
    _ shown: inout ShownNumber, _ calling: NumberNormaliser.Result?, _ called: NumberNormaliser.Result, _ tariff: Tariff,
    _ plan: RatePlan, _ start: Int64
  ) throws {
    if tariff.leg == .matrix, let zones = plan.zones {
      let origin = zones.zone(of: calling.flatMap { $0.isShort ? nil : $0.number }, at: start)
      let destination = zones.zone(of: called.number, isShort: called.isShort, at: start)
      shown.keyed = tariff.groups(origin: origin.zone, destination: destination.zone)
      shown.place = "calling \(zones.words(origin)), called \(zones.words(destination))"
    } else if tariff.hasKeyedGroups, let geography = try loadGeography() {
      func whole(_ number: NumberNormaliser.Result?) -> PhoneNumber { number.flatMap { $0.isShort ? nil : $0.number } ?? .none }
      let ends = geography.ends(calling: whole(calling), called: whole(called), routingNumber: .none, at: start)
      let place = tariff.leg == .origination ? ends.calling.place : ends.called.place
      guard place >= 0 else { return shown.place = "nobody knows its LATA and OCN" }
      let numbering = geography.numbering
      let known = numbering.places[Int(place)]
      let (lata, company) = (numbering.latas[Int(known.lata)], numbering.companies[Int(known.company)])
      shown.keyed = tariff.groups(lata: lata, company: company, state: numbering.states[Int(known.state)])
      shown.place = "LATA \(lata.isEmpty ? "unknown" : lata), OCN \(company.isEmpty ? "unknown" : company)"
    }
  }

  private func loadGeography() throws -> CallGeography? {
    let terminal = Terminal()
    return try terminal.reportingProblems { () throws(ProblemReport) in try geography.geography(terminal) }
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
extension Leg: ExpressibleByArgument {}
