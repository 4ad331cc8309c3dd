/// What a part of a charge's period costs.
package struct Proration: Hashable, Sendable, Codable {
  /// How the days of a period are counted.
  package enum DayCount: String, Hashable, Sendable, Codable, CaseIterable {
    /// Every day, over the days the period has.
    case actual = "days_actual"
    /// Months of thirty days: a 31st counts nothing, the last of February up to three days. Periods that are counted in
    /// weeks or days keep their actual days.
    case thirty360 = "30_360"
  }

  package var dayCount: DayCount
  /// Whether a period in which billing begins costs its days only; else it is charged from its beginning.
  package var start: Bool
  /// Whether a period in which billing ends costs its days only; else it is charged to its end.
  package var end: Bool
  /// Whether a new price or quantity counts from its day on; else from the next period on.
  package var change: Bool

  package init(_ dayCount: DayCount = .actual, start: Bool = true, end: Bool = true, change: Bool = true) {
    self.dayCount = dayCount
    self.start = start
    self.end = end
    self.change = change
  }

  /// Whole periods, whatever happens in them.
  package static let none = Proration(start: false, end: false, change: false)
}
