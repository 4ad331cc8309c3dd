internal import RatePlans

extension PromiseEngine {
  /// Counts a charge towards commitments and limits, and notes what that gives notice of.
  func count(
    _ nanos: Int64, _ facts: AllowanceFacts, _ state: inout AllowanceState, _ work: inout PromiseWork
  ) throws(AllowanceError) {
    for place in work.places.indices {
      let (index, key) = (Int(work.places[place].index), work.places[place].key)
      switch work.places[place].kind {
      case .allowance, .volume: break
      case .commitment:
        var counter = state.commitments[key] ?? SpendingCounter()
        counter.spent = try sum(counter.spent, nanos)
        work.commitments.append((key, counter))
      case .limit:
        let units = try units(of: index, nanos, facts, &work)
        if units > 0 { try count(units, towards: index, key, facts, &state, &work) }
      }
    }
  }

  private func count(
    _ units: Int64, towards index: Int, _ key: CounterKey, _ facts: AllowanceFacts, _ state: inout AllowanceState,
    _ work: inout PromiseWork
  ) throws(AllowanceError) {
    let limit = promises.limits[index]
    var counter = state.limits[key] ?? LimitCounter()
    counter.value = try sum(counter.value, units)
    let reached = thresholdsOfLimits[index].count { Int128(counter.value) * 100 >= Int128(limit.at) * Int128($0.percent) }
    for threshold in thresholdsOfLimits[index].prefix(reached).dropFirst(counter.raised) {
      work.events.append(
        AllowanceEvent(
          threshold.event, plan: plan, limit: Int16(truncatingIfNeeded: index), key.pool,
          cycle(limit.cycle, limit.shared, facts)))
    }
    counter.raised = max(counter.raised, reached)
    work.limits.append((key, counter))
  }

  /// Nanos, or base units of steps that a limit is for.
  private func units(
    of index: Int, _ nanos: Int64, _ facts: AllowanceFacts, _ work: inout PromiseWork
  ) throws(AllowanceError) -> Int64 {
    guard let unit = limitUnits[index] else {
      return limits[index].holds(band: facts.band, elapsed: 0) ? nanos : 0
    }
    var units: Int64 = 0
    for run in work.runs where unit.counts(run.measure, facts) {
      var place: Int64 = 0
      while place < run.count {
        let (steps, elapsed) = piece(of: run, from: place, facts)
        if limits[index].holds(band: run.band, elapsed: elapsed) {
          units = try sum(units, steps * run.length)
        }
        place += steps
      }
    }
    return unit.isCalls ? min(units, 1) : units
  }

  func sum(_ left: Int64, _ right: Int64) throws(AllowanceError) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    guard !overflow else { throw .tooLarge }
    return sum
  }
}

extension PlanLimit {
  /// What is given notice of, and from how many percent on, in this order.
  var thresholds: [(percent: Int, event: AllowanceEvent.Kind)] {
    let warnings = warnings.map { ($0, AllowanceEvent.Kind.warning(percent: $0)) }
    guard isHard else { return warnings }
    return warnings.filter { $0.0 <= 100 } + [(100, .suspension)] + warnings.filter { $0.0 > 100 }
  }
}
