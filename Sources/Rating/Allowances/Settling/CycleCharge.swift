/// What the end of a cycle adds to what its usage was charged.
package struct CycleCharge: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// Of a volume whose price for everything follows from the total.
    case volume
    /// What is missing to a commitment's minimum.
    case shortfall
    /// What is above its maximum; negative.
    case cap
    /// What was posted at an earlier closing, and no longer holds.
    case correction
  }

  package var kind: Kind
  /// Whose counter, of a volume or a commitment.
  package var pool: PoolKey
  package var cycle: UsageCycle
  /// Nanos of the plan's currency.
  package var nanos: Int64
}
