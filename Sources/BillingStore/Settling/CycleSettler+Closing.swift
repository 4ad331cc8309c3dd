internal import Bytes
internal import RatePlans
internal import Rating
internal import Telecom

/// What the end of cycles adds.
extension CycleSettler {
  /// Whose cycle of which promises of a plan ends.
  private struct Ending: Hashable {
    /// ``PlanPools/plan``.
    var plan: Int16
    var shared: PoolScope
    var cycle: AllowanceCycle
    var owner: Int32
    var firstDay: Int32

    var order: (Int32, Int16, String, String, Int32) { (owner, plan, shared.rawValue, cycle.rawValue, firstDay) }
  }

  private typealias Moment = (entry: Int, cycle: UsageCycle, facts: AllowanceFacts)

  /// Closes the cycles of a group that have ended, whether their owners used anything or not.
  func close(_ work: Work, _ state: inout AllowanceState) throws(AllowanceError) -> [SettledRow] {
    guard let payers = directory.rater.directory else { return [] }
    var moments: [Ending: Moment] = [:]
    for entry in groups[work.target.group].entries {
      guard let promise = directory.rater.promises[payers.entries[entry].plan] else { continue }
      let promises = promise.engine.promises
      let counted = promises.volumes.map { ($0.shared, $0.cycle) } + promises.commitments.map { ($0.shared, $0.cycle) }
      for shared in PoolScope.allCases {
        for cycle in AllowanceCycle.allCases where counted.contains(where: { $0 == (shared, cycle) }) {
          add(entry, payers.entries[entry].claimed, promise, shared, cycle, work, state, to: &moments)
        }
      }
    }
    var rows: [SettledRow] = []
    for (ending, moment) in moments.sorted(by: { $0.key.order < $1.key.order }) {
      guard let promise = directory.rater.promises[payers.entries[moment.entry].plan] else { continue }
      for charge in try promise.close(ending.cycle, moment.facts, of: ending.shared, &state) where charge.nanos != 0 {
        rows.append(row(charge, moment, ending.shared, promise))
      }
    }
    return rows
  }

  /// - Parameter claimed: when the entry's plan holds.
  private func add(
    _ entry: Int, _ claimed: (from: Int64, to: Int64), _ promise: PromiseRater, _ shared: PoolScope, _ kind: AllowanceCycle,
    _ work: Work, _ state: AllowanceState, to moments: inout [Ending: Moment]
  ) {
    guard claimed.from < claimed.to else { return }
    var facts = AllowanceFacts(
      start: 0, kind: .call, service: owners.service(ofEntry: entry), account: owners.account(ofEntry: entry),
      branch: owners.branch(ofEntry: entry))
    let owner = facts.owner(shared)
    let calendar = owners.calendars[Int(owner.calendar)]
    func offer(_ start: Int64) -> UsageCycle {
      let cycle = calendar.cycle(kind, at: start, of: owner)
      guard cycle.to <= work.target.to, cycle.to > claimed.from, cycle.from < claimed.to else { return cycle }
      let ending = Ending(
        plan: promise.engine.pools.plan, shared: shared, cycle: kind, owner: owner.id, firstDay: cycle.firstDay)
      facts.start = max(cycle.from, claimed.from)
      // Of several versions that of the cycle's end says what it comes to.
      if moments[ending].map({ $0.facts.start < facts.start }) ?? true { moments[ending] = (entry, cycle, facts) }
      return cycle
    }
    var start = max(work.target.from, claimed.from)
    while start < min(claimed.to, work.target.to) {
      let cycle = offer(start)
      guard kind != .term, cycle.to > start else { break }
      start = cycle.to
    }
    guard work.reading.opening == nil else { return }
    // All was charged again: cycles that were closed before may come to something else.
    for pool in pools(promise, shared, kind, owner.id) {
      for key in state.volumes.keys(of: pool) + state.commitments.keys(of: pool) where key.cycle > .min {
        _ = offer(max(calendar.zone.midnight(ofDay: Int(key.cycle)), owner.from))
      }
    }
  }

  private func pools(_ promise: PromiseRater, _ shared: PoolScope, _ cycle: AllowanceCycle, _ owner: Int32) -> [PoolKey] {
    let promises = promise.engine.promises
    return promises.volumes.indices.filter { promises.volumes[$0].shared == shared && promises.volumes[$0].cycle == cycle }
      .map { promise.engine.pools.pool(.volume, $0, owner: owner) }
      + promises.commitments.indices.filter { promises.commitments[$0].shared == shared && promises.commitments[$0].cycle == cycle }
      .map { promise.engine.pools.pool(.commitment, $0, owner: owner) }
  }

  // MARK: Rows

  private func row(_ charge: CycleCharge, _ moment: Moment, _ shared: PoolScope, _ promise: PromiseRater) -> SettledRow {
    let payer = directory.payers[moment.entry]
    let stored = Int64(allowances.owners.stored(charge.pool.owner, shared))
    let account = shared == .service ? directory.accounts[Int(payer.account)].id : signed(stored)
    let (item, name) = words(charge, promise)
    let owner = owners.names(of: charge.pool.owner, shared)
    let start = moment.cycle.to - 1
    let zone = owners.calendars[Int(moment.facts.owner(shared).calendar)].zone
    let cycle = charge.cycle.firstDay == .min ? "" : "\(CivilDate(daysSince1970: Int(charge.cycle.firstDay)))"
    let plan = promise.rater.plan.name
    let writer = ByteWriter()
    writer.append("{\"closes\":{\"plan\":")
    writer.appendJSON(plan)
    writer.append(",\"\(charge.kind == .volume ? "volume" : "commitment")\":")
    writer.appendJSON(name)
    writer.append(",\"cycle_from\":\"\(cycle)\"}}")
    let kind = charge.kind == .volume ? "volume" : "commitment"
    let who = owner.service.isEmpty ? owner.account : "\(owner.account)/\(owner.service)"
    return SettledRow(
      recordID: "#\(kind):\(plan)/\(name)/\(who)/\(cycle)", account: account, service: shared == .service ? stored : 0,
      day: Int64(zone.day(at: start.flooredDivision(by: 1000))), startMilliseconds: start,
      startOffset: Int64(zone.offset(at: start.flooredDivision(by: 1000))),
      newPrice: SettledRow.NewPrice(plan: directory.planIDs[Int(promise.index)], item: item, name: name),
      chargeNanos: charge.nanos, extras: String(decoding: writer.bytes, as: UTF8.self))
  }

  /// Below 0 where a reseller above pays for the account.
  private func signed(_ account: Int64) -> Int64 {
    var (low, high) = (0, directory.accounts.count)
    while low < high {
      let middle = (low + high) / 2
      if abs(directory.accounts[middle].id) < account { low = middle + 1 } else { high = middle }
    }
    return low < directory.accounts.count && abs(directory.accounts[low].id) == account ? directory.accounts[low].id : account
  }

  /// The item on the invoice, and the promise.
  private func words(_ charge: CycleCharge, _ promise: PromiseRater) -> (item: String, name: String) {
    let (pools, promises) = (promise.engine.pools, promise.engine.promises)
    if charge.kind == .volume {
      return ("volume", promises.volumes[pools.volumes.firstIndex(of: charge.pool.promise)!].name)
    }
    let commitment = promises.commitments[pools.commitments.firstIndex(of: charge.pool.promise)!]
    return (charge.kind == .cap || commitment.minimumNanos == nil ? "cap" : "shortfall", commitment.name)
  }

  /// Gives charges of cycles the ids behind those that were posted of the same before.
  func number(_ rows: inout [SettledRow], _ connection: SQLConnection) throws(BookError) {
    for index in rows.indices where rows[index].newPrice != nil {
      var count = 1
      while try connection.row(
        "SELECT 1 FROM usage WHERE record_id = ?1 UNION ALL SELECT 1 FROM archived_record WHERE record_id = ?1",
        [.text(UsageSwitch.identity(ofCorrection: count, rows[index].recordID))]) != nil { count += 1 }
      rows[index].recordID = UsageSwitch.identity(ofCorrection: count, rows[index].recordID)
    }
  }
}

extension CounterTable {
  fileprivate func keys(of pool: PoolKey) -> [CounterKey] { filter { $0.key.pool == pool }.map(\.key) }
}
