/// Something that the back office has to hear of.
package struct AllowanceEvent: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// So many percent of the limit are reached.
    case warning(percent: Int)
    /// A hard limit is reached.
    case suspension
  }

  package var kind: Kind
  /// Index into the plans of the run.
  package var plan: Int16
  /// Index into the plan's limits.
  package var limit: Int16
  /// Whose counter.
  package var pool: PoolKey
  package var cycle: UsageCycle

  package init(_ kind: Kind, plan: Int16, limit: Int16, _ pool: PoolKey, _ cycle: UsageCycle) {
    self.kind = kind
    self.plan = plan
    self.limit = limit
    self.pool = pool
    self.cycle = cycle
  }
}
