internal import RatePlans

extension PromiseEngine {
  /// Offers the steps of a usage to the plan's allowances one after the other, each to the first that is for it and has
  /// room for all of it; then to the overage rates, then to the volumes.
  ///
  /// The slow algorithm offers step by step. Here steps that are alike are offered together: as many of them as fit, for
  /// room only becomes less.
  /// - Parameters:
  ///   - state: counters are opened in it; nothing is drawn.
  ///   - work: has the runs and the places, and gets stretches and draws.
  func cover(_ facts: AllowanceFacts, _ state: inout AllowanceState, _ work: inout PromiseWork) throws(AllowanceError) {
    for run in work.runs {
      var place: Int64 = 0
      while place < run.count {
        let (steps, elapsed) = piece(of: run, from: place, facts)
        let from = run.from + place * run.length
        let (terms, taken) = try self.terms(of: run, from: from, steps: steps, elapsed: elapsed, facts, &state, &work)
        let to = from + taken * run.length
        if let last = work.stretches.last, last.isContinued(by: terms, run.component, at: from) {
          work.stretches[work.stretches.count - 1].to = to
          work.stretches[work.stretches.count - 1].stepCount += taken
        } else {
          work.stretches.append(
            CoveredStretch(terms: terms, component: run.component, from: from, to: to, stepCount: taken, units: 0))
        }
        count(work.stretches.count - 1, &work)
        place += taken
      }
    }
    for index in work.stretches.indices {
      if case .volume(let volume) = work.stretches[index].terms { try price(index, by: volume, &state, &work) }
    }
  }

  /// What prices the next steps of a run.
  /// - Parameters:
  ///   - steps: of the same sets.
  ///   - elapsed: seconds at which the first begins.
  /// - Returns: the terms, and of how many of the steps.
  private func terms(
    of run: StepRun, from: Int64, steps: Int64, elapsed: Int64, _ facts: AllowanceFacts, _ state: inout AllowanceState,
    _ work: inout PromiseWork
  ) throws(AllowanceError) -> (CoveredStretch.Terms, Int64) {
    var rate: CoveredStretch.Terms?
    for place in work.places.indices where work.places[place].kind == .allowance {
      let index = Int(work.places[place].index)
      guard allowanceUnits[index].counts(run.measure, facts),
        isForAllSteps[index] || allowances[index].holds(band: run.band, elapsed: elapsed)
      else { continue }
      let terms = CoveredStretch.Terms.allowance(index)
      var covered: Int64 = 0
      if let last = work.stretches.last, last.isContinued(by: terms, run.component, at: from) { covered = last.to - last.from }
      let room = try room(place, facts, &state, &work)
      let fitting = fitting(index, room: room, in: covered, run.length, &work)
      if fitting > 0 { return (terms, min(steps, fitting)) }
      if rate == nil, promises.allowances[index].overageNanos != nil { rate = .overage(index) }
    }
    if let rate { return (rate, steps) }
    for place in work.places.indices where work.places[place].kind == .volume {
      let index = Int(work.places[place].index)
      if volumeUnits[index].counts(run.measure, facts), volumes[index].holds(band: run.band, elapsed: elapsed) {
        return (.volume(index), steps)
      }
    }
    return (.plan, steps)
  }

  /// What an allowance has left for the usage; its counter is opened when it is first asked.
  private func room(
    _ place: Int, _ facts: AllowanceFacts, _ state: inout AllowanceState, _ work: inout PromiseWork
  ) throws(AllowanceError) -> Int64 {
    let (index, key) = (Int(work.places[place].index), work.places[place].key)
    if let draw = work.draws.first(where: { $0.allowance == index }) { return draw.room }
    var counter = Int(work.places[place].counter)
    if counter < 0 { counter = state.allowances.place(of: key) }
    if counter < 0 { counter = open(index, at: facts.start, facts, &state) }
    let (room, overflow) = state.allowances[place: counter].room.addingReportingOverflow(
      try state.boosted(key.pool, at: facts.start))
    // Whatever is drawn comes to what was used.
    guard !overflow, !room.addingReportingOverflow(state.allowances[place: counter].used).overflow else { throw .tooLarge }
    work.draws.append(PromiseWork.Draw(allowance: index, key: key, place: counter, room: room))
    return room
  }

  /// What the cycle's total grows by with a stretch, priced.
  private func price(
    _ stretch: Int, by index: Int, _ state: inout AllowanceState, _ work: inout PromiseWork
  ) throws(AllowanceError) {
    let key = work.places.first { $0.kind == .volume && $0.index == index }!.key
    let place = work.volumes.firstIndex { $0.key == key } ?? work.volumes.count
    if place == work.volumes.count { work.volumes.append((key, state.volumes[key] ?? VolumeCounter())) }
    var counter = work.volumes[place].counter
    let (total, overflow) = counter.total.addingReportingOverflow(work.stretches[stretch].units)
    guard !overflow else { throw .tooLarge }
    let priced = try promises.volumes[index].price(from: counter.total, to: total)
    let (sum, overflow2) = counter.priced.addingReportingOverflow(priced)
    guard !overflow2 else { throw .tooLarge }
    (counter.total, counter.priced) = (total, sum)
    work.volumes[place].counter = counter
    work.stretches[stretch].priced = priced
  }
}
