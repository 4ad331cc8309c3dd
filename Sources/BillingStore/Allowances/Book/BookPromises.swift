package import RatePlans
package import Rating
internal import Telecom

/// The promises of some plans as the book counts them: those of one name, of whatever version of the plan, have the same
/// counters as long as they count alike.
package struct BookPromises: Sendable {
  /// A promise that has counters of its own in the book.
  fileprivate struct Counted: Sendable {
    var terms: PromiseTerms
    /// As pools have them.
    var plan: Int16
    var index: Int16
    /// Of the plan.
    var planName: String
    var currency: String
  }

  private struct Identity: Hashable {
    var plan: Int16
    var kind: StoredPromise.Kind
    var name: String
    var base: String
    var cycle: AllowanceCycle
    var scope: PoolScope
  }

  /// By plan.
  package let pools: [PlanPools]
  /// By pools' plan and kind, in the order of pools' indices.
  fileprivate let counted: [Counted]

  package init(_ plans: [RatePlan]) {
    var firsts: [String: Int16] = [:]
    var indices: [Identity: Int16] = [:]
    var (pools, counted): ([PlanPools], [Counted]) = ([], [])
    for (index, plan) in plans.enumerated() {
      let currency = plan.currency.description
      let key = "\(currency) \(plan.name)"
      let first = firsts[key] ?? Int16(truncatingIfNeeded: index)
      firsts[key] = first
      var own: [StoredPromise.Kind: [Int16]] = [:]
      for terms in PromiseTerms.all(of: plan.promises) {
        let identity = Identity(
          plan: first, kind: terms.kind, name: terms.name, base: terms.base, cycle: terms.cycle, scope: terms.shared)
        let place = indices[identity]
          ?? Int16(truncatingIfNeeded: counted.count { $0.plan == first && $0.terms.kind == terms.kind })
        if indices[identity] == nil {
          counted.append(Counted(terms: terms, plan: first, index: place, planName: plan.name, currency: currency))
          indices[identity] = place
        }
        own[terms.kind, default: []].append(place)
      }
      pools.append(
        PlanPools(
          plan: first, allowances: own[.allowance] ?? [], volumes: own[.volume] ?? [], commitments: own[.commitment] ?? [],
          limits: own[.limit] ?? []))
    }
    self.pools = pools
    self.counted = counted
  }

  package var isEmpty: Bool { counted.isEmpty }

  /// Whether a branch of accounts shares any.
  var hasBranches: Bool { counted.contains { $0.terms.shared == .branch } }

  /// The promises with the ids they have in the book; 0 for one that it does not know yet.
  func stored(_ connection: SQLConnection) throws(BookError) -> [StoredPromise] {
    try counted.map { promise throws(BookError) in
      let row = try connection.row(
        """
        SELECT id FROM promise WHERE plan = ?1 AND kind = ?2 AND name = ?3 AND base = ?4 AND cycle = ?5 AND shared = ?6
          AND currency = ?7
        """, identity(promise))
      return StoredPromise(
        id: row?.integer(0) ?? 0, kind: promise.terms.kind, plan: promise.plan, index: promise.index,
        scope: promise.terms.shared)
    }
  }

  /// Gives ids to those that the book does not know yet.
  func add(_ connection: SQLConnection) throws(BookError) {
    for promise in counted {
      try connection.execute(
        """
        INSERT INTO promise (plan, kind, name, base, cycle, shared, currency, unit) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (plan, kind, name, base, cycle, shared, currency) DO NOTHING
        """, identity(promise) + [SQLValue(promise.terms.unit?.word)])
    }
  }

  private func identity(_ promise: Counted) -> [SQLValue] {
    [
      .text(promise.planName), .text(promise.terms.kind.rawValue), .text(promise.terms.name), .text(promise.terms.base),
      .text(promise.terms.cycle.rawValue), .text(promise.terms.shared.rawValue), .text(promise.currency),
    ]
  }
}

extension PromiseTerms {
  /// What its counters count; empty for money.
  fileprivate var base: String { unit?.base.word ?? "" }
}
