/// A date and time of day without a zone, to the millisecond.
package struct CivilTime: Hashable, Sendable {
  package static let millisecondsPerDay: Int64 = 86_400_000

  /// Since 1970-01-01 00:00:00 of the same clock.
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// - Returns: `nil` for a day or a time of day that does not exist. A leap second (`:60`) is read as the next minute.
  package init?(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0
  ) {
    guard let date = CivilDate(year: year, month: month, day: day),
      0...23 ~= hour, 0...59 ~= minute, 0...60 ~= second, 0...999 ~= millisecond
    else { return nil }
    let seconds = Int64(date.daysSince1970) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    milliseconds = seconds * 1000 + Int64(millisecond)
  }

  package var date: CivilDate {
    CivilDate(daysSince1970: Int(milliseconds.flooredDivision(by: Self.millisecondsPerDay)))
  }

  /// 0…86,399.
  package var secondOfDay: Int {
    Int(milliseconds.flooredDivision(by: 1000) - Int64(date.daysSince1970) * 86_400)
  }
}

extension FixedWidthInteger {
  /// The quotient rounded towards negative infinity. `divisor` is positive.
  @inlinable public func flooredDivision(by divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
