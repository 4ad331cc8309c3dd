package import RatePlans

extension PromiseRater {
  /// What is to be posted when the cycles that a moment is in have ended: what volumes and commitments come to beside the
  /// charges of their usage, less what was posted of it before. Asking twice yields nothing the second time.
  /// - Parameters:
  ///   - cycle: of which length those are that ended.
  ///   - facts: a moment in them as `start`, with whose calendar and whose pools; nothing else is asked. Who used nothing
  ///     is asked for too: a minimum has to be paid all the same.
  ///   - scope: of pools of this kind alone, since others may have other cycles; of all where it is `nil`.
  package func close(
    _ cycle: AllowanceCycle, _ facts: AllowanceFacts, of scope: PoolScope? = nil, _ state: inout AllowanceState
  ) throws(AllowanceError) -> [CycleCharge] {
    var charges: [CycleCharge] = []
    for (index, volume) in engine.promises.volumes.enumerated()
    where volume.cycle == cycle && (scope ?? volume.shared) == volume.shared {
      let (pool, period) = place(.volume, index, volume.shared, cycle, facts)
      let key = CounterKey(pool, cycle: period.firstDay)
      guard var counter = state.volumes[key] else { continue }
      let rest = try nanos(volume.price(of: counter.total) - counter.priced, over: volume.unit.scale)
      guard rest != counter.settled else { continue }
      let change = try engine.sum(rest, -counter.settled)
      charges.append(CycleCharge(kind: .volume, pool: pool, cycle: period, nanos: change))
      counter.settled = rest
      state.volumes.set(key, to: counter)
    }
    for (index, commitment) in engine.promises.commitments.enumerated()
    where commitment.cycle == cycle && (scope ?? commitment.shared) == commitment.shared {
      let (pool, period) = place(.commitment, index, commitment.shared, cycle, facts)
      let key = CounterKey(pool, cycle: period.firstDay)
      var counter = state.commitments[key] ?? SpendingCounter()
      let owner = facts.owner(commitment.shared)
      let part = commitment.proration.part(of: period, owner, engine.calendars[Int(owner.calendar)])
      let spent = try engine.sum(counter.spent, volumes(under: commitment, facts, period, state))
      let minimum = try self.part(part, of: commitment.minimumNanos ?? 0)
      let maximum = try commitment.maximumNanos == nil ? .max : self.part(part, of: commitment.maximumNanos ?? 0)
      let rest = min(max(spent, minimum), maximum) - spent
      guard rest != counter.settled else { continue }
      let kind: CycleCharge.Kind = counter.settled != 0 ? .correction : rest > 0 ? .shortfall : .cap
      let change = try engine.sum(rest, -counter.settled)
      charges.append(CycleCharge(kind: kind, pool: pool, cycle: period, nanos: change))
      counter.settled = rest
      state.commitments.set(key, to: counter)
    }
    return charges
  }

  private func place(
    _ kind: PromisePlace.Kind, _ promise: Int, _ scope: PoolScope, _ cycle: AllowanceCycle, _ facts: AllowanceFacts
  ) -> (PoolKey, UsageCycle) {
    (engine.pool(kind, promise, scope, facts), engine.cycle(cycle, scope, facts))
  }

  /// What closing posted for volumes whose usage is all under a commitment, of the same pool and cycle.
  private func volumes(
    under commitment: SpendingCommitment, _ facts: AllowanceFacts, _ cycle: UsageCycle, _ state: AllowanceState
  ) throws(AllowanceError) -> Int64 {
    var sum: Int64 = 0
    for (index, volume) in engine.promises.volumes.enumerated()
    where volume.cycle == commitment.cycle && volume.shared == commitment.shared && commitment.on.covers(volume.on) {
      let key = CounterKey(engine.pool(.volume, index, volume.shared, facts), cycle: cycle.firstDay)
      sum = try engine.sum(sum, state.volumes[key]?.settled ?? 0)
    }
    return sum
  }

  private func part(_ part: (numerator: Int64, denominator: Int64), of nanos: Int64) throws(AllowanceError) -> Int64 {
    guard part.numerator != part.denominator else { return nanos }
    let amount = ExactAmount(numerator: Int128(nanos) * Int128(part.numerator), denominator: Int128(part.denominator))
    guard let rounded = amount.rounded(rater.plan.rounding) else { throw .tooLarge }
    return rounded
  }

  /// Rounded by the plan, amounts that are taken off as those that are charged.
  private func nanos(_ numerator: Int128, over scale: Int64) throws(AllowanceError) -> Int64 {
    let amount = ExactAmount(numerator: Int128(numerator.magnitude), denominator: Int128(scale))
    guard let rounded = amount.rounded(rater.plan.rounding) else { throw .tooLarge }
    return numerator < 0 ? -rounded : rounded
  }
}
