/// Something that the back office has to hear of.
package struct AllowanceEvent: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// So many percent of the limit are reached.
    case warning(percent: Int)
    /// A hard limit is reached.
    case suspension
  }

  package var kind: Kind
  /// Whose, and of which of the plan's limits.
  package var pool: PoolKey
  package var cycle: UsageCycle

  package init(_ kind: Kind, _ pool: PoolKey, _ cycle: UsageCycle) {
    self.kind = kind
    self.pool = pool
    self.cycle = cycle
  }
}
