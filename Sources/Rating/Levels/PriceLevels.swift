internal import Bytes
internal import Telecom

/// The levels at which calls are priced above the customer's own: every reseller on the way up, and the carrier's cost.
///
/// Compiled once per run: for each directory entry the resellers above it, nearest first; for each trunk its suppliers.
package struct PriceLevels: Sendable {
  /// Who pays at a level.
  package struct Party: Sendable, Hashable {
    /// `reseller:NAME` or `cost`.
    package var tier: String
    /// The reseller's account, or the supplier's name.
    package var account: String
    package var isCost: Bool { tier == PriceLevels.cost }
  }

  struct Step: Sendable {
    /// Index into `parties`.
    var party: Int32
    var plan: Int16
    /// What its customers pay by; -1 where that is left to those above.
    var sellPlan: Int16 = -1
    var from: Int64
    var to: Int64
    /// Index of another step for the same party or trunk; -1 for none.
    var next: Int32 = -1
  }

  package static let retail = "retail"
  package static let cost = "cost"

  package private(set) var parties: [Party] = []
  private(set) var steps: [Step] = []
  /// The first steps of the resellers above entries, chain after chain, nearest first.
  private var links: [Int32] = []
  /// By directory entry where its chain stands among the links.
  private var chains: [Chain] = []

  private struct Chain {
    var start: Int32
    var end: Int32
  }

  /// By directory entry, whether it says itself by which plan it pays.
  private var namesPlan: [Bool] = []
  private var trunks = TextKeys(capacity: 0)
  package let hasSuppliers: Bool

  /// - Parameters:
  ///   - entries: those of the directory.
  ///   - resellers: rows of one account stand for different times. Parents that go round in a circle end where they meet.
  ///   - parents: of accounts that are neither, by account.
  package init(entries: [DirectoryEntry], resellers: [Reseller], suppliers: [Supplier], parents: [String: String] = [:]) {
    hasSuppliers = !suppliers.isEmpty
    var firstStep: [String: Int32] = [:]
    var parents = parents
    for reseller in resellers {
      let earlier = firstStep[reseller.account]
      let party = earlier.map { steps[Int($0)].party } ?? Int32(parties.count)
      if party == parties.count {
        parties.append(Party(tier: "reseller:" + reseller.account, account: reseller.account))
        parents[reseller.account] = reseller.parentAccount
      }
      steps.append(
        Step(
          party: party, plan: Int16(reseller.buyPlan), sellPlan: Int16(reseller.sellPlan ?? -1), from: reseller.validFrom,
          to: reseller.validTo, next: earlier ?? -1))
      firstStep[reseller.account] = Int32(steps.count - 1)
    }
    compileChains(entries, firstStep, parents)
    compile(suppliers)
  }

  private mutating func compileChains(
    _ entries: [DirectoryEntry], _ firstStep: [String: Int32], _ parents: [String: String]
  ) {
    var parents = parents
    for entry in entries where !entry.parentAccount.isEmpty && parents[entry.account] == nil {
      parents[entry.account] = entry.parentAccount
    }
    var known: [String: Chain] = [:]
    namesPlan = entries.map(\.namesPlan)
    for entry in entries {
      if let chain = known[entry.parentAccount] {
        chains.append(chain)
        continue
      }
      var chain = Chain(start: Int32(links.count), end: 0)
      var seen: Set<String> = []
      var account = entry.parentAccount
      while !account.isEmpty, seen.insert(account).inserted {
        if let step = firstStep[account] { links.append(step) }
        account = parents[account] ?? ""
      }
      chain.end = Int32(links.count)
      known[entry.parentAccount] = chain
      chains.append(chain)
    }
  }

  private mutating func compile(_ suppliers: [Supplier]) {
    trunks = TextKeys(capacity: suppliers.count)
    var partyOfName: [String: Int32] = [:]
    for supplier in suppliers {
      let party = partyOfName[supplier.name] ?? Int32(parties.count)
      if party == parties.count {
        parties.append(Party(tier: Self.cost, account: supplier.name))
        partyOfName[supplier.name] = party
      }
      let index = Int32(steps.count)
      var step = Step(party: party, plan: Int16(supplier.plan), from: supplier.validFrom, to: supplier.validTo)
      trunks.withClaim(of: supplier.trunk) { first in
        step.next = first
        first = index
      }
      steps.append(step)
    }
  }

  /// The resellers above an entry, nearest first: what `reseller` takes.
  func resellers(ofEntry entry: Int) -> Range<Int> { Int(chains[entry].start)..<Int(chains[entry].end) }

  /// Brings near what is asked for an entry.
  func prefetch(_ entry: Int) {
    chains.prefetch(entry)
    namesPlan.prefetch(entry)
  }

  /// The first step of a reseller.
  func reseller(_ index: Int) -> Int32 { links[index] }

  /// The plan that the nearest reseller above an entry sells by which says so; `nil` where none does, or the entry names
  /// its own.
  func sellPlan(ofEntry entry: Int, at milliseconds: Int64) -> Int16? {
    guard !namesPlan[entry] else { return nil }
    for index in resellers(ofEntry: entry) {
      let step = inForce(links[index], at: milliseconds)
      if step >= 0, steps[Int(step)].sellPlan >= 0 { return steps[Int(step)].sellPlan }
    }
    return nil
  }

  /// The first step of a trunk; -1 for one that no supplier has.
  func supplier(ofTrunk trunk: Span<UInt8>) -> Int32 {
    trunk.isEmpty || !hasSuppliers ? -1 : trunks.claim(of: trunk, hash: TextKeys.hash(trunk))
  }

  /// Of a step and those it stands for, the one that holds; -1 for none.
  func inForce(_ first: Int32, at milliseconds: Int64) -> Int32 {
    var step = first
    while step >= 0, milliseconds < steps[Int(step)].from || milliseconds >= steps[Int(step)].to {
      step = steps[Int(step)].next
    }
    return step
  }
}
