internal import Bytes
internal import RatePlans
internal import Rating
internal import RatingPipeline
internal import Telecom

extension CycleSettler {
  /// What settling some groups comes to; nothing of it is written yet.
  struct Settled: Sendable {
    var targets: [Target] = []
    /// What usage up to their moments came to, with the cycles closed that ended.
    var opening = AllowanceState()
    /// With the usage behind.
    var state = AllowanceState()
    var rows: [SettledRow] = []
    var notices: [PromiseNotice] = []
    /// Groups that stay as they are, and why.
    var obstacles: [Obstacle] = []
  }

  struct Obstacle: Sendable {
    var group: Int
    var reason: String
  }

  typealias Work = (target: Target, reading: Reading)

  /// Settles groups that are not settled so far yet.
  /// - Returns: all together, or one by one where one of them cannot be settled.
  func settle(_ targets: [Target], _ connection: SQLConnection) throws(BookError) -> [Settled] {
    var work: [Work] = []
    var results: [Settled] = []
    for var target in targets {
      let reading = try reading(of: target.group, connection)
      if let obstacle = reading.obstacle {
        results.append(Settled(obstacles: [Obstacle(group: target.group, reason: obstacle)]))
        continue
      }
      let last = try opening(of: target.group, connection)
      if let last, last.moment >= target.to, !reading.usage.contains(where: { $0.batch > last.batch }) { continue }
      if let last { (target.to, target.from) = (max(target.to, last.moment), last.moment) }
      work.append((target, reading))
    }
    guard !work.isEmpty else { return results }
    if let all = try settled(work, connection) { return results + [all] }
    for one in work {
      results.append(
        try settled([one], connection) ?? Settled(obstacles: [Obstacle(group: one.target.group, reason: "what its usage comes to is too large")]))
    }
    return results
  }

  /// - Returns: `nil` where something is too large.
  private func settled(_ work: [Work], _ connection: SQLConnection) throws(BookError) -> Settled? {
    let streamed = try allowances(of: work.map(\.target.group)).load(connection)
    let opening = try opening(of: work, streamed, connection)
    var result: Settled
    do throws(AllowanceError) {
      result = try settled(work, from: opening, streamed: streamed)
    } catch {
      return nil
    }
    try number(&result.rows, connection)
    return result
  }

  /// What was kept of those that go on; of the others, which begin anew, all boosters.
  private func opening(
    of work: [Work], _ streamed: AllowanceState, _ connection: SQLConnection
  ) throws(BookError) -> AllowanceState {
    let going = work.filter { $0.reading.opening != nil }.map(\.target.group)
    var opening = going.isEmpty ? AllowanceState() : try allowances(of: going).loadOpening(connection)
    for (pool, boosters) in streamed.boosters where opening.boosters[pool] == nil {
      for booster in boosters {
        opening.grant(
          Booster(units: booster.granted, left: booster.granted, from: booster.from, expires: booster.expires), to: pool)
      }
    }
    return opening
  }

  private func settled(
    _ work: [Work], from opening: AllowanceState, streamed: AllowanceState
  ) throws(AllowanceError) -> Settled {
    var result = Settled(targets: work.map(\.target))
    let raters = directory.rater.promises.map { $0 ?? directory.rater.promises.lazy.compactMap(\.self).first! }
    let before = work.flatMap { work in work.reading.usage.filter { $0.offered.facts.start < work.target.to } }
    let behind = work.flatMap { work in work.reading.usage.filter { $0.offered.facts.start >= work.target.to } }
    let ended = try Settlement(before.map(\.offered), from: opening, streamed: streamed, by: raters)
    result.opening = ended.state
    for one in work { result.rows += try close(one, &result.opening) }
    let all = try Settlement(behind.map(\.offered), from: result.opening, streamed: result.opening, by: raters)
    result.state = all.state
    for (usage, settlement) in [(before, ended), (behind, all)] {
      for index in usage.indices {
        if let row = correction(of: usage[index], at: index, settlement) { result.rows.append(row) }
      }
      result.notices += zip(settlement.events, settlement.causes).map { event, cause in
        let id = Array(usage[cause].offered.recordID.utf8)
        return PromiseNotice(event, by: UsageSwitch.ownID(id[...]), directory.rater)
      }
    }
    return result
  }

  // MARK: Corrections

  /// - Returns: `nil` where what was posted holds.
  private func correction(of usage: SettledUsage, at index: Int, _ settlement: Settlement) -> SettledRow? {
    guard let promise = directory.rater.promises[Int(usage.offered.usage.plan)] else { return nil }
    let difference = settlement.charges[index].nanos - usage.postedNanos
    let covered = settlement.covered[index]
    guard difference != 0 || SettledUsage.cover(covered, promise) != usage.postedCover else { return nil }
    let facts = usage.offered.facts
    return SettledRow(
      recordID: UsageSwitch.identity(ofCorrection: usage.corrections + 1, usage.offered.recordID), account: usage.account,
      service: usage.service, day: usage.day, startMilliseconds: facts.start, startOffset: usage.startOffset,
      calling: usage.calling, called: usage.called, price: usage.price, chargeNanos: difference,
      extras: extras(usage, covered, settlement.volumes[index], promise))
  }

  private func extras(
    _ usage: SettledUsage, _ covered: [CoveredUnits], _ volumes: [VolumeTotal], _ promise: PromiseRater
  ) -> String {
    let writer = ByteWriter()
    writer.append(literal: "{\"corrects\":")
    writer.appendJSON(UsageSwitch.shown(usage.offered.recordID))
    for (place, units) in covered.enumerated() {
      let allowance = promise.engine.promises.allowances[Int(units.allowance)]
      func base(_ units: Int64) -> String { allowance.unit.isMetered ? Decimal9.text(units) : String(units) }
      writer.append(place == 0 ? ",\"covered\":[{\"allowance\":" : ",{\"allowance\":")
      writer.appendJSON(allowance.name)
      writer.append(",\"units\":\(base(units.units)),\"left\":\(base(units.left))}")
    }
    if !covered.isEmpty { writer.append(literal: "]") }
    for (place, total) in volumes.enumerated() {
      writer.append(place == 0 ? ",\"volumes\":[{\"volume\":" : ",{\"volume\":")
      writer.appendJSON(promise.engine.promises.volumes[Int(total.volume)].name)
      writer.append(",\"before\":\(total.before)}")
    }
    if !volumes.isEmpty { writer.append(literal: "]") }
    writer.append(literal: "}")
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
