internal import RatePlans

extension Pricer {
  /// Whether a call that starts then can be priced by `plainCharge` under these terms.
  func isPlain(_ index: Int, at milliseconds: Int64) -> Bool {
    plan.rounding.scope == .call && tariff.rows.terms[index].isInForce(at: milliseconds)
      && !tariff.rows.terms[index].blocked && tariff.rows.terms[index].connectCoversSeconds == 0
      && tariff.rows.terms[index].minimumChargeNanos == 0 && tariff.rows.terms[index].maximumChargeNanos == .max
  }

  /// The charge of a call that one row prices from its first second to its last: `price`, clamping and rounding in
  /// one step of 64-bit arithmetic.
  /// - Returns: -1 when the size of the numbers asks for the general way.
  func plainCharge(_ billed: Int64, rateNanos: Int64, feeNanos: Int64, terms index: Int) -> Int64 {
    let unit = tariff.rows.terms[index].unit
    let (usage, overflow1) = rateNanos.multipliedReportingOverflow(by: billed)
    let (fixed, overflow2) = feeNanos.addingReportingOverflow(tariff.rows.terms[index].perCallNanos)
    let (scaled, overflow3) = fixed.multipliedReportingOverflow(by: unit)
    let (sum, overflow4) = usage.addingReportingOverflow(scaled)
    let (divisor, overflow5) = unit.multipliedReportingOverflow(by: roundingStep)
    guard !overflow1, !overflow2, !overflow3, !overflow4, !overflow5 else { return -1 }
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
    let (nanos, overflow6) = quotient.multipliedReportingOverflow(by: roundingStep)
    return overflow6 ? -1 : nanos
  }
}
