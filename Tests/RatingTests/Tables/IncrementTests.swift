import RatePlans
import Telecom
import Testing

@Suite struct `Billing increments` {
  @Test(arguments: [  // first/next, measured → billed, in seconds
    ("60/60", 1, 60), ("60/60", 59, 60), ("60/60", 60, 60), ("60/60", 61, 120), ("60/60", 120, 120), ("60/60", 121, 180),
    ("60/1", 1, 60), ("60/1", 60, 60), ("60/1", 61, 61), ("60/1", 3_599, 3_599),
    ("1/1", 1, 1), ("1/1", 61, 61),
    ("30/6", 1, 30), ("30/6", 30, 30), ("30/6", 31, 36), ("30/6", 36, 36), ("30/6", 37, 42), ("30/6", 61, 66),
    ("1/60", 1, 1), ("1/60", 2, 61), ("1/60", 61, 61), ("1/60", 62, 121),
  ] as [(String, Int64, Int64)])
  func `begin with the first interval, then whole next ones`(increments: String, measured: Int64, billed: Int64) {
    // At 60 a minute a second costs 1: the charge is the billed seconds.
    let plan = PlanSpecimen(.perMinute("60", increments))
    #expect(plan.charge(CallSpecimen(seconds: measured)) == "\(billed)")
  }

  @Test(arguments: [  // first/next, measured → billed, in seconds
    ("30/60", 1, 30), ("30/60", 30, 30), ("30/60", 31, 60), ("30/60", 60, 60), ("30/60", 61, 120),
    ("30/6", 31, 36), ("30/6", 61, 66), ("60/60", 61, 120), ("20/6", 20, 20), ("20/6", 21, 24), ("100/30", 101, 120),
  ] as [(String, Int64, Int64)])
  func `count from the start of the call where the whole duration is rounded`(
    increments: String, measured: Int64, billed: Int64
  ) {
    let plan = PlanSpecimen(.perMinute("60", increments)) { $0.incrementRule = .wholeDuration }
    #expect(plan.charge(CallSpecimen(seconds: measured)) == "\(billed)")
  }

  @Test(arguments: [  // rule, milliseconds → seconds
    (.up, 1, 1), (.up, 1_000, 1), (.up, 1_001, 2), (.up, 59_999, 60),
    (.nearest, 1_499, 1), (.nearest, 1_500, 2), (.nearest, 1_999, 2), (.nearest, 1_001, 1),
    (.down, 1_000, 1), (.down, 1_999, 1), (.down, 59_999, 59),
  ] as [(DurationRounding, Int64, Int64)])
  func `count whole seconds made of milliseconds`(rule: DurationRounding, milliseconds: Int64, seconds: Int64) {
    let plan = PlanSpecimen(.perMinute("60")) { $0.durationRounding = rule }
    var call = CallSpecimen()
    call.milliseconds = milliseconds
    #expect(plan.charge(call) == "\(seconds)")
  }

  @Test(arguments: [(.nearest, 499), (.down, 999), (.up, 0)] as [(DurationRounding, Int64)])
  func `are not needed where no second is left`(rule: DurationRounding, milliseconds: Int64) {
    let plan = PlanSpecimen(.perMinute("60", "60/60")) { $0.durationRounding = rule }
    var call = CallSpecimen()
    call.milliseconds = milliseconds
    #expect(plan.verdict(call) == .notChargeable(.grace))
  }
}
