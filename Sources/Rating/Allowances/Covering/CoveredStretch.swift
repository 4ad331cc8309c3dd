/// Steps that follow each other, and what they are priced by.
package struct CoveredStretch: Sendable, Hashable {
  package enum Terms: Sendable, Hashable {
    /// The decks' rows.
    case plan
    /// Covered by one of the plan's allowances.
    case allowance(Int)
    /// The overage rate of one of them.
    case overage(Int)
    /// One of the plan's volumes.
    case volume(Int)
  }

  package var terms: Terms
  /// Index into `ChargeWork.components`.
  package var component: Int
  /// Elapsed units at which the first step begins.
  package var from: Int64
  /// Those at which the last ends.
  package var to: Int64
  package var stepCount: Int64
  /// Base units that they count for by these terms: drawn, or priced.
  package var units: Int64
  /// Of a volume: what they are priced at, in nanos times the unit's scale.
  package var priced: Int128 = 0

  /// Whether steps that begin there, by these terms, belong to the stretch.
  func isContinued(by terms: Terms, _ component: Int, at from: Int64) -> Bool {
    self.terms == terms && self.component == component && to == from
  }
}
