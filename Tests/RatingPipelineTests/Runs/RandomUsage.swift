import CDRDecoding
import RatingPipeline
import TestSupport

/// Input with everything in it that makes files hard to cut: quotes, separators and line ends inside them, broken
/// rows, rejects of every kind, calls nobody answered, blank lines, Latin-1, CR before LF.
enum RandomUsage {
  static let header = Array("record_id,calling,called,start,duration_s,answered,note\n".utf8)

  static func rows(_ count: Int, seed: UInt64) -> [[UInt8]] {
    var random = Seeded(seed)
    return (0..<count).map { number in
      var row = Array(row(number, &random).utf8)
      if Int.random(in: 0..<30, using: &random) == 0 { row += [44, 0xE9, 0x00, 0x09] }
      if Int.random(in: 0..<10, using: &random) == 0 { row.append(13) }
      return row + [10]
    }
  }

  private static func row(_ number: Int, _ random: inout Seeded) -> String {
    let id = ["r\(number)", "\"r,\(number)\"", "\"r\"\"\(number)\"\"\"", "r \(number)"].randomElement(using: &random)!
    let called = ["442079460\(100 + number % 900)", "4477009\(number)", "+12025550\(100 + number % 900)", "33123", "4490123", "44x", ""]
    let durations = ["\(Int.random(in: 1...7200, using: &random))", "0", "12.345", "-1", "1000000000"]
    let starts = ["2026-03-0\(1 + number % 9)T09:00:00Z", "2028-02-29T23:59:59+01:00", "2026-02-30T00:00:00Z", ""]
    func one(_ choices: [String]) -> String {
      // Mostly the first, so that most records are good ones.
      Int.random(in: 0..<3, using: &random) > 0 ? choices[0] : choices.randomElement(using: &random)!
    }
    let fields = [id, "12025550100", one(called), one(starts), one(durations), one(["true", "false", "maybe"]), one(["", "\"a,b\""])]
    return switch Int.random(in: 0..<40, using: &random) {
    case 0: ""
    case 1: "\"open," + fields.joined(separator: ",")
    case 2: fields.prefix(3).joined(separator: ",")
    case 3: "  "
    default: fields.joined(separator: ",")
    }
  }

  static func file(_ count: Int, seed: UInt64) -> [UInt8] { header + rows(count, seed: seed).flatMap(\.self) }

  /// Simulated traffic in a dialect, some bytes of which were changed or lost.
  static func damaged(_ dialect: String, calls: Int, seed: UInt64) throws -> [UInt8] {
    let plan = SimulatedPlan.plan(["44", "4420", "4490", "1", "33"])
    var bytes = try simulated(settings(calls: calls, seed: seed), plan, dialect)
    var random = Seeded(seed)
    // The head stays: it says what the file is.
    for _ in 0..<bytes.count / 600 {
      let place = Int.random(in: bytes.count / 10..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes[place] = [10, 13, 34, 44, 92].randomElement(using: &random)!
      default: bytes.insert(bytes[place], at: place)
      }
    }
    return bytes
  }
}
