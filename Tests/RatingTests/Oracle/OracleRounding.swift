import RatePlans

/// Rounds as a person does: shift the point, look at what is left behind it, shift back.
struct OracleRounding {
  let mode: Rounding.Mode
  let decimals: Int

  init(_ rounding: Rounding) {
    mode = rounding.mode
    decimals = rounding.mode == .none ? 9 : rounding.decimals
  }

  /// - Parameter amount: in nanos, not negative.
  /// - Returns: whole nanos; `nil` when the amount passes `Int64`.
  func nanos(_ amount: Fraction) -> Int64? {
    var worth: Int128 = 1  // Nanos that the last digit which remains is worth.
    for _ in decimals..<9 { worth *= 10 }
    guard amount.denominator <= Int128.max / worth else { return nil }
    let shifted = Fraction(amount.numerator, over: amount.denominator * worth)
    var digits = shifted.floor
    if !shifted.isWhole {
      switch (mode, shifted.remainderAgainstHalf) {
      case (.up, _), (.halfUp, .equal), (.halfUp, .more), (.none, .equal), (.none, .more), (.halfEven, .more):
        digits += 1
      case (.halfEven, .equal): digits += digits % 2
      case (.down, _), (.halfUp, .less), (.none, .less), (.halfEven, .less): break
      }
    }
    let (nanos, overflow) = digits.multipliedReportingOverflow(by: worth)
    return overflow ? nil : Int64(exactly: nanos)
  }
}
