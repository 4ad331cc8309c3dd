/// What usage of a cycle must cost at least, or may cost at most, taxes not counted.
package struct SpendingCommitment: Sendable, Hashable {
  package var name: String
  /// Nanos; what is missing becomes a charge when the cycle closes.
  package var minimumNanos: Int64?
  /// Nanos; what is above is taken off when the cycle closes.
  package var maximumNanos: Int64?
  package var cycle = AllowanceCycle.month
  package var on = UsageSet()
  package var shared = PoolScope.account
  package var proration = CycleProration()

  package init(name: String) { self.name = name }
}
