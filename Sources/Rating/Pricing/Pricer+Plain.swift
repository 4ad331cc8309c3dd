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
    let amount = plainAmount(billed, rateNanos: rateNanos, feeNanos: feeNanos, terms: index)
    return amount < 0 ? -1 : plainRounded(amount, unit: tariff.rows.terms[index].unit)
  }

  /// The price before rounding, in nanos times the unit of the terms.
  /// - Returns: -1 when the size of the numbers asks for the general way.
  @inline(__always)
  func plainAmount(_ billed: Int64, rateNanos: Int64, feeNanos: Int64, terms index: Int) -> Int64 {
    let unit = tariff.rows.terms[index].unit
    let (usage, overflow1) = rateNanos.multipliedReportingOverflow(by: billed)
    let (fixed, overflow2) = feeNanos.addingReportingOverflow(tariff.rows.terms[index].perCallNanos)
    let (scaled, overflow3) = fixed.multipliedReportingOverflow(by: unit)
    let (sum, overflow4) = usage.addingReportingOverflow(scaled)
    return overflow1 || overflow2 || overflow3 || overflow4 ? -1 : sum
  }

  /// - Parameter sum: nanos times `unit`.
  /// - Returns: whole nanos; -1 when the size of the numbers asks for the general way.
  @inline(__always)
  func plainRounded(_ sum: Int64, unit: Int64) -> Int64 {
    let (divisor, overflow) = unit.multipliedReportingOverflow(by: roundingStep)
    guard !overflow, divisor > 0 else { return -1 }
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
    let (nanos, isTooLarge) = quotient.multipliedReportingOverflow(by: roundingStep)
    return isTooLarge ? -1 : nanos
  }
}
