import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Included units` {
  @Test(arguments: [  // increments, seconds left, seconds of the call → seconds covered and charged, charge at 0.60 a minute
    ("1/1", 45, 90, "a0:45 plan:45 = 0.45"),
    ("60/60", 60, 90, "a0:60 plan:60 = 0.6"),
    ("60/60", 120, 90, "a0:120 = 0"),
    ("60/60", 59, 90, "plan:120 = 1.2"),  // less than a step stays unspent
    ("30/6", 30, 60, "a0:30 plan:30 = 0.3"),
    ("60/6", 30, 90, "plan:60 a0:30 = 0.6"),  // the first minute does not fit, the steps behind it do
    ("60/6", 65, 90, "a0:60 plan:30 = 0.3"),
    ("60/1", 0, 10, "plan:60 = 0.6"),
  ] as [(String, Int64, Int64, String)])
  func `split a call at a step`(increments: String, left: Int64, seconds: Int64, bill: String) throws {
    var specimen = PromiseSpecimen(.perMinute("0.60", increments), [.of(left, .seconds)])
    specimen.call("06-01 12:00:00", seconds)
    #expect(try specimen.bills() == [bill])
  }

  @Test(arguments: [  // increments, count, seconds left, seconds of the call → the table of the article, 0.60 a minute and 0.10 to connect
    ("60/60", Allowance.Count.billed, 60, 90, "a0:60 plan:60 = 0.6"),
    ("60/60", .billed, 59, 90, "plan:120 = 1.3"),
    ("60/6", .billed, 30, 90, "plan:60 a0:30 = 0.7"),
    ("1/1", .billed, 45, 90, "a0:45 plan:45 = 0.45"),
    ("1/1", .begunMinutes, 120, 61, "a0:120 = 0"),
  ] as [(String, Allowance.Count, Int64, Int64, String)])
  func `are worked by hand as the article has it`(
    increments: String, count: Allowance.Count, left: Int64, seconds: Int64, bill: String
  ) throws {
    let row = RateRow.perMinute("0.60", increments) { $0.connectFeeNanos = nanos("0.10") }
    var specimen = PromiseSpecimen(row, [.of(left, .seconds) { $0.count = count }])
    specimen.call("06-01 12:00:00", seconds)
    #expect(try specimen.bills() == [bill])
  }

  @Test(arguments: [  // start, increments, seconds → covered at night, from 20:00 to 08:00; one row prices any time at 0.60 a minute
    ("06-01 19:59:30", "1/1", 60, "plan:30 a0:30 = 0.3"),
    ("06-01 19:59:30", "60/6", 90, "plan:60 a0:30 = 0.6"),
    ("06-01 07:59:00", "1/1", 90, "a0:60 plan:30 = 0.3"),
    ("06-01 07:59:00", "60/60", 90, "a0:60 plan:60 = 0.6"),
    ("06-01 07:59:30", "60/60", 90, "a0:60 plan:60 = 0.6"),
  ] as [(String, String, Int64, String)])
  func `for some band are asked of each step, where the price is the same all day`(
    start: String, increments: String, seconds: Int64, bill: String
  ) throws {
    var specimen = PromiseSpecimen(.perMinute("0.60"), [.of(60) { $0.on.bands = [0] }])
    specimen.plan = PlanSpecimen(
      bands: [.band("night", from: "20:00", to: "08:00")], rows: [DeckRow(prefix: "*", row: .perMinute("0.60", increments))])
    specimen.call(start, seconds)
    #expect(try specimen.bills() == [bill])
  }

  @Test(arguments: [  // minutes left, seconds of calls by the second → begun minutes drawn as seconds, seconds charged
    (2, [61], ["a0:120 = 0"]),
    (2, [61, 1], ["a0:120 = 0", "plan:1 = 0.01"]),
    (2, [130], ["a0:120 plan:10 = 0.1"]),
    (3, [60, 1], ["a0:60 = 0", "a0:60 = 0"]),
  ] as [(Int64, [Int64], [String])])
  func `may be drawn by begun minutes`(left: Int64, calls: [Int64], bills: [String]) throws {
    var specimen = PromiseSpecimen(.perMinute("0.60"), [.of(left) { $0.count = .begunMinutes }])
    for (hour, seconds) in calls.enumerated() { specimen.call("06-01 1\(hour):00:00", seconds) }
    #expect(try specimen.bills() == bills)
  }

  @Test(arguments: [  // seconds left, seconds → charge; 0.10 to connect, 0.60 a minute by the second, at least 0.30, at most 0.50
    (0, 5, "plan:5 = 0.3"),  // nothing is covered: the minimum holds
    (60, 10, "a0:10 = 0"),  // the fee belongs to the first step
    (60, 70, "a0:60 plan:10 = 0.1"),  // no minimum behind what is covered
    (60, 200, "a0:60 plan:140 = 0.5"),  // the maximum always
  ] as [(Int64, Int64, String)])
  func `take the connection fee with the first step`(left: Int64, seconds: Int64, bill: String) throws {
    let row = RateRow.perMinute("0.60") { row in
      row.connectFeeNanos = nanos("0.10")
      (row.minimumChargeNanos, row.maximumChargeNanos) = (nanos("0.30"), nanos("0.50"))
    }
    var specimen = PromiseSpecimen(row, [.of(left, .seconds)])
    specimen.call("06-01 12:00:00", seconds)
    #expect(try specimen.bills() == [bill])
  }

  @Test func `count elapsed time and bands through what is covered`() throws {
    // 0.60 a minute, from second 60 on 1.20; 90 s are included.
    let rows = [DeckRow(prefix: "*", row: .perMinute("0.60")), DeckRow(prefix: "*", row: .perMinute("1.20") { $0.fromSeconds = 60 })]
    var specimen = PromiseSpecimen()
    specimen.plan = PlanSpecimen(rows: rows)
    specimen.promises.allowances = [.of(90, .seconds)]
    specimen.call("06-01 12:00:00", 120)
    #expect(try specimen.bills() == ["a0:90 plan:30 = 0.6"])
  }

  @Test func `cost a reduced price, and an overage rate beyond`() throws {
    var specimen = PromiseSpecimen(
      .perMinute("0.60"), [.of(1) { ($0.priceNanos, $0.overageNanos) = (nanos("0.01"), nanos("0.05")) }])
    specimen.call("06-01 12:00:00", 180)
    #expect(try specimen.bills() == ["a0:60 o0:120 = 0.11"])
  }

  @Test(arguments: [  // set of the first allowance of 1 minute → 180 s of a call that begins at 07:59 in a band that ends at 08:00
    (UsageSet.with { $0.elapsed = 60..<120 }, "plan:60 a0:60 plan:60 = 1.2"),
    (UsageSet.with { $0.bands = [0] }, "a0:60 plan:120 = 1.2"),
    (UsageSet.with { $0.destinations = ["to *"] }, "a0:60 plan:120 = 1.2"),
    (UsageSet.with { $0.destinations = ["to 44"] }, "plan:180 = 1.8"),
    (UsageSet.with { $0.prefixes = [DeckPrefix(digits: "4420")!] }, "a0:60 plan:120 = 1.2"),
    (UsageSet.with { $0.directions = [.in] }, "plan:180 = 1.8"),
    (UsageSet.with { $0.serviceTypes = ["voip"] }, "plan:180 = 1.8"),
    (UsageSet.with { $0.jurisdictions = [.local] }, "plan:180 = 1.8"),
  ])
  func `are for the usage they name`(set: UsageSet, bill: String) throws {
    var specimen = PromiseSpecimen()
    specimen.plan = PlanSpecimen(bands: [.band("night", to: "08:00")], rows: [DeckRow(prefix: "*", row: .perMinute("0.60"))])
    specimen.promises.allowances = [.of(1) { $0.on = set }]
    specimen.call("06-01 07:59:00", 180)
    #expect(try specimen.bills() == [bill])
  }

  @Test func `go by their order, each to what it has room for`() throws {
    // 90 s of the first are no third minute; the second has it.
    var specimen = PromiseSpecimen(.perMinute("0.60", "60/60"), [.of(90, .seconds), .of(1), .of(1, .calls)])
    specimen.call("06-01 12:00:00", 240)
    specimen.call("06-01 13:00:00", 60)
    #expect(try specimen.bills() == ["a0:60 a1:60 a2:1 = 0", "plan:60 = 0.6"])
  }

  @Test(arguments: [  // kind, allowance, usage in base units → units covered and charged, charge
    (UsageKind.call, Allowance.of(1, .calls), 90, ["a0:1 = 0", "plan:90 = 0.9"]),
    (.message, .of(3, .messages), 2_000_000_000, ["a0:2 = 0", "a0:1 plan:1 = 0.25"]),  // parts at 0.25
    (.data, .of(3, .kilooctets), 2_000, ["a0:2000 = 0", "a0:1000 plan:1000 = 0.1"]),  // 0.1 for begun 1,000
    (.metered, .of(3, .metered("kWh")), 2_000_000_000, ["a0:2000000000 = 0", "a0:1000000000 plan:1000000000 = 0.3"]),
  ] as [(UsageKind, Allowance, Int64, [String])])
  func `are of any kind that is counted`(kind: UsageKind, allowance: Allowance, amount: Int64, bills: [String]) throws {
    var specimen = PromiseSpecimen()
    let octets = RateRow.perMinute("0.1", "1000/1000") { $0.unit = 1_000 }
    let quantity = RateRow.perMinute("0.3", "1000000000/1000000000") { $0.unit = 1_000_000_000 }
    let seconds = RateRow.perMinute("0.60") { $0.perCallNanos = kind == .message ? nanos("0.25") : 0 }
    specimen.plan = PlanSpecimen(
      decks: kind == .data
        ? [DeckSpecimen(measure: .octets, rows: [DeckRow(prefix: "*", row: octets)])]
        : [DeckSpecimen(rows: [DeckRow(prefix: "*", row: seconds)]), DeckSpecimen(measure: .quantity, rows: [DeckRow(prefix: "*", row: quantity)])])
    specimen.promises.allowances = [allowance]
    for hour in 0..<2 {
      specimen.call("06-01 1\(hour):00:00", kind == .call ? amount : 1)
      specimen.uses[hour].call.kind = kind
      specimen.uses[hour].meteredUnit = "kWh"
      if kind == .data { specimen.uses[hour].call.octetsIn = amount } else if kind != .call { specimen.uses[hour].call.quantityNanos = amount }
    }
    #expect(try specimen.bills() == bills)
  }

  @Test func `leave the other end of a call with its steps, and special charges alone`() throws {
    // The called end by the minute, the calling end by 10 s: what begins in the covered minute is covered there too.
    var specimen = PromiseSpecimen()
    specimen.plan = PlanSpecimen(
      decks: [
        DeckSpecimen(rows: [DeckRow(prefix: "*", row: .perMinute("0.60", "60/60"))]),
        DeckSpecimen(leg: .origination, rows: [DeckRow(prefix: "*", row: .perMinute("0.06", "10/10") { $0.connectFeeNanos = nanos("0.5") })]),
      ]) { $0.specialCharges = [SpecialCharge(name: "payphone", amount: .perCall(nanos("0.40")))] }
    specimen.promises.allowances = [.of(1)]
    specimen.call("06-01 12:00:00", 90)
    #expect(try specimen.bills() == ["a0:60 plan:60 = 1.03"])  // 0.60 + 3 × 0.01 + 0.40
  }
}

extension UsageSet {
  static func with(_ configure: (inout UsageSet) -> Void) -> UsageSet {
    var set = UsageSet()
    configure(&set)
    return set
  }
}
