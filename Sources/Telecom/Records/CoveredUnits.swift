/// What one allowance gave to a usage.
package struct CoveredUnits: Sendable, Hashable {
  /// Index into the allowances of the usage's plan.
  package var allowance: Int16
  /// Base units.
  package var units: Int64
  /// What the pool has left for usage of that moment, boosters' units too.
  package var left: Int64

  package init(allowance: Int16, units: Int64, left: Int64) {
    self.allowance = allowance
    self.units = units
    self.left = left
  }
}
