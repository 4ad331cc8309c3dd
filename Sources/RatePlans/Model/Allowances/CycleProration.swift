/// How much of an amount a cycle has in which the plan holds for a part only: the first, the last, one in which it changes.
package struct CycleProration: Sendable, Hashable {
  package enum Basis: String, Sendable, CaseIterable {
    /// The whole amount, however short the part.
    case none
    /// By local days. A day counts for the plan that holds at its end, so that the parts of a cycle add up to it.
    case days
    /// By elapsed time, an hour more or less where clocks change.
    case seconds
  }

  /// To whole units of what is counted; money as the plan rounds it, whatever stands here.
  package enum Rounding: String, Sendable, CaseIterable {
    case up, nearest, down
  }

  package var by: Basis
  package var rounding: Rounding

  package init(by: Basis = .none, rounding: Rounding = .up) {
    self.by = by
    self.rounding = rounding
  }
}
