package import RatePlans

/// Which counters the promises of a plan have among those of a run: its own, or, of versions of one plan, the same.
package struct PlanPools: Sendable, Hashable {
  /// What ``PoolKey/plan`` is.
  package var plan: Int16
  /// By promise of each kind, what ``PoolKey/promise`` is.
  package var allowances: [Int16]
  package var volumes: [Int16]
  package var commitments: [Int16]
  package var limits: [Int16]

  package init(plan: Int16, allowances: [Int16], volumes: [Int16], commitments: [Int16], limits: [Int16]) {
    self.plan = plan
    self.allowances = allowances
    self.volumes = volumes
    self.commitments = commitments
    self.limits = limits
  }

  /// Counters of the plan alone.
  /// - Parameter index: of the plan among those of the run.
  package init(_ promises: PlanPromises, ofPlan index: Int16) {
    func own(_ count: Int) -> [Int16] { (0..<count).map { Int16(truncatingIfNeeded: $0) } }
    self.init(
      plan: index, allowances: own(promises.allowances.count), volumes: own(promises.volumes.count),
      commitments: own(promises.commitments.count), limits: own(promises.limits.count))
  }

  /// - Parameter promise: index into the plan's promises of the kind.
  package func pool(_ kind: PromisePlace.Kind, _ promise: Int, owner: Int32) -> PoolKey {
    let promises = switch kind {
    case .allowance: allowances
    case .volume: volumes
    case .commitment: commitments
    case .limit: limits
    }
    return PoolKey(plan: plan, promise: promises[promise], owner: owner)
  }
}
