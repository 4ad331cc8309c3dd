package import Telecom

/// How much traffic is made, and when.
package struct SimulationSettings: Sendable {
  package var calls: Int
  /// The same seed gives the same calls.
  package var seed: UInt64
  package var firstDay: CivilDate
  package var days: Int
  /// The clock of the switch; the plan's own where `nil`.
  package var zone: ZoneRules?

  /// - Precondition: `calls` is not negative, `days` is positive.
  package init(calls: Int, seed: UInt64, firstDay: CivilDate, days: Int, zone: ZoneRules?) {
    precondition(calls >= 0 && days > 0)
    self.calls = calls
    self.seed = seed
    self.firstDay = firstDay
    self.days = days
    self.zone = zone
  }
}
