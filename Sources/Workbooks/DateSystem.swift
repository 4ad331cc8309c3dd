internal import Telecom

/// From where the dates of a workbook count.
enum DateSystem: Sendable {
  /// Day 1 is 1 January 1900, and day 60 a 29 February that there never was: kept from a program before Excel.
  case from1900
  /// Day 0 is 1 January 1904.
  case from1904

  /// `2026-01-31T00:00:00`; `nil` for no day of the calendar up to the year 9999.
  func text(_ number: CellNumber) -> String? {
    guard let (days, seconds) = number.daysAndSeconds else { return nil }
    let day: CivilDate
    switch self {
    case .from1900:
      guard days >= 1, days != 60 else { return nil }
      day = CivilDate(daysSince1970: days - (days < 60 ? 25_568 : 25_569))
    case .from1904: day = CivilDate(daysSince1970: days - 24_107)
    }
    return day.year <= 9999 ? "\(day)T\(Self.clock(seconds))" : nil
  }

  /// `36:00:00`: hours that may be more than a day has.
  static func time(_ number: CellNumber) -> String? {
    number.daysAndSeconds.map { clock($0.days * 86_400 + $0.seconds) }
  }

  private static func clock(_ seconds: Int) -> String {
    "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
  }
}
