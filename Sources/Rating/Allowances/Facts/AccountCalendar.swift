package import RatePlans
package import Telecom

/// The clock and the cycle day of an account, by which its cycles begin and end at local midnight.
package struct AccountCalendar: Sendable {
  package let zone: ZoneRules
  private let months: BillingCalendar
  /// 1970-01-05 was a Monday.
  private static let weeks = BillingCalendar(.weekly, anchor: CivilDate(daysSince1970: 4))
  private static let days = BillingCalendar(.days(1), anchor: CivilDate(daysSince1970: 0))

  /// - Parameter cycleDay: 1…31; the last day of months that are too short.
  package init(zone: ZoneRules = .utc, cycleDay: Int = 1) {
    self.zone = zone
    months = BillingCalendar(.monthly, anchor: CivilDate(daysSince1970: 0), cycleDay: cycleDay)
  }

  /// The cycle that a moment is in, whether the plan holds in all of it or not.
  /// - Parameter milliseconds: since 1970 UTC.
  package func cycle(_ cycle: AllowanceCycle, at milliseconds: Int64, of owner: PoolOwner) -> UsageCycle {
    guard let calendar = calendar(cycle) else {
      return UsageCycle(
        from: owner.from, to: owner.to, firstDay: owner.from == .min ? .min : Int32(clamping: day(at: owner.from)),
        lastDay: owner.to == .max ? .max : Int32(clamping: day(at: owner.to)))
    }
    let found = self.cycle(calendar.cycle(containing: CivilDate(daysSince1970: day(at: milliseconds))))
    // Where clocks go back over midnight, a day that was over comes again: its moments are of the day that had begun.
    guard milliseconds >= found.to else { return found }
    return self.cycle(calendar.cycle(containing: CivilDate(daysSince1970: Int(found.lastDay))))
  }

  /// The cycle that ends where this one begins; `nil` of a term.
  package func before(_ cycle: UsageCycle, _ kind: AllowanceCycle) -> UsageCycle? {
    calendar(kind).map { self.cycle($0.cycle(containing: CivilDate(daysSince1970: Int(cycle.firstDay) - 1))) }
  }

  /// The local day of a moment, since 1970.
  package func day(at milliseconds: Int64) -> Int {
    zone.day(at: milliseconds.flooredDivision(by: 1000))
  }

  private func calendar(_ cycle: AllowanceCycle) -> BillingCalendar? {
    switch cycle {
    case .month: months
    case .week: Self.weeks
    case .day: Self.days
    case .term: nil
    }
  }

  private func cycle(_ period: BillingPeriod) -> UsageCycle {
    let (first, last) = (period.from.daysSince1970, period.to.daysSince1970)
    return UsageCycle(
      from: zone.midnight(ofDay: first), to: zone.midnight(ofDay: last), firstDay: Int32(clamping: first),
      lastDay: Int32(clamping: last))
  }
}
