/// A pool in one cycle.
package struct CounterKey: Sendable, Hashable {
  package var pool: PoolKey
  /// ``UsageCycle/firstDay``.
  package var cycle: Int32

  package init(_ pool: PoolKey, cycle: Int32) {
    self.pool = pool
    self.cycle = cycle
  }
}
