import ArgumentParser
import Bytes
import Dispatch
import RatePlans
import RatingPipeline
import Telecom

struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Writes plausible traffic for a rate plan, as a switch would write it.",
    discussion: """
      Called numbers lie under the plan's prefixes, a few of which get most calls; calls follow the hours of the week, and \
      three in ten are not answered. The same arguments give the same bytes. A plan that prices data gets sessions instead \
      of calls (radius, csv, jsonl).

      Example: tollbook simulate --plan rateplans/retail-us --calls 1000 --seed 1 --format asterisk -o Master.csv
      """)

  @Option(help: ArgumentHelp("A plan's folder, its plan.yaml, or a bare deck.", valueName: "path"))
  var plan: String

  @Option(help: ArgumentHelp("How many calls are tried.", valueName: "n"))
  var calls: Int

  @Option(help: ArgumentHelp("Another seed makes other calls.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("One of \(Simulation.formats.joined(separator: ", ")).", valueName: "name"))
  var format: String

  @Option(name: [.customShort("o"), .long], help: ArgumentHelp(
    "Where the records go; .zst and .gz names are compressed.", valueName: "file"))
  var output = "-"

  @Option(help: ArgumentHelp("Over how many days the calls are spread.", valueName: "n"))
  var days = 30

  @Option(help: ArgumentHelp("The first of these days.", valueName: "date"))
  var start = "2026-01-01"

  @Option(help: ArgumentHelp(
    "Zone of the switch's clock, such as America/New_York; the plan's where it is not given.", valueName: "zone"))
  var timeZone: String?

  func validate() throws {
    if !(0...1_000_000_000).contains(calls) { throw ValidationError("--calls must be from 0 to 1000000000") }
    if !(1...3660).contains(days) { throw ValidationError("--days must be from 1 to 3660") }
    if firstDay == nil { throw ValidationError("--start \(start) is no date; write it as 2026-01-31") }
    if let timeZone, ZoneRules(named: timeZone) == nil {
      throw ValidationError("there is no time zone '\(timeZone)'; name one as Europe/Berlin, UTC or +02:00")
    }
    if !Simulation.formats.contains(format) { throw ValidationError("\(SimulationError.unknownFormat(format))") }
  }

  /// From 1970 to 2148, for which the zones are known.
  private var firstDay: CivilDate? {
    guard let moment = Timestamp(rfc3339: start + "T00:00:00Z"), 1970...2138 ~= moment.civil.date.year else { return nil }
    return moment.civil.date
  }

  func run() throws {
    guard let firstDay else { return }
    let signals = Interruption.listen {}
    defer { signals.forEach { $0.cancel() } }
    do {
      let loaded = try RatePlanLoader.load(plan)
      let settings = SimulationSettings(
        calls: calls, seed: seed, firstDay: firstDay, days: days, zone: timeZone.flatMap { ZoneRules(named: $0) })
      var simulation = try Simulation(settings, plan: loaded.plan, format: format)
      try simulation.write(to: OutputFile(output))
    } catch let error as SystemError where error.isClosedPipe {
      return
    } catch {
      Terminal().say("tollbook: \(error)")
      throw ExitCode(1)
    }
  }
}
