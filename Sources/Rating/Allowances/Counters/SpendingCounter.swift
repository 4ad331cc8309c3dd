/// What usage under a commitment cost in one cycle.
package struct SpendingCounter: Sendable, Hashable {
  /// Nanos.
  package var spent: Int64 = 0
  /// Nanos that settling charged, or took off where it is negative.
  package var settled: Int64 = 0

  package init() {}
}
