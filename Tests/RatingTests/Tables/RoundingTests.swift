import RatePlans
import Telecom
import Testing

@Suite struct `Rounding of charges` {
  @Test(arguments: [
    // exact price, decimals: half_up, half_even, up, down
    ("0.125", 2, "0.13", "0.12", "0.13", "0.12"),
    ("0.135", 2, "0.14", "0.14", "0.14", "0.13"),
    ("0.1250000001", 2, "0.13", "0.13", "0.13", "0.12"),
    ("0.1249999999", 2, "0.12", "0.12", "0.13", "0.12"),
    ("0.12", 2, "0.12", "0.12", "0.12", "0.12"),
    ("0.5", 0, "1", "0", "1", "0"), ("1.5", 0, "2", "2", "2", "1"), ("2.5", 0, "3", "2", "3", "2"),
    ("0.0000000001", 9, "0", "0", "0.000000001", "0"),
    ("0.0000000005", 9, "0.000000001", "0", "0.000000001", "0"),
    ("0.0000000015", 9, "0.000000002", "0.000000002", "0.000000002", "0.000000001"),
  ])
  func `decides halves as its mode says`(
    price: String, decimals: Int, halfUp: String, halfEven: String, up: String, down: String
  ) {
    for (mode, charge) in [Rounding.Mode.halfUp: halfUp, .halfEven: halfEven, .up: up, .down: down] {
      // Ten decimals: nine in the rate, one more by a tenth of its unit.
      let row = RateRow.perMinute("0") { row in
        row.rateNanos = nanos(tenfold(price))
        row.unit = 10
      }
      let plan = PlanSpecimen(row) { $0.rounding = Rounding(mode: mode, decimals: decimals) }
      #expect(plan.charge(CallSpecimen(seconds: 1)) == charge, "\(mode)")
    }
  }

  private func tenfold(_ price: String) -> String {
    let point = price.firstIndex(of: ".")!
    var digits = price.replacing(".", with: "")
    digits.insert(".", at: digits.index(digits.startIndex, offsetBy: price.distance(from: price.startIndex, to: point) + 1))
    return digits
  }

  @Test(arguments: [  // rate per minute, seconds, mode → charge with nine decimals
    ("1", 20, .none, "0.333333333"), ("1", 40, .none, "0.666666667"), ("1", 40, .down, "0.666666666"),
    ("1", 20, .up, "0.333333334"),
  ] as [(String, Int64, Rounding.Mode, String)])
  func `leaves nine decimals at most`(rate: String, seconds: Int64, mode: Rounding.Mode, charge: String) {
    let plan = PlanSpecimen(.perMinute(rate)) { $0.rounding = Rounding(mode: mode, decimals: 9) }
    #expect(plan.charge(CallSpecimen(seconds: seconds)) == charge)
  }

  @Test(arguments: [  // seconds → whole amounts; the decimals of a plan that does not round count for nothing
    (20, "0.333333333"), (40, "0.666666667"),
  ] as [(Int64, String)])
  func `by none ignores the decimals`(seconds: Int64, charge: String) {
    let plan = PlanSpecimen(.perMinute("1")) { $0.rounding = Rounding(mode: .none, decimals: 0) }
    #expect(plan.charge(CallSpecimen(seconds: seconds)) == charge)
  }

  // Where a second is rounded to 0.0117 for 0.011666…, a minute at 0.70 comes to 0.702.
  @Test(arguments: [
    // rate per minute, increments, seconds, decimals: once per call, per increment
    ("0.7", "1/1", 60, 4, "0.7", "0.702"),
    ("0.7", "1/1", 60, 5, "0.7", "0.7002"),
    ("0.21", "60/1", 11_686, 4, "40.901", "40.901"),
    ("0.21", "1/1", 11_686, 2, "40.9", "0"),
    ("0.21", "6/6", 11_688, 4, "40.908", "40.908"),
    ("0.2106", "1/1", 11_686, 4, "41.0179", "40.901"),
  ] as [(String, String, Int64, Int, String, String)])
  func `happens once for a call, and by increments only where the plan says so`(
    rate: String, increments: String, seconds: Int64, decimals: Int, once: String, each: String
  ) {
    let call = CallSpecimen(seconds: seconds)
    for (scope, charge) in [Rounding.Scope.call: once, .increment: each] {
      let plan = PlanSpecimen(.perMinute(rate, increments)) {
        $0.rounding = Rounding(mode: .halfUp, decimals: decimals, scope: scope)
      }
      #expect(plan.charge(call) == charge, "\(scope)")
    }
  }

  @Test func `by increments takes the fee, the price per call and each step by itself`() {
    let row = RateRow.perMinute("0.303", "60/30") { row in  // 0.303 → 0.30, two half steps 0.1515 → 0.15 each
      row.connectFeeNanos = nanos("0.055")  // 0.06
      row.perCallNanos = nanos("0.004")  // 0.00
    }
    let plan = PlanSpecimen(row) { $0.rounding = Rounding(mode: .halfUp, decimals: 2, scope: .increment) }
    #expect(plan.charge(CallSpecimen(seconds: 120)) == "0.66")
    let once = PlanSpecimen(row) { $0.rounding = Rounding(mode: .halfUp, decimals: 2) }
    #expect(once.charge(CallSpecimen(seconds: 120)) == "0.67")  // 0.606 + 0.055 + 0.004 = 0.665
  }

  @Test func `by increments parts the step that the fee covers in part from the short last one`() {
    // Whole duration, 30/60: 90 s is billed 120 s in steps of 30, 60 and 30 s. The fee covers 50 s: what is left of the
    // second step, 40 s at 0.011, is 0.00733 → 0.01; the last, 30 s, is 0.0055 → 0.01. Together unrounded: 0.01283.
    let row = RateRow.perMinute("0.011", "30/60") { $0.connectCoversSeconds = 50 }
    let plan = PlanSpecimen(row) {
      $0.incrementRule = .wholeDuration
      $0.rounding = Rounding(mode: .halfUp, decimals: 2, scope: .increment)
    }
    #expect(plan.charge(CallSpecimen(seconds: 90)) == "0.02")
  }
}
