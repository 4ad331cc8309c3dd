/// Who draws on one count together.
package enum PoolScope: String, Sendable, CaseIterable {
  case service
  /// All services of an account that have the plan.
  case account
  /// All accounts beneath the one at the head of the branch, and that one itself.
  case branch
}
