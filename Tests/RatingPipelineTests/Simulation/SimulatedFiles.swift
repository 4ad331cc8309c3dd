import Bytes
import CDRDecoding
import Compression
import Foundation
import RatePlans
import RatingPipeline
import Telecom

/// Plans to simulate traffic for.
enum SimulatedPlan {
  static func plan(_ prefixes: [String], rules: DiallingRules = DiallingRules(), zone: ZoneRules = .utc) -> RatePlan {
    var plan = RatePlan(name: "simulated")
    plan.zone = zone
    plan.dialling = rules
    let rows = prefixes.map { text in
      let digits = text.hasSuffix("$") ? text.dropLast() : text[...]
      let prefix = text == "*" ? DeckPrefix.default : DeckPrefix(PhoneNumber(digits)!, isExact: text.hasSuffix("$"))
      return (prefix: prefix, row: RateRow())
    }
    plan.tariffs = [Tariff(measure: .seconds, rows: rows, text: [], jurisdictions: [], files: ["deck.csv"])]
    return plan
  }

  static var american: DiallingRules {
    var rules = DiallingRules()
    rules.countryCode = "1"
    rules.internationalPrefixes = ["011"]
    rules.nationalPrefix = "1"
    rules.nationalLengths = [10]
    return rules
  }

  static var data: RatePlan {
    var plan = RatePlan(name: "isp")
    plan.tariffs = [
      Tariff(measure: .octets, rows: [(prefix: .default, row: RateRow())], text: [], jurisdictions: [], files: ["deck.csv"])
    ]
    return plan
  }
}

/// What a simulation writes into a file of that name.
func simulated(
  _ settings: SimulationSettings, _ plan: RatePlan, _ format: String, fileName: String = "out"
) throws -> [UInt8] {
  let folder = NSTemporaryDirectory() + "simulation-tests-" + UUID().uuidString
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  let path = folder + "/" + fileName
  var simulation = try Simulation(settings, plan: plan, format: format)
  try simulation.write(to: OutputFile(path))
  return try Array(Data(contentsOf: URL(fileURLWithPath: path)))
}

func settings(calls: Int, seed: UInt64 = 1, days: Int = 7, zone: String? = nil) -> SimulationSettings {
  SimulationSettings(
    calls: calls, seed: seed, firstDay: CivilDate(year: 2026, month: 3, day: 2)!, days: days,
    zone: zone.flatMap { ZoneRules(named: $0) })
}

/// A row of the `csv` form, taken apart by nothing but its commas.
struct CSVCall {
  var id: Int
  var calling: String
  var called: String
  var start: Int64
  var duration: Int64
  var answered: Bool
  var account: String

  static func all(_ bytes: [UInt8]) throws -> [CSVCall] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst().map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return CSVCall(
        id: Int(fields[0])!, calling: fields[1], called: fields[2],
        start: Timestamp(rfc3339: fields[3])!.milliseconds, duration: milliseconds(fields[4]),
        answered: fields[5] == "true", account: fields[6])
    }
  }

  /// `85.513` or `85` in thousandths.
  private static func milliseconds(_ text: String) -> Int64 {
    let parts = text.split(separator: ".")
    let fraction = parts.count > 1 ? parts[1].padding(toLength: 3, withPad: "0", startingAt: 0) : "000"
    return Int64(parts[0] + fraction)!
  }
}

/// What a dialect makes of a whole file.
func decoded(_ bytes: [UInt8], _ dialect: Dialect, zone: ZoneRules) throws -> UsageBatch {
  let decoder = try dialect.decoder(sample: Array(bytes.prefix(262_144)), source: "file", zone: zone)
  var batch = UsageBatch()
  batch.text = bytes
  batch.inputCount = bytes.count
  var scratch = DecodeScratch()
  decoder.decode(&batch, scratch: &scratch, atStart: true)
  if decoder.joins {
    var joiner = RecordJoiner(for: dialect)
    joiner.join(&batch, source: "file", firstLine: 1, byteOffset: 0)
    let rest = joiner.finish()
    batch.rejects += rest.rejects
  }
  return batch
}
