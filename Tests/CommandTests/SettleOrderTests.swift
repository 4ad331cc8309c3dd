import Foundation
import TestSupport
import Testing

@Suite struct `Settled usage` {
  private static let deck = "prefix,destination,connect_fee,rate_per_minute,first_interval_s,next_interval_s\n*,World,0.05,0.60,30,6\n"

  /// Charges by record, and those of cycles by account, service, promise and period, in nanos; and what is listed then.
  private struct Result: Equatable {
    var charges: [String: Int] = [:]
    var listed = ""

    mutating func add(_ file: [UInt8]) {
      for row in CSVText.records(file) {
        func text(_ name: String) -> String { String(decoding: row[name] ?? [], as: UTF8.self) }
        let kind = text("kind")
        let key = kind.isEmpty || kind == "difference"
          ? text("record_id")
          : ["account", "service", "destination", "period_from", "period_to"].map(text).joined(separator: " ")
        let charge = NSDecimalNumber(string: text("charge")).multiplying(byPowerOf10: 9)
        charges[key, default: 0] += charge.intValue
        if charges[key] == 0, text("record_id").isEmpty { charges[key] = nil }
      }
    }
  }

  private struct Run {
    let place: Workplace
    let options: String

    init(_ specimen: SettleSpecimen, threads: Int) throws {
      place = try Workplace()
      try place.write("deck.csv", deck)
      try place.write("plan.yaml", specimen.plan)
      try place.write("who.csv", specimen.subscribers)
      options = "--plan plan.yaml --subscribers who.csv --time-zone UTC --threads \(threads)"
    }

    /// Rates files one run after the other.
    /// - Parameter runs: of each the calls of its files.
    func rate(_ runs: [[[SettleSpecimen.Call]]], from first: Int = 0, boostAfter: Int? = nil) throws -> [String] {
      var script = "true"
      var names: [String] = []
      for (run, files) in runs.enumerated() {
        var own: [String] = []
        for file in files where !file.isEmpty {
          let name = "in\(first + names.count).csv"
          try place.write(name, Workplace.header + file.map(\.line).joined())
          names.append(name)
          own.append(name)
        }
        if !own.isEmpty { script += " && $T rate \(options) --allowances state -o out\(first + run).csv \(own.joined(separator: " "))" }
        if run == boostAfter {
          script += " && $T allowances boost state --plan p --allowance a0 --account A --units 7 --from 2026-06-10 --expires 2026-07-20"
        }
      }
      let outcome = try place.shell(script)
      #expect(outcome.status == 0, "\(outcome.messages)")
      return names
    }

    func settle(_ until: Int, _ output: String, _ inputs: [String]) throws {
      let time = Date(timeIntervalSince1970: Double(until)).ISO8601Format()
      let outcome = try place.shell("$T allowances settle state \(options) --until \(time) -o \(output) \(inputs.joined(separator: " "))")
      #expect(outcome.status == 0, "\(outcome.messages)")
    }

    func result() throws -> Result {
      var result = Result()
      for name in try place.files.sorted() where name.hasPrefix("out") || name.hasPrefix("settled") {
        if !name.hasSuffix(".rejects.csv") { result.add(try place.bytes(name)) }
      }
      result.listed = try place.tollbook("allowances", "state", "--format", "csv").text
      return result
    }
  }

  /// Calls dealt to runs and their files.
  private static func dealt(_ calls: [SettleSpecimen.Call], using random: inout Seeded) -> [[[SettleSpecimen.Call]]] {
    var runs = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      Array(repeating: [SettleSpecimen.Call](), count: Int.random(in: 1...2, using: &random))
    }
    for call in calls.shuffled(using: &random) {
      let run = runs.indices.randomElement(using: &random)!
      runs[run][runs[run].indices.randomElement(using: &random)!].append(call)
    }
    return runs
  }

  @Test func `comes to the same in every order of arrival, every split and on every number of threads`() throws {
    var (differing, ends) = (0, 0)
    for seed in 1...8 as ClosedRange<UInt64> {
      var random = Seeded(seed)
      let specimen = SettleSpecimen.random(using: &random)
      let sorted = try Run(specimen, threads: 1)
      let inputs = try sorted.rate([[specimen.calls]], boostAfter: specimen.hasBooster ? 0 : nil)
      try sorted.settle(specimen.end, "settled.csv", inputs)
      let expected = try sorted.result()
      let corrections = try CSVText.records(sorted.place.bytes("settled.csv")).map { String(decoding: $0["kind"] ?? [], as: UTF8.self) }
      if !specimen.hasBooster { #expect(!corrections.contains("difference"), "seed \(seed): it came in order") }
      ends += corrections.count { $0 != "difference" }
      for threads in [2, 3] {
        let run = try Run(specimen, threads: threads)
        let inputs = try run.rate(Self.dealt(specimen.calls, using: &random), boostAfter: specimen.hasBooster ? 0 : nil)
        try run.settle(specimen.end, "settled.csv", inputs.shuffled(using: &random))
        if try run.place.text("settled.csv").contains(",difference,") { differing += 1 }
        #expect(try run.result() == expected, "seed \(seed), \(threads) threads\n\(specimen.plan)")
      }
      // In two: what starts before the cut comes before the first settling, and some of the rest too.
      let twice = try Run(specimen, threads: 4)
      let isEarly = specimen.calls.map { call in call.start < specimen.cut || Int.random(in: 0..<3, using: &random) == 0 }
      let early = zip(specimen.calls, isEarly).filter(\.1).map(\.0)
      let late = zip(specimen.calls, isEarly).filter { !$0.1 }.map(\.0)
      guard early.contains(where: { $0.start < specimen.cut }) else { continue }
      let first = try twice.rate(Self.dealt(early, using: &random), boostAfter: specimen.hasBooster ? 0 : nil)
      try twice.settle(specimen.cut, "settled1.csv", first)
      let second = try twice.rate(Self.dealt(late, using: &random), from: 20)
      try twice.settle(specimen.end, "settled2.csv", (first + second).shuffled(using: &random))
      #expect(try twice.result() == expected, "seed \(seed), settled twice\n\(specimen.plan)\n\(specimen.subscribers)")
    }
    #expect(differing > 6 && ends > 20, "\(differing) differing, \(ends) ends of cycles")
  }
}
