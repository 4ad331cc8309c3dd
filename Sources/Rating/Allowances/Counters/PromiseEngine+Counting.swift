internal import RatePlans

extension PromiseEngine {
  /// Counts a charge towards commitments and limits, and notes what that gives notice of.
  func count(
    _ nanos: Int64, _ facts: AllowanceFacts, _ state: AllowanceState, _ work: inout PromiseWork
  ) throws(AllowanceError) {
    for (index, commitment) in promises.commitments.enumerated() where commitments[index].holdsAtStart(facts) {
      let cycle = cycle(commitment.cycle, commitment.shared, facts)
      let key = CounterKey(pool(index, commitment.shared, facts), cycle: cycle.firstDay)
      var counter = state.commitments[key] ?? SpendingCounter()
      counter.spent = try sum(counter.spent, nanos)
      work.commitments.append((key, counter))
    }
    for (index, limit) in promises.limits.enumerated() where limits[index].holds(facts) {
      let units = try units(of: index, nanos, facts, work)
      guard units > 0 else { continue }
      let cycle = cycle(limit.cycle, limit.shared, facts)
      let key = CounterKey(pool(index, limit.shared, facts), cycle: cycle.firstDay)
      var counter = state.limits[key] ?? LimitCounter()
      counter.value = try sum(counter.value, units)
      let reached = thresholdsOfLimits[index].count { Int128(counter.value) * 100 >= Int128(limit.at) * Int128($0.percent) }
      for threshold in thresholdsOfLimits[index].prefix(reached).dropFirst(counter.raised) {
        work.events.append(AllowanceEvent(threshold.event, key.pool, cycle))
      }
      counter.raised = max(counter.raised, reached)
      work.limits.append((key, counter))
    }
  }

  /// Nanos, or base units of steps that a limit is for.
  private func units(
    of index: Int, _ nanos: Int64, _ facts: AllowanceFacts, _ work: PromiseWork
  ) throws(AllowanceError) -> Int64 {
    guard let unit = promises.limits[index].unit else {
      return limits[index].holds(band: facts.band, elapsed: 0) ? nanos : 0
    }
    var units: Int64 = 0
    for run in work.runs where counts(run.measure, in: unit, facts) {
      var place: Int64 = 0
      while place < run.count {
        let (steps, elapsed) = piece(of: run, from: place, facts)
        if limits[index].holds(band: run.band, elapsed: elapsed) {
          units = try sum(units, steps * run.length)
        }
        place += steps
      }
    }
    return unit == .calls ? min(units, 1) : units
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
