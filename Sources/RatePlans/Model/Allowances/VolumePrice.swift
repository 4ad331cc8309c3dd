/// Prices by the total of a cycle, in place of the decks' rates, of what no allowance covers.
package struct VolumePrice: Sendable, Hashable {
  package enum Scale: Sendable, Hashable {
    /// Each step at its own price.
    case graduated([Step])
    /// All units at the price of the step that the total reaches.
    case allUnits([Step])
    /// For every begun package of so many base units.
    case packages(of: Int64, priceNanos: Int64)
  }

  package struct Step: Sendable, Hashable {
    /// Base units: the total from which on the price holds; 0 of the first step.
    package var from: Int64
    /// Nanos for one unit.
    package var rateNanos: Int64

    package init(from: Int64, rateNanos: Int64) {
      self.from = from
      self.rateNanos = rateNanos
    }
  }

  package var name: String
  package var unit: CountedUnit
  package var scale: Scale
  package var cycle = AllowanceCycle.month
  package var on = UsageSet()
  package var shared = PoolScope.service

  package init(name: String, unit: CountedUnit, scale: Scale) {
    self.name = name
    self.unit = unit
    self.scale = scale
  }
}
