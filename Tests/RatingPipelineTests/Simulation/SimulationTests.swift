import Bytes
import Compression
import RatePlans
import RatingPipeline
import Telecom
import Testing

@Suite struct `Simulated traffic` {
  static let plan = SimulatedPlan.plan(["1", "1212", "44", "4420", "33", "49151", "611$"])

  @Test(arguments: Simulation.formats)
  func `is the same for the same seed, and another for another`(format: String) throws {
    let first = try simulated(settings(calls: 300, seed: 7), Self.plan, format)
    #expect(try simulated(settings(calls: 300, seed: 7), Self.plan, format) == first)
    #expect(try simulated(settings(calls: 300, seed: 8), Self.plan, format) != first)
  }

  @Test func `has as many calls as were asked for, under the plan's prefixes`() throws {
    let calls = try CSVCall.all(simulated(settings(calls: 20_000), Self.plan, "csv"))
    #expect(calls.map(\.id).sorted() == Array(1...20_000))
    let prefixes = ["1", "44", "33", "49151"]
    #expect(calls.allSatisfy { call in call.called == "611" || prefixes.contains { call.called.hasPrefix($0) } })
    #expect(calls.contains { $0.called == "611" })
    // North America has eleven digits, the United Kingdom twelve.
    #expect(calls.allSatisfy { !$0.called.hasPrefix("1") || $0.called.count == 11 })
    #expect(calls.allSatisfy { !$0.called.hasPrefix("44") || $0.called.count == 12 })
  }

  @Test func `leads a few prefixes to most calls`() throws {
    let prefixes = (1_000..<2_000).map { "4\($0)" }
    let calls = try CSVCall.all(simulated(settings(calls: 20_000), SimulatedPlan.plan(prefixes), "csv"))
    let counts = Dictionary(grouping: calls) { $0.called.prefix(5) }.values.map(\.count).sorted(by: >)
    // Ten octaves of ranks, each a tenth of all calls: the first rank has a tenth, the first seven have three.
    #expect(1_700...2_300 ~= counts[0])
    #expect(5_500...6_700 ~= counts.prefix(7).reduce(0, +))
    #expect(counts.count > 950)
  }

  @Test func `is answered in seven of ten calls, for minutes`() throws {
    let calls = try CSVCall.all(simulated(settings(calls: 50_000), Self.plan, "csv"))
    let answered = calls.filter(\.answered)
    #expect(34_000...36_000 ~= answered.count)
    #expect(calls.allSatisfy { $0.answered == ($0.duration > 0) })
    let lengths = answered.map(\.duration).sorted()
    // The table's median is 95 s, its mean 211.6 s, its ends 1 s and an hour.
    #expect(90_000...100_000 ~= lengths[lengths.count / 2])
    #expect(200_000...224_000 ~= lengths.reduce(0, +) / Int64(lengths.count))
    #expect(lengths[0] >= 1_000 && lengths[lengths.count - 1] < 3_600_000)
  }

  @Test func `follows the hours and days of the local week`() throws {
    let calls = try CSVCall.all(simulated(settings(calls: 50_000, zone: "America/New_York"), Self.plan, "csv"))
    let zone = try #require(ZoneRules(named: "America/New_York"))
    var byHour = [Int](repeating: 0, count: 24)
    var byDay = [Int](repeating: 0, count: 7)
    for call in calls {
      let civil = Timestamp(milliseconds: call.start, offset: zone.offset(at: call.start / 1_000)).civil
      byHour[civil.secondOfDay / 3_600] += 1
      byDay[civil.date.weekday] += 1
    }
    #expect(byHour.max() == byHour[10])
    #expect(byHour[3] * 20 < byHour[10])
    // Saturday has six tenths, Sunday four tenths of a working day.
    #expect(55...65 ~= 100 * byDay[5] / byDay[0])
    #expect(35...45 ~= 100 * byDay[6] / byDay[0])
  }

  @Test func `dials as the plan's customers do`() throws {
    let plan = SimulatedPlan.plan(["1", "44", "611$"], rules: SimulatedPlan.american)
    let calls = try CSVCall.all(simulated(settings(calls: 2_000), plan, "csv"))
    for call in calls {
      let isNational = call.called.hasPrefix("1") && call.called.count == 11
      let isForeign = call.called.hasPrefix("01144") && call.called.count == 15
      #expect(isNational || isForeign || call.called == "611", "\(call.called)")
    }
  }

  @Test func `stands in the order in which calls end`() throws {
    let calls = try CSVCall.all(simulated(settings(calls: 5_000, days: 1), Self.plan, "csv"))
    let answered = calls.filter(\.answered)
    #expect(answered.map(\.start) != answered.map(\.start).sorted())
    // A call rings for 25 s at most, so that ends lie no more than that before the ends of calls behind them.
    for (call, next) in zip(answered, answered.dropFirst()) {
      #expect(call.start + call.duration <= next.start + next.duration + 25_000)
    }
  }

  @Test func `goes anywhere where one row prices every number`() throws {
    let calls = try CSVCall.all(simulated(settings(calls: 1_000), SimulatedPlan.plan(["*"]), "csv"))
    #expect(Set(calls.map { $0.called.prefix(2) }).count > 20)
  }

  @Test func `is sessions where a plan prices data`() throws {
    let text = String(decoding: try simulated(settings(calls: 100), SimulatedPlan.data, "csv"), as: UTF8.self)
    let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.count == 100)
    #expect(rows.allSatisfy { $0[2].isEmpty && Int($0[8])! >= 0 && Int($0[9])! > 0 })
  }

  @Test func `is packed as the name of the file says`() throws {
    let plain = try simulated(settings(calls: 100), Self.plan, "csv")
    let packed = try simulated(settings(calls: 100), Self.plan, "csv", fileName: "out.csv.zst")
    #expect(packed.prefix(4) == [0x28, 0xB5, 0x2F, 0xFD])
    #expect(packed.count < plain.count)
  }

  @Test func `may be empty`() throws {
    #expect(try CSVCall.all(simulated(settings(calls: 0), Self.plan, "csv")).isEmpty)
  }

  @Test func `cannot be made for a plan that sells nothing then, or not in this format`() throws {
    var row = RateRow()
    row.effectiveTo = 0
    var expired = RatePlan(name: "old")
    expired.tariffs = [
      Tariff(
        measure: .seconds, rows: [(prefix: DeckPrefix(PhoneNumber("44")!), row: row)], text: [], jurisdictions: [],
        files: ["deck.csv"])
    ]
    #expect(throws: SimulationError.nothingToCall(plan: "old", callingCode: nil)) {
      try Simulation(settings(calls: 1), plan: expired, format: "csv")
    }
    #expect(throws: SimulationError.nothingToCall(plan: "simulated", callingCode: PhoneNumber("1"))) {
      try Simulation(settings(calls: 1), plan: SimulatedPlan.plan(["44"]), format: "emi")
    }
    #expect(throws: SimulationError.carriesNoData(format: "asterisk", plan: "isp")) {
      try Simulation(settings(calls: 1), plan: SimulatedPlan.data, format: "asterisk")
    }
    #expect(throws: SimulationError.unknownFormat("morse")) {
      try Simulation(settings(calls: 1), plan: Self.plan, format: "morse")
    }
  }
}
