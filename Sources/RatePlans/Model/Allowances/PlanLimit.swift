/// A level of usage in a cycle that somebody wants to hear of.
package struct PlanLimit: Sendable, Hashable {
  package enum Measure: Sendable, Hashable {
    /// Charges, taxes not counted.
    case money
    /// Billed units, covered ones too.
    case units(CountedUnit)
  }

  package var name: String
  package var measure: Measure
  /// Nanos or base units.
  package var at: Int64
  /// Percentages of `at`, ascending: an event each, once in a cycle.
  package var warnings: [Int] = []
  /// Reaching `at` suspends.
  package var isHard = false
  package var cycle = AllowanceCycle.month
  package var on = UsageSet()
  package var shared = PoolScope.service

  package init(name: String, measure: Measure, at: Int64) {
    self.name = name
    self.measure = measure
    self.at = at
  }
}
