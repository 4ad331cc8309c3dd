internal import Telecom

extension ExactAmount {
  /// The amount in major units without loss: `0.0125`, or `7/600 (0.0116666666…)` where the decimals do not end.
  package var text: String {
    let (scaled, overflow) = denominator.multipliedReportingOverflow(by: Int128(Decimal9.scale))
    guard !overflow else { return "\(numerator)/\(denominator) billionths" }
    var (divisor, rest) = (scaled, numerator)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    let (top, bottom) = (numerator / divisor, scaled / divisor)
    let (whole, remainder) = top.quotientAndRemainder(dividingBy: bottom)
    guard remainder != 0 else { return "\(whole)" }
    let decimals = Self.decimals(of: remainder, over: bottom)
    return decimals.isWhole ? "\(whole).\(decimals.digits)" : "\(top)/\(bottom) (\(whole).\(decimals.digits)…)"
  }

  /// The digits behind the point, by long division; the first ten of those that do not end.
  private static func decimals(of remainder: Int128, over divisor: Int128) -> (digits: String, isWhole: Bool) {
    var rest = divisor
    while rest % 2 == 0 { rest /= 2 }
    while rest % 5 == 0 { rest /= 5 }
    var (digits, remainder) = ("", remainder)
    while remainder != 0, rest == 1 || digits.utf8.count < 10 {
      let (product, overflow) = remainder.multipliedReportingOverflow(by: 10)
      if overflow { return (digits, false) }
      digits += "\(product / divisor)"
      remainder = product % divisor
    }
    return (digits, remainder == 0)
  }
}
