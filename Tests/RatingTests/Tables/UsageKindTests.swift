import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Messages, sessions and readings` {
  private func verdict(_ kind: UsageKind, _ plan: PlanSpecimen, _ configure: (inout CallSpecimen) -> Void) -> OracleRater.Verdict {
    var usage = CallSpecimen(seconds: 0)
    usage.kind = kind
    configure(&usage)
    return plan.verdict(usage)
  }

  private func charge(_ verdict: OracleRater.Verdict) -> Int64? {
    if case .rated(let usage) = verdict { usage.charge } else { nil }
  }

  @Test(arguments: [  // parts → charge; 0.07 a part, 0.01 to connect; the rate per minute is not asked
    (nil, "0.08"), ("0", "0.08"), ("1", "0.08"), ("2", "0.15"), ("2.000000001", "0.22"), ("3", "0.22"),
  ] as [(String?, String)])
  func `a message costs its price per call for each part`(parts: String?, expected: String) {
    let row = RateRow.perMinute("60") { row in
      row.perCallNanos = nanos("0.07")
      row.connectFeeNanos = nanos("0.01")
    }
    let verdict = verdict(.message, PlanSpecimen(row)) { message in
      message.quantityNanos = parts.map(nanos)
      message.milliseconds = 100_000
    }
    #expect(charge(verdict) == nanos(expected))
  }

  @Test(arguments: [  // seconds, octets in, octets out → charge; 0.60 an hour and 0.05 a begun MiB in and out
    (3_600, 1_048_576, 0, "0.65"), (3_600, 1_048_576, 1, "0.7"), (0, 0, 1, "0.05"), (1_800, 0, 0, "0.35"),
  ] as [(Int64, Int64, Int64, String)])
  func `a session pays for its time and its octets`(seconds: Int64, octetsIn: Int64, octetsOut: Int64, expected: String) {
    var time = RateRow.perMinute("0.01", "1/1")
    time.unit = 60
    if seconds == 0 { time.rateNanos = 0 }
    var volume = RateRow.perMinute("0.05", "1048576/1048576")
    volume.unit = 1_048_576
    let plan = PlanSpecimen(decks: [
      DeckSpecimen(rows: [DeckRow(prefix: "*", row: time)]),
      DeckSpecimen(measure: .octets, rows: [DeckRow(prefix: "*", row: volume)]),
    ])
    let verdict = verdict(.data, plan) { session in
      session.called = ""
      session.milliseconds = seconds * 1000
      session.octetsIn = octetsIn
      session.octetsOut = octetsOut
    }
    #expect(charge(verdict) == nanos(expected))
  }

  @Test func `a session without time and without octets costs nothing`() {
    let plan = PlanSpecimen(.perMinute("1"))
    #expect(verdict(.data, plan) { $0.octetsIn = 0 } == .notChargeable(.grace))
    #expect(verdict(.data, plan) { _ in } == .notChargeable(.grace))
  }

  @Test(arguments: [  // octets in and out → those billed under a deck of 100 in and one of 1000 out
    (150, 1_500, 2_200), (0, 1, 1_100), (nil, 1, 1_000), (150, nil, 200),
  ] as [(Int64?, Int64?, Int64)])
  func `octets of both directions are billed together`(octetsIn: Int64?, octetsOut: Int64?, billed: Int64) {
    let decks = [(Measure.octetsIn, "100/100"), (.octetsOut, "1000/1000")].map { measure, increments in
      DeckSpecimen(measure: measure, rows: [DeckRow(prefix: "*", row: .perMinute("1", increments))])
    }
    let verdict = verdict(.data, PlanSpecimen(decks: decks)) { session in
      (session.called, session.octetsIn, session.octetsOut) = ("", octetsIn, octetsOut)
    }
    guard case .rated(let usage) = verdict else { return #expect(Bool(false), "\(verdict)") }
    #expect(usage.billedQuantity == billed)
  }

  @Test func `a quantity of nothing costs nothing, whatever its first interval and its fee`() {
    var row = RateRow.perMinute("1", "5/5")
    row.connectFeeNanos = 1
    let plan = PlanSpecimen(decks: [DeckSpecimen(measure: .quantity, rows: [DeckRow(prefix: "*", row: row)])])
    #expect(verdict(.metered, plan) { $0.quantityNanos = 0 } == .notChargeable(.grace))
    #expect(charge(verdict(.metered, plan) { $0.quantityNanos = 1 }) != nil)
  }

  @Test(arguments: [("0.5", "0.15"), ("1", "0.3"), ("12.25", "3.675")])
  func `a reading costs its quantity`(kWh: String, expected: String) {
    var row = RateRow()
    row.rateNanos = nanos("0.30")
    row.unit = Decimal9.scale
    let plan = PlanSpecimen(decks: [DeckSpecimen(measure: .quantity, rows: [DeckRow(prefix: "*", row: row)])])
    // The oracle counts billionths one by one, so the engine is asked alone.
    var reading = CallSpecimen(called: "", seconds: 0)
    reading.kind = .metered
    reading.quantityNanos = nanos(kWh)
    #expect(charge(UsageRater(plan.plan).verdict(reading)) == nanos(expected))
  }

  @Test(arguments: [
    // units of decks, that of the record → price of two; decks cost 0.01, 0.1 and 1 a unit in their order
    ([""], "", "0.02"), ([""], "kWh", "0.02"), (["kWh"], "kWh", "0.02"), (["kWh"], "m³", nil), (["kWh"], "", nil), (["kWh"], "kwh", nil),
    (["kWh", "m³"], "m³", "0.2"), (["kWh", ""], "m³", "0.2"), (["kWh", ""], "kWh", "0.02"), (["", "kWh"], "kWh", "0.2"),
    (["", "kWh"], "", "0.02"), (["kWh", "m³", ""], "nights", "2"), (["kWh", "m³"], "nights", nil),
  ] as [([String], String, String?)])
  func `a deck that names a unit prices no other`(units: [String], unit: String, expected: String?) {
    let decks = zip(units, ["0.01", "0.1", "1"]).map { unit, price in
      var row = RateRow()
      (row.rateNanos, row.unit, row.firstInterval, row.nextInterval) = (nanos(price), 1, 1, 1)
      return DeckSpecimen(measure: .quantity, unit: unit, rows: [DeckRow(prefix: "*", row: row)])
    }
    let verdict = verdict(.metered, PlanSpecimen(decks: decks)) { reading in
      (reading.called, reading.unit, reading.quantityNanos) = ("", unit, 2)
    }
    #expect(charge(verdict) == expected.map(nanos))
    if expected == nil { #expect(verdict == .rejected(.noRate)) }
  }

  @Test func `usage that no deck prices has no rate`() {
    let plan = PlanSpecimen(.perMinute("1"))
    #expect(verdict(.metered, plan) { $0.quantityNanos = 5 } == .rejected(.noRate))
  }
}
