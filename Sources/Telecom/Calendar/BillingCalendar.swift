/// The cycles of an account or of a recurring charge: they follow each other without gap, from the first to the last day
/// of time.
///
/// Cycles of months begin on `cycleDay`, or on the last day of a month that is too short, and on `cycleDay` again in the
/// month after: 31 January, 28 February, 31 March. The anchor's month says in which months a quarter or year begins; the
/// anchor itself begins a cycle of weeks or days.
package struct BillingCalendar: Hashable, Sendable, Codable {
  package var frequency: BillingFrequency
  package var anchor: CivilDate
  /// 1…31; for cycles of months only.
  package var cycleDay: Int

  /// - Parameter cycleDay: the anchor's own day where it is not given.
  package init(_ frequency: BillingFrequency, anchor: CivilDate, cycleDay: Int? = nil) {
    precondition(1...31 ~= cycleDay ?? 1, "a cycle day is 1…31")
    self.frequency = frequency
    self.anchor = anchor
    self.cycleDay = cycleDay ?? anchor.day
  }

  /// The cycle that a day belongs to.
  package func cycle(containing day: CivilDate) -> BillingPeriod {
    if let months = frequency.months {
      let distance = Self.monthNumber(day) - Self.monthNumber(anchor)
      var index = distance.flooredDivision(by: months)
      if day < start(ofMonthCycle: index, months) { index -= 1 }
      return BillingPeriod(from: start(ofMonthCycle: index, months), to: start(ofMonthCycle: index + 1, months))
    }
    let length = daysOfCycle
    let first = anchor.daysSince1970
    let from = first + (day.daysSince1970 - first).flooredDivision(by: length) * length
    return BillingPeriod(from: CivilDate(daysSince1970: from), to: CivilDate(daysSince1970: from + length))
  }

  /// The cycle after the one that `period` begins.
  package func next(after period: BillingPeriod) -> BillingPeriod { cycle(containing: period.to) }

  private var daysOfCycle: Int {
    switch frequency {
    case .weekly: 7
    case .twoWeekly: 14
    case .days(let days): days
    case .monthly, .quarterly, .halfYearly, .yearly: preconditionFailure("cycles of months have no length in days")
    }
  }

  /// Months since January of the year 0.
  private static func monthNumber(_ day: CivilDate) -> Int { day.year * 12 + day.month - 1 }

  private func start(ofMonthCycle index: Int, _ months: Int) -> CivilDate {
    let number = Self.monthNumber(anchor) + index * months
    let (year, month) = (number.flooredDivision(by: 12), number - number.flooredDivision(by: 12) * 12 + 1)
    let day = min(cycleDay, CivilDate.days(inMonth: month, year: year))
    return CivilDate(year: year, month: month, day: day)!
  }
}
