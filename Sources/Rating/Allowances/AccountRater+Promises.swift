internal import RatePlans
package import Telecom

/// What customers' plans promise, for whole batches.
///
/// Rating goes record by record, on any thread. What a usage draws depends on all usage before it, so that comes behind,
/// batch by batch in the order of the input: as much as can be known beforehand, such as the counters it is for, is known
/// by then.
extension AccountRater {
  // MARK: On any thread

  /// Notes which rows of a record may draw on something.
  func offer(_ rows: Range<Int>, jobs: Range<Int>, of batch: UsageBatch, _ result: inout RatedBatch) {
    for row in rows where result.rated[row].steps >= 0 {
      guard let promise = promises[Int(result.rated[row].plan)],
        let job = jobs.first(where: { result.jobs[$0].payer == result.rated[row].payer && result.jobs[$0].party < 0 })
      else { continue }
      let facts = facts(of: row, result.jobs[job], promise.engine, batch, result)
      let first = Int32(truncatingIfNeeded: result.places.count)
      promise.engine.appendPlaces(facts, to: &result.places, &result.memo)
      let places = first..<Int32(truncatingIfNeeded: result.places.count)
      guard !places.isEmpty else { continue }
      result.offers.append(
        PromiseOffer(row: Int32(truncatingIfNeeded: row), job: result.jobs[job], facts: facts, places: places))
    }
  }

  private func facts(
    of row: Int, _ job: RatingJob, _ engine: PromiseEngine, _ batch: UsageBatch, _ result: RatedBatch
  ) -> AllowanceFacts {
    let (entry, record) = (Int(job.payer), Int(job.record))
    let rated = result.rated[row]
    let nobody = PoolOwner(id: -1)
    var facts = AllowanceFacts(
      start: batch.records[record].startMilliseconds, kind: rated.kind,
      service: owners.map { $0.service(ofEntry: entry) } ?? nobody,
      account: owners.map { $0.account(ofEntry: entry) } ?? nobody, branch: owners.map { $0.branch(ofEntry: entry) } ?? nobody)
    facts.direction = job.isIncoming ? .in : .out
    (facts.tariff, facts.row, facts.band, facts.jurisdiction) = (rated.tariff, rated.row, rated.band, rated.jurisdiction)
    facts.number = rated.detail >= 0 ? result.details[Int(rated.detail)].matched : rated.called
    if rated.kind == .message, rated.billedQuantity >= 0 { facts.parts = rated.billedQuantity / Decimal9.scale }
    let extras = Int(batch.records[record].extras)
    if engine.asksForServiceType {
      facts.serviceType = engine.serviceType(serviceType(ofEntry: entry, extras, batch))
    }
    if extras >= 0, rated.kind == .metered {
      facts.meteredUnit = engine.meteredUnit(batch.text[batch.extras[extras].unit.range])
    }
    return facts
  }

  /// Of the entry, else of the record itself.
  private func serviceType(ofEntry entry: Int, _ extras: Int, _ batch: UsageBatch) -> ArraySlice<UInt8> {
    if let directory, !directory.names[entry].serviceType.isEmpty {
      return directory.text[directory.names[entry].serviceType.range]
    }
    return extras >= 0 ? batch.text[batch.extras[extras].serviceType.range] : []
  }

  func moveSteps(of row: Int, from plan: Int, _ result: inout RatedBatch) {
    guard result.rated[row].steps >= 0 else { return }
    let steps = Int(result.rated[row].steps)
    let start = steps > 0 ? Int(result.parts[plan].runEnds[steps - 1]) : 0
    for run in start..<Int(result.parts[plan].runEnds[steps]) { result.runs.append(result.parts[plan].runs[run]) }
    result.rated[row].steps = Int32(truncatingIfNeeded: result.runEnds.count)
    result.runEnds.append(Int32(truncatingIfNeeded: result.runs.count))
  }

  // MARK: In the order of the input

  /// Lets the rows of a batch draw on what plans promise, one after the other, then adds the batch up.
  ///
  /// - Parameters:
  ///   - result: as `rate` left it.
  ///   - isKnown: whether a record, an index into the batch's, is no new one: it draws on nothing.
  /// - Throws: what `isKnown` does.
  package func keepPromises<Failure: Error>(
    of batch: UsageBatch, _ result: inout RatedBatch, _ state: inout AllowanceState, _ work: inout PromiseWork,
    isKnown: (Int) throws(Failure) -> Bool
  ) throws(Failure) {
    var refused: Set<Int32> = []
    var next = 0
    while next < result.offers.count {
      let record = result.offers[next].job.record
      var end = next + 1
      while end < result.offers.count, result.offers[end].job.record == record { end += 1 }
      if try !isKnown(Int(record)), !apply(next..<end, batch, &result, &state, &work) { refused.insert(record) }
      next = end
    }
    if !refused.isEmpty { refuse(refused, batch, &result) }
    var sums = [Int128](repeating: 0, count: currencies.count)
    var first = 0
    while first < result.rated.count {
      var end = first + 1
      while end < result.rated.count, result.rated[end].record == result.rated[first].record { end += 1 }
      conclude(first..<end, &result, &sums)
      first = end
    }
    for (currency, sum) in zip(currencies, sums) { result.charges[currency] = sum }
    if tiers != .all { keepTiers(from: 0, &result) }
  }

  /// The rows of one record, all or none.
  /// - Returns: false where something passes 64 bits; the state is then what it was.
  private func apply(
    _ offers: Range<Int>, _ batch: UsageBatch, _ result: inout RatedBatch, _ state: inout AllowanceState,
    _ work: inout PromiseWork
  ) -> Bool {
    let before = offers.count > 1 ? moment(before: offers, result, &state) : nil
    for offer in offers {
      do throws(AllowanceError) {
        try apply(offer, batch, &result, &state, &work)
      } catch {
        if let before { state.restore(before) }
        return false
      }
    }
    return true
  }

  /// The counters that several rows of a record are for. Those of allowances are opened, so that they are there to go back
  /// to.
  private func moment(
    before offers: Range<Int>, _ result: RatedBatch, _ state: inout AllowanceState
  ) -> AllowanceState.Moment {
    var places: [PromisePlace] = []
    for offer in offers.map({ result.offers[$0] }) {
      let own = result.places[Int(offer.places.lowerBound)..<Int(offer.places.upperBound)]
      let engine = promises[Int(result.rated[Int(offer.row)].plan)]?.engine
      for place in own where place.kind == .allowance {
        _ = engine?.open(Int(place.index), at: offer.facts.start, offer.facts, &state)
      }
      places += own
    }
    return state.counters(at: places)
  }

  private func apply(
    _ index: Int, _ batch: UsageBatch, _ result: inout RatedBatch, _ state: inout AllowanceState, _ work: inout PromiseWork
  ) throws(AllowanceError) {
    let (row, plan) = (Int(result.offers[index].row), Int(result.rated[Int(result.offers[index].row)].plan))
    guard let promise = promises[plan] else { return }
    work.removeAll()
    for place in result.offers[index].places { work.places.append(result.places[Int(place)]) }
    for run in result.steps(ofRow: row) { work.runs.append(result.runs[run]) }
    try promise.engine.cover(result.offers[index].facts, &state, &work)
    if !work.isUntouched { try price(index, by: promise, batch, &result, work) }
    try promise.engine.count(result.rated[row].chargeNanos, result.offers[index].facts, state, &work)
    state.apply(work, at: result.offers[index].facts.start)
    for event in work.events { result.events.append((result.rated[row].record, event)) }
    let first = result.covered.count
    for draw in work.draws where draw.units > 0 {
      result.covered.append(
        CoveredUnits(allowance: Int16(truncatingIfNeeded: draw.allowance), units: draw.units, left: draw.room))
    }
    guard result.covered.count > first else { return }
    let covered = Int32(truncatingIfNeeded: first)..<Int32(truncatingIfNeeded: result.covered.count)
    result.withDetail(of: row) { $0.covered = covered }
  }

  /// Prices a row by what its steps came to.
  ///
  /// Where allowances that cost nothing cover all of a charge of one part, it is 0. Else the plan's own price is derived
  /// again, with all that it is made of.
  private func price(
    _ index: Int, by promise: PromiseRater, _ batch: UsageBatch, _ result: inout RatedBatch, _ work: PromiseWork
  ) throws(AllowanceError) {
    let row = Int(result.offers[index].row)
    let detail = Int(result.rated[row].detail)
    if detail < 0 || result.details[detail].components.isEmpty, promise.isFree(work) {
      result.rated[row].chargeNanos = 0
      return
    }
    let record = Int(result.rated[row].record)
    let service = result.offers[index].job.service(in: directory, rules)
    guard case .rated = promise.rater.rate(batch.records[record], of: batch, index: record, for: service, &result.work)
    else { preconditionFailure("a record that was rated is rated again") }
    result.rated[row].chargeNanos = try promise.rater.price(result.offers[index].facts, work, &result.work)
    let first = Int32(truncatingIfNeeded: result.components.count)
    promise.rater.appendComponents(of: result.rated[row].chargeNanos, result.work, to: &result.components)
    let components = first..<Int32(truncatingIfNeeded: result.components.count)
    if detail >= 0 || !components.isEmpty { result.withDetail(of: row) { $0.components = components } }
  }

  /// Sets records aside whose counts would be too large.
  private func refuse(_ records: Set<Int32>, _ batch: UsageBatch, _ result: inout RatedBatch) {
    result.rated.removeAll { records.contains($0.record) }
    for index in records {
      let record = batch.records[Int(index)]
      var reject = Reject(.amountTooLarge, field: .duration, line: record.line, raw: record.raw, origin: record.origin)
      reject.record = index
      result.rejects.append(reject)
    }
    result.rejects.sort { ($0.line, $0.raw.offset) < ($1.line, $1.raw.offset) }
  }
}
