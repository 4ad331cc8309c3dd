internal import RatePlans

/// A promise of a run's plan that has counters in tables.
struct StoredPromise: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case allowance, volume, commitment, limit
  }

  /// The tables'.
  var id: Int64
  var kind: Kind
  /// Of the run, and of the plan's promises of this kind.
  var plan: Int16
  var index: Int16
  var scope: PoolScope
}
