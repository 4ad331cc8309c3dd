/// Who draws on which promise of a plan.
package struct PoolKey: Sendable, Hashable {
  /// ``PlanPools/plan``: index into the plans of the run, of the first of its versions.
  package var plan: Int16
  /// Of the promises of its kind, as ``PlanPools`` count them: index into the plan's where it has one version.
  package var promise: Int16
  /// ``PoolOwner/id``.
  package var owner: Int32

  package init(plan: Int16, promise: Int16, owner: Int32) {
    self.plan = plan
    self.promise = promise
    self.owner = owner
  }
}
