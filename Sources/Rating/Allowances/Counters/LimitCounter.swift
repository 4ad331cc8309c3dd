/// What was counted towards a limit in one cycle.
package struct LimitCounter: Sendable, Hashable {
  /// Nanos or base units.
  package var value: Int64 = 0
  /// How many of the limit's thresholds have had their event.
  package var raised: Int = 0

  package init() {}
}
