internal import Telecom

/// How the days of one period of a charge are counted.
struct Weights {
  private let thirty360: Bool
  /// Of the whole period; positive.
  private(set) var whole = 0

  init(_ charge: RecurringCharge, cycle: DayRange) {
    thirty360 = charge.proration.dayCount == .thirty360 && charge.calendar.frequency.months != nil
    whole = of(cycle)
  }

  /// The weights of parts add up to that of the whole.
  func of(_ days: DayRange) -> Int {
    thirty360 ? Self.serial(days.to) - Self.serial(days.from) : days.to - days.from
  }

  /// Days since the year 0 in months of thirty days: a 31st has the number of the day after it.
  private static func serial(_ day: Int) -> Int {
    let date = CivilDate(daysSince1970: day)
    return (date.year * 12 + date.month - 1) * 30 + date.day - 1
  }
}
