/// How an exact price becomes an amount of money.
package struct Rounding: Sendable, Hashable {
  package enum Mode: String, Sendable, CaseIterable {
    /// To the nearer; halves away from zero.
    case halfUp = "half_up"
    /// To the nearer; halves to the even digit.
    case halfEven = "half_even"
    /// Away from zero.
    case up
    /// Towards zero.
    case down
    /// Not at all, but that an amount holds nine decimals: the tenth decides, halves away from zero.
    case none
  }

  package enum Scope: String, Sendable, CaseIterable {
    /// Once, when the price of the call is complete.
    case call
    /// The price of every step and of the connection fee by itself; the sum is not rounded again.
    case increment
  }

  package var mode: Mode
  /// Digits behind the point that remain, 0…9.
  package var decimals: Int
  package var scope: Scope

  package init(mode: Mode = .halfUp, decimals: Int = 6, scope: Scope = .call) {
    self.mode = mode
    self.decimals = decimals
    self.scope = scope
  }

  /// Billionths that one unit of the last remaining digit is worth.
  package var step: Int64 { mode == .none ? 1 : Self.steps[decimals] }

  private static let steps: [Int64] = [
    1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1,
  ]
}
