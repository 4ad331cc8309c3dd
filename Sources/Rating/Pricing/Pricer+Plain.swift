package import RatePlans

extension Pricer {
  /// The charge of a call that one row prices from its first second to its last: `price`, clamping and rounding in
  /// one step of 64-bit arithmetic.
  /// - Returns: `nil` when the row, the plan or the size of the numbers asks for the general way.
  package func plainCharge(_ billed: Int64, row: RateRow) -> Int64? {
    guard plan.rounding.scope == .call, row.connectCoversSeconds == 0 else { return nil }
    let (usage, overflow1) = row.rateNanos.multipliedReportingOverflow(by: billed)
    let (fixed, overflow2) = row.connectFeeNanos.addingReportingOverflow(row.perCallNanos)
    let (scaled, overflow3) = fixed.multipliedReportingOverflow(by: row.unit)
    let (sum, overflow4) = usage.addingReportingOverflow(scaled)
    let (divisor, overflow5) = row.unit.multipliedReportingOverflow(by: plan.rounding.step)
    guard !overflow1, !overflow2, !overflow3, !overflow4, !overflow5 else { return nil }
    guard row.minimumChargeNanos == 0, row.maximumChargeNanos == .max else { return nil }
    var (quotient, remainder) = sum.quotientAndRemainder(dividingBy: divisor)
    if remainder != 0 {
      let missing = divisor - remainder
      let up = switch plan.rounding.mode {
      case .halfUp, .none: remainder >= missing
      case .halfEven: remainder > missing || (remainder == missing && quotient & 1 == 1)
      case .up: true
      case .down: false
      }
      if up { quotient += 1 }
    }
    let (nanos, overflow6) = quotient.multipliedReportingOverflow(by: plan.rounding.step)
    return overflow6 ? nil : nanos
  }
}
