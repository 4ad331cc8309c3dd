/// Who draws on which promise of a plan.
package struct PoolKey: Sendable, Hashable {
  /// Index into the plans of the run.
  package var plan: Int16
  /// Index into the plan's promises of its kind.
  package var promise: Int16
  /// ``PoolOwner/id``.
  package var owner: Int32

  package init(plan: Int16, promise: Int16, owner: Int32) {
    self.plan = plan
    self.promise = promise
    self.owner = owner
  }
}
