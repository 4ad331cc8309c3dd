import RatePlans
import Telecom
import Testing

@Suite struct `Fees and limits` {
  @Test(arguments: [  // seconds → charge; 0.50 to connect covers 60 s, then 0.60 a minute by the second
    (1, "0.5"), (60, "0.5"), (61, "0.51"), (90, "0.8"), (120, "1.1"),
  ] as [(Int64, String)])
  func `the connection fee pays for the seconds it covers`(seconds: Int64, charge: String) {
    let plan = PlanSpecimen(
      .perMinute("0.60", "1/1") { row in
        row.connectFeeNanos = nanos("0.5")
        row.connectCoversSeconds = 60
      })
    #expect(plan.charge(CallSpecimen(seconds: seconds)) == charge)
  }

  @Test(arguments: [  // increments, seconds → charge; 0.50 covers 45 s, then 0.60 a minute: billed seconds past 45 count
    ("60/60", 1, "0.65"), ("60/60", 61, "1.25"), ("30/30", 30, "0.5"), ("30/30", 31, "0.65"),
  ] as [(String, Int64, String)])
  func `the connection fee may cover a step in part`(increments: String, seconds: Int64, charge: String) {
    let plan = PlanSpecimen(
      .perMinute("0.60", increments) { row in
        row.connectFeeNanos = nanos("0.5")
        row.connectCoversSeconds = 45
      })
    #expect(plan.charge(CallSpecimen(seconds: seconds)) == charge)
  }

  @Test(arguments: [  // seconds → charge; the price per call comes to the connection fee and the minutes
    (1, "0.36"), (60, "0.95"),
  ] as [(Int64, String)])
  func `a price per call is charged once`(seconds: Int64, charge: String) {
    let plan = PlanSpecimen(
      .perMinute("0.60") { row in
        row.connectFeeNanos = nanos("0.1")
        row.perCallNanos = nanos("0.25")
      })
    #expect(plan.charge(CallSpecimen(seconds: seconds)) == charge)
  }

  @Test(arguments: [  // seconds → charge; 0.60 a minute, at least 0.10, at most 2.00
    (1, "0.1"), (10, "0.1"), (11, "0.11"), (199, "1.99"), (200, "2"), (201, "2"), (20_000, "2"),
  ] as [(Int64, String)])
  func `minimum and maximum clamp the total`(seconds: Int64, charge: String) {
    let plan = PlanSpecimen(
      .perMinute("0.60") { row in
        row.minimumChargeNanos = nanos("0.1")
        row.maximumChargeNanos = nanos("2")
      })
    #expect(plan.charge(CallSpecimen(seconds: seconds)) == charge)
  }

  @Test func `limits clamp before the rounding, which comes last`() {
    let row = RateRow.perMinute("0.60") { $0.minimumChargeNanos = nanos("0.125") }
    let plan = PlanSpecimen(row) { $0.rounding = Rounding(mode: .halfEven, decimals: 2) }
    #expect(plan.charge(CallSpecimen(seconds: 1)) == "0.12")
  }

  @Test func `limits look at fees and minutes together`() {
    let row = RateRow.perMinute("0.60") { row in
      row.connectFeeNanos = nanos("0.3")
      row.minimumChargeNanos = nanos("0.3")
      row.maximumChargeNanos = nanos("0.35")
    }
    #expect(PlanSpecimen(row).charge(CallSpecimen(seconds: 2)) == "0.32")
    #expect(PlanSpecimen(row).charge(CallSpecimen(seconds: 60)) == "0.35")
  }
}

@Suite struct `Grace` {
  @Test(arguments: [  // plan's grace, row's grace, seconds → charged?
    (0, 0, 0, false), (0, 0, 1, true), (5, 0, 5, false), (5, 0, 6, true), (0, 3, 3, false), (0, 3, 4, true),
    (5, 3, 4, false), (3, 5, 4, false), (3, 5, 6, true),
  ] as [(Int64, Int64, Int64, Bool)])
  func `lets calls pass that are no longer`(plan: Int64, row: Int64, seconds: Int64, charged: Bool) {
    let specimen = PlanSpecimen(.perMinute("60") { $0.graceSeconds = row }) { $0.graceSeconds = plan }
    let verdict = specimen.verdict(CallSpecimen(seconds: seconds))
    #expect((verdict == .notChargeable(.grace)) == !charged)
    if charged { #expect(specimen.charge(CallSpecimen(seconds: seconds)) == "\(seconds)", "from the first second on") }
  }

  @Test func `looks at the duration measured, not at the one billed`() {
    let plan = PlanSpecimen(.perMinute("1", "60/60")) { $0.graceSeconds = 30 }
    #expect(plan.verdict(CallSpecimen(seconds: 30)) == .notChargeable(.grace))
  }

  @Test func `is not asked when nobody answered`() {
    var call = CallSpecimen(called: "not a number", seconds: 0)
    call.answered = false
    #expect(PlanSpecimen(.perMinute("1")).verdict(call) == .notChargeable(.unanswered))
  }
}
