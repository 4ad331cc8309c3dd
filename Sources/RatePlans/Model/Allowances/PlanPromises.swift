/// What a plan says of a customer's usage taken together, beside what each call costs.
package struct PlanPromises: Sendable {
  /// In the order in which a step is offered to them.
  package var allowances: [Allowance] = []
  /// The first that is for a step prices it.
  package var volumes: [VolumePrice] = []
  package var commitments: [SpendingCommitment] = []
  package var limits: [PlanLimit] = []

  package init() {}

  package var isEmpty: Bool { allowances.isEmpty && volumes.isEmpty && commitments.isEmpty && limits.isEmpty }
}
