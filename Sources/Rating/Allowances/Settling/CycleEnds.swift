internal import RatePlans
internal import Telecom

/// Which cycles of whom have ended, and what their ends add: of everybody who had a plan in them, whether they used
/// something or not.
package struct CycleEnds: Sendable {
  /// A pool's owner under a plan, by whose clock cycles of one kind end.
  private struct Closing: Hashable {
    var plan: Int
    var scope: PoolScope
    var kind: AllowanceCycle
    var owner: PoolOwner
    /// The moment in the cycle by which it is named.
    var moment: Int64
  }

  private let rater: AccountRater
  private let calendars: [AccountCalendar]
  /// By plan.
  private let kinds: [[(PoolScope, AllowanceCycle)]]
  /// Cycles that ended by then were closed before; `nil` where none was.
  private let from: Int64?
  private let until: Int64
  /// Of the first usage.
  private var first = Int64.max
  /// Those that are not found by who has which plan: they were closed before, and got usage since, or a reseller changed
  /// plans in them.
  private var noted: Set<Closing> = []
  private var memo = CycleMemo()

  /// - Parameters:
  ///   - from: up to when cycles were closed before, in milliseconds since 1970 UTC.
  ///   - until: cycles that end by then have ended.
  package init(_ rater: AccountRater, from: Int64?, until: Int64) {
    (self.rater, self.from, self.until) = (rater, from, until)
    calendars = rater.owners?.calendars ?? []
    kinds = rater.promises.map { $0.map { Self.kinds(of: $0.engine.promises) } ?? [] }
  }

  /// Takes note of usage, of which cycles that were closed before have to be closed again.
  package mutating func note(_ usage: GatheredUsage) {
    for row in usage.rated.rated.indices {
      let offer = Int(usage.rated.rated[row].offer)
      let start = usage.rated.offers[offer].facts.start
      first = min(first, start)
      guard start < from ?? .min || rater.levels != nil, start < until else { continue }
      let plan = Int(usage.rated.rated[row].plan)
      for (scope, kind) in kinds[plan] {
        let owner = usage.rated.offers[offer].facts.owner(scope)
        let cycle = memo.cycle(kind, at: start, of: owner, calendars)
        guard cycle.to <= until else { continue }
        noted.insert(Closing(plan: plan, scope: scope, kind: kind, owner: owner, moment: max(cycle.from, owner.from)))
      }
    }
  }

  /// Closes all of them.
  /// - Parameter state: with all usage that starts before the moment until which cycles have ended.
  /// - Returns: in the order of plans, and of owners as the run has them.
  package func close(_ state: inout AllowanceState) throws(AllowanceError) -> [CycleCharge] {
    var charges: [CycleCharge] = []
    for closing in noted.sorted(by: { ($0.plan, $0.owner.id, $0.moment) < ($1.plan, $1.owner.id, $1.moment) }) {
      charges += try close(closing, &state)
    }
    guard let begin = from ?? (first == .max ? nil : first), begin < until else { return charges }
    for plan in rater.raters.indices {
      for (scope, kind) in kinds[plan] {
        for closing in closings(of: plan, scope, kind, from: begin) { charges += try close(closing, &state) }
      }
    }
    return charges
  }

  private func close(_ closing: Closing, _ state: inout AllowanceState) throws(AllowanceError) -> [CycleCharge] {
    let facts = AllowanceFacts(
      start: closing.moment, kind: .call, service: closing.owner, account: closing.owner, branch: closing.owner)
    return try rater.promises[closing.plan]?.close(closing.kind, facts, of: closing.scope, &state) ?? []
  }

  /// By which pools and cycles a plan has volumes or commitments.
  private static func kinds(of promises: PlanPromises) -> [(PoolScope, AllowanceCycle)] {
    PoolScope.allCases.flatMap { scope in
      AllowanceCycle.allCases.compactMap { cycle in
        let isUsed = promises.volumes.contains { $0.shared == scope && $0.cycle == cycle }
          || promises.commitments.contains { $0.shared == scope && $0.cycle == cycle }
        return isUsed ? (scope, cycle) : nil
      }
    }
  }

  // MARK: Everybody

  private struct Holder {
    var owner: PoolOwner
    /// Index into the directory's.
    var entry: Int
  }

  /// Each owner who had the plan in a cycle that ended, once for each of these, by the first of the spans in which they had
  /// it then.
  private func closings(of plan: Int, _ scope: PoolScope, _ kind: AllowanceCycle, from begin: Int64) -> [Closing] {
    var closings: [Closing] = []
    var known: [Int32: [UsageCycle]] = [:]
    var closed: Set<Int32> = []
    var last: Int32 = -1
    for holder in holders(of: plan, scope) {
      let owner = holder.owner
      if owner.id != last { closed.removeAll(keepingCapacity: true) }
      last = owner.id
      let calendar = calendars[Int(owner.calendar)]
      let cycles = kind == .term
        ? [calendar.cycle(kind, at: begin, of: owner)].filter { begin < $0.to && $0.to <= until }
        : known[owner.calendar] ?? ended(kind, calendar, owner, from: begin)
      if kind != .term { known[owner.calendar] = cycles }
      for cycle in cycles where owner.from < cycle.to && cycle.from < owner.to {
        let moment = max(cycle.from, owner.from)
        guard self.plan(ofEntry: holder.entry, at: moment) == plan, closed.insert(cycle.firstDay).inserted else { continue }
        closings.append(Closing(plan: plan, scope: scope, kind: kind, owner: owner, moment: moment))
      }
    }
    return closings
  }

  /// Whoever may have the plan, by owner and then by when they first had it.
  private func holders(of plan: Int, _ scope: PoolScope) -> [Holder] {
    guard let directory = rater.directory, let owners = rater.owners else { return [] }
    var holders: [Holder] = []
    for entry in directory.entries.indices where rater.levels != nil || Int(directory.plans[entry]) == plan {
      let (from, to) = directory.entries[entry].claimed
      guard from < to else { continue }  // Nothing more than an order.
      let owner = switch scope {
      case .service: owners.service(ofEntry: entry)
      case .account: owners.account(ofEntry: entry)
      case .branch: owners.branch(ofEntry: entry)
      }
      holders.append(Holder(owner: owner, entry: entry))
    }
    return holders.sorted { ($0.owner.id, $0.owner.from, $0.entry) < ($1.owner.id, $1.owner.from, $1.entry) }
  }

  /// Its own, or the one that a reseller above it sells by then.
  private func plan(ofEntry entry: Int, at moment: Int64) -> Int {
    Int(rater.levels?.sellPlan(ofEntry: entry, at: moment) ?? rater.directory?.plans[entry] ?? 0)
  }

  private func ended(_ kind: AllowanceCycle, _ calendar: AccountCalendar, _ owner: PoolOwner, from begin: Int64) -> [UsageCycle] {
    var cycles: [UsageCycle] = []
    var moment = begin
    while moment < until {
      let cycle = calendar.cycle(kind, at: moment, of: owner)
      if cycle.to > until { break }
      cycles.append(cycle)
      moment = cycle.to
    }
    return cycles
  }
}
