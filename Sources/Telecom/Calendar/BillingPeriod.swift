/// Whole local days, from the first to the day before `to`.
package struct BillingPeriod: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  package var from: CivilDate
  /// The first day that no longer belongs to it; not before `from`.
  package var to: CivilDate

  package init(from: CivilDate, to: CivilDate) {
    self.from = from
    self.to = to
  }

  package var lastDay: CivilDate { to.adding(days: -1) }
  package var days: Int { to.daysSince1970 - from.daysSince1970 }

  package func contains(_ day: CivilDate) -> Bool { from <= day && day < to }

  package static func < (left: BillingPeriod, right: BillingPeriod) -> Bool {
    (left.from, left.to) < (right.from, right.to)
  }

  /// First and last day: `2026-11-01 to 2026-11-30`.
  package var description: String { "\(from) to \(lastDay)" }
}
