internal import RatePlans
internal import Telecom

/// What of an explained charge the plan's promises made.
package struct ExplainedPromises: Sendable {
  package let offered: OfferedPromises
  /// All steps, by what they are priced by.
  package let stretches: [CoveredStretch]
  let isCovered: Bool

  /// Derives a charge again, from counters that had as much room as the usage drew, which therefore goes to the same
  /// steps.
  /// - Parameters:
  ///   - usage: as the plan alone makes it; gets its charge.
  ///   - work: as the plan alone makes it; gets what is left of it.
  /// - Returns: `nil` where the amounts are too large.
  init?(
    _ offered: OfferedPromises, _ record: UsageRecord, _ rater: UsageRater, _ usage: inout RatedUsage, _ work: inout ChargeWork
  ) {
    let promiser = PromiseRater(rater, calendars: [AccountCalendar()])
    let owner = PoolOwner(id: 0)
    var facts = AllowanceFacts(start: record.startMilliseconds, kind: usage.kind, service: owner, account: owner, branch: owner)
    facts.direction = offered.direction
    facts.serviceType = promiser.engine.serviceType(offered.serviceType[...])
    if usage.kind == .metered { facts.meteredUnit = promiser.engine.meteredUnit(offered.meteredUnit[...]) }
    if usage.kind == .message, usage.billedQuantity >= 0 { facts.parts = usage.billedQuantity / Decimal9.scale }
    var state = AllowanceState()
    for (index, allowance) in rater.plan.promises.allowances.enumerated() {
      let drawn = offered.covered.first { $0.allowance == index }?.units ?? 0
      let key = promiser.engine.key(.allowance, index, allowance.shared, allowance.cycle, facts)
      state.allowances.set(key, to: AllowanceCounter(granted: drawn))
    }
    for total in offered.volumes {
      let volume = rater.plan.promises.volumes[Int(total.volume)]
      var counter = VolumeCounter()
      counter.total = total.before
      state.volumes.set(promiser.engine.key(.volume, Int(total.volume), volume.shared, volume.cycle, facts), to: counter)
    }
    var promised = PromiseWork()
    do throws(AllowanceError) {
      try promiser.apply(facts, to: &usage, &work, &state, &promised)
    } catch {
      return nil
    }
    self.offered = offered
    stretches = promised.stretches
    isCovered = promised.isCovered
  }

  /// The segments of a component that are left to the decks' rows.
  func left(of component: PricedComponent, _ work: ChargeWork, _ rater: UsageRater) -> [PriceSegment] {
    guard let place = work.components.firstIndex(where: { $0.pricer == component.pricer }) else { return [] }
    let leader = rater.leader(of: place, work)
    let own = stretches.filter { $0.component == leader }
    return own.filter { $0.terms == .plan }.flatMap { stretch in
      work.segments[component.segments].compactMap { segment in
        // Steps of a follower that is billed for longer go on as the leader's last.
        var part = segment.part(from: stretch.from, to: stretch == own.last ? .max : stretch.to)
        if let rest = part { part?.amount = rater.pricers[component.pricer].amount(of: rest) ?? .zero }
        return part
      }
    }
  }
}

extension PromiseEngine {
  fileprivate func key(
    _ kind: PromisePlace.Kind, _ index: Int, _ scope: PoolScope, _ cycle: AllowanceCycle, _ facts: AllowanceFacts
  ) -> CounterKey {
    CounterKey(pool(kind, index, scope, facts), cycle: self.cycle(cycle, scope, facts).firstDay)
  }
}
