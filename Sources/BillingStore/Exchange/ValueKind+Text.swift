internal import Telecom

extension ValueKind {
  /// The text that is read back as the same value; empty for NULL. References are texts already.
  func text(_ value: SQLValue, _ context: ValueContext) -> String {
    switch (self, value) {
    case (_, .text(let text)): text
    case (.decimal, .integer(let nanos)), (.percent, .integer(let nanos)): Decimal9.text(nanos)
    case (.amount, .integer(let units)): Self.amountText(units, digits: context.currency?.minorDigits ?? 2)
    case (.day, .integer(let day)): CivilDate(daysSince1970: Int(day)).description
    case (.instant, .integer(let moment)):
      Timestamp(
        milliseconds: moment, offset: context.zone.offset(at: moment.flooredDivision(by: 1000))
      ).description
    case (_, .integer(let number)): String(number)
    case (_, .null), (_, .blob): ""
    }
  }

  /// With all digits of the currency: `100.00`.
  private static func amountText(_ units: Int64, digits: Int) -> String {
    let scale = (0..<digits).reduce(UInt64(1)) { scale, _ in scale * 10 }
    let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: scale)
    return "\(units < 0 ? "-" : "")\(whole)" + (digits == 0 ? "" : "." + padded(Int(rest), digits))
  }
}
