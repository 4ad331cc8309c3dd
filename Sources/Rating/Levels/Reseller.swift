/// An account that sells on what it buys: its customers' calls are rated once more, by the plan it buys by.
package struct Reseller: Sendable {
  package var account: String
  /// Whom it buys from; empty: the operator.
  package var parentAccount = ""
  /// Index into the plans of the run: what it pays for its customers' calls.
  package var buyPlan: Int
  /// What customers pay whose service names no plan; `nil` where that is left to the run.
  package var sellPlan: Int?
  /// Milliseconds since 1970 UTC; the first that counts.
  package var validFrom = Int64.min
  /// The first that counts no more.
  package var validTo = Int64.max

  package init(account: String, buyPlan: Int) {
    self.account = account
    self.buyPlan = buyPlan
  }
}

/// Who carries the calls that leave by a trunk, and what that costs.
package struct Supplier: Sendable {
  package var trunk: String
  package var name: String
  /// Index into the plans of the run.
  package var plan: Int
  package var validFrom = Int64.min
  package var validTo = Int64.max

  package init(trunk: String, name: String, plan: Int) {
    self.trunk = trunk
    self.name = name
    self.plan = plan
  }
}
