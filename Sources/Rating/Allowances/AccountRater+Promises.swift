internal import RatePlans
package import Telecom

/// What customers' plans promise, for whole batches.
///
/// Rating goes record by record, on any thread. What a usage draws depends on all usage before it, so that comes behind,
/// batch by batch in the order of the input: as much as can be known beforehand, such as the counters it is for, is known
/// by then.
extension AccountRater {
  // MARK: On any thread

  /// Notes which rows of a plan's part may draw on something.
  func offer(to promise: PromiseRater, _ selection: JobSelection, _ batch: UsageBatch, _ result: inout RatedBatch) {
    guard let owners else { return }
    let (engine, plan) = (promise.engine, Int(promise.index))
    var nextRun = 0
    for row in result.parts[plan].rated.indices {
      if row + 8 < result.parts[plan].rated.count {
        owners.prefetch(Int(selection.jobs[Int(selection.selected[Int(result.parts[plan].rated[row + 8].payer)])].payer))
      }
      let runs = nextRun..<Int(result.parts[plan].runEnds[row])
      nextRun = runs.upperBound
      let job = selection.jobs[Int(selection.selected[Int(result.parts[plan].rated[row].payer)])]
      guard job.party < 0, job.payer >= 0, !runs.isEmpty else { continue }
      let facts = facts(of: row, job, owners, engine, batch, &result.parts[plan])
      let (firstPlace, firstRun) = (result.places.count, result.runs.count)
      engine.appendPlaces(facts, to: &result.places, &result.memo)
      guard result.places.count > firstPlace else { continue }
      for run in runs { result.runs.append(result.parts[plan].runs[run]) }
      result.parts[plan].rated[row].offer = Int32(truncatingIfNeeded: result.offers.count)
      result.offers.append(
        PromiseOffer(
          job: job, facts: facts, runs: Int32(truncatingIfNeeded: firstRun)..<Int32(truncatingIfNeeded: result.runs.count),
          places: Int32(truncatingIfNeeded: firstPlace)..<Int32(truncatingIfNeeded: result.places.count)))
      guard job.isIncoming || job.rule >= 0 else { continue }
      result.parts[plan].withDetail(of: row) { ($0.isIncoming, $0.rule) = (job.isIncoming, job.rule) }
    }
  }

  private func facts(
    of row: Int, _ job: RatingJob, _ owners: PoolOwners, _ engine: PromiseEngine, _ batch: UsageBatch, _ result: inout RatedBatch
  ) -> AllowanceFacts {
    let (entry, record) = (Int(job.payer), Int(job.record))
    let rated = result.rated[row]
    var facts = AllowanceFacts(
      start: batch.records[record].startMilliseconds, kind: rated.kind, service: owners.service(ofEntry: entry),
      account: owners.account(ofEntry: entry), branch: owners.branch(ofEntry: entry))
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
    while next < result.rated.count {
      let record = result.rated[next].record
      let first = next
      var offered = 0
      while next < result.rated.count, result.rated[next].record == record {
        prefetch(next, &result, state)
        if result.rated[next].offer >= 0 { offered += 1 }
        next += 1
      }
      guard offered > 0, try !isKnown(Int(record)) else { continue }
      if !apply(first..<next, offered: offered, batch, &result, &state, &work) { refused.insert(record) }
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

  /// Brings near the counters of a row that comes soon: first where their places are found, then they themselves.
  private func prefetch(_ row: Int, _ result: inout RatedBatch, _ state: borrowing AllowanceState) {
    if row + 8 < result.rated.count, result.rated[row + 8].offer >= 0 {
      for place in result.offers[Int(result.rated[row + 8].offer)].places where result.places[Int(place)].kind == .allowance {
        state.allowances.prefetch(result.places[Int(place)].key)
      }
    }
    guard row + 4 < result.rated.count, result.rated[row + 4].offer >= 0 else { return }
    for place in result.offers[Int(result.rated[row + 4].offer)].places where result.places[Int(place)].kind == .allowance {
      let counter = state.allowances.place(of: result.places[Int(place)].key)
      result.places[Int(place)].counter = Int32(truncatingIfNeeded: counter)
      if counter >= 0 { state.allowances.prefetch(place: counter) }
    }
  }

  /// The rows of one record, all or none.
  /// - Parameter offered: how many of them have an offer.
  /// - Returns: false where something passes 64 bits; the state is then what it was.
  func apply(
    _ rows: Range<Int>, offered: Int, _ batch: UsageBatch, _ result: inout RatedBatch, _ state: inout AllowanceState,
    _ work: inout PromiseWork
  ) -> Bool {
    let before = offered > 1 ? moment(before: rows, &result, &state) : nil
    for row in rows where result.rated[row].offer >= 0 {
      do throws(AllowanceError) {
        try apply(row, batch, &result, &state, &work)
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
    before rows: Range<Int>, _ result: inout RatedBatch, _ state: inout AllowanceState
  ) -> AllowanceState.Moment {
    var places: [PromisePlace] = []
    for row in rows where result.rated[row].offer >= 0 {
      let offer = result.offers[Int(result.rated[row].offer)]
      let engine = promises[Int(result.rated[row].plan)]?.engine
      for place in offer.places.map({ result.places[Int($0)] }) {
        if place.kind == .allowance { _ = engine?.open(Int(place.index), at: offer.facts.start, offer.facts, &state) }
        places.append(place)
      }
    }
    return state.counters(at: places)
  }

  private func apply(
    _ row: Int, _ batch: UsageBatch, _ result: inout RatedBatch, _ state: inout AllowanceState, _ work: inout PromiseWork
  ) throws(AllowanceError) {
    let (index, plan) = (Int(result.rated[row].offer), Int(result.rated[row].plan))
    guard let promise = promises[plan] else { return }
    work.removeAll()
    for place in result.offers[index].places { work.places.append(result.places[Int(place)]) }
    for run in result.offers[index].runs { work.runs.append(result.runs[Int(run)]) }
    try promise.engine.cover(result.offers[index].facts, &state, &work)
    if !work.isUntouched { try price(row, by: promise, batch, &result, &work) }
    try promise.engine.count(result.rated[row].chargeNanos, result.offers[index].facts, &state, &work)
    if !work.volumes.isEmpty { noteVolumes(of: row, &work, &state, &result) }
    state.apply(&work, at: result.offers[index].facts.start)
    if !work.events.isEmpty { result.events += work.events.map { (result.rated[row].record, $0) } }
    let first = result.covered.count
    for draw in work.draws.indices where work.draws[draw].units > 0 {
      result.covered.append(
        CoveredUnits(
          allowance: Int16(truncatingIfNeeded: work.draws[draw].allowance), units: work.draws[draw].units,
          left: work.draws[draw].room))
    }
    guard result.covered.count > first else { return }
    let covered = Int32(truncatingIfNeeded: first)..<Int32(truncatingIfNeeded: result.covered.count)
    result.withDetail(of: row) { $0.covered = covered }
  }

  private func noteVolumes(
    of row: Int, _ work: inout PromiseWork, _ state: inout AllowanceState, _ result: inout RatedBatch
  ) {
    let first = Int32(truncatingIfNeeded: result.volumes.count)
    for place in work.places where place.kind == .volume && work.volumes.contains(where: { $0.key == place.key }) {
      result.volumes.append(VolumeTotal(volume: place.index, before: state.volumes[place.key]?.total ?? 0))
    }
    let volumes = first..<Int32(truncatingIfNeeded: result.volumes.count)
    result.withDetail(of: row) { $0.volumes = volumes }
  }

  /// Prices a row by what its steps came to.
  ///
  /// Where allowances that cost nothing cover all of a charge of one part, it is 0. Else the plan's own price is derived
  /// again, with all that it is made of.
  private func price(
    _ row: Int, by promise: PromiseRater, _ batch: UsageBatch, _ result: inout RatedBatch, _ work: inout PromiseWork
  ) throws(AllowanceError) {
    let index = Int(result.rated[row].offer)
    let detail = Int(result.rated[row].detail)
    if detail < 0 || result.details[detail].components.isEmpty, promise.isFree(&work) {
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
