internal import RatePlans
package import Telecom

/// Lets rated usage draw on what its plan promises: the step of charging behind the plan's own prices.
package final class PromiseRater: Sendable {
  package let rater: UsageRater
  package let engine: PromiseEngine
  /// Of the plan among those of the run.
  package let index: Int16

  /// - Parameters:
  ///   - index: of the plan among those of the run.
  ///   - pools: its own where it is `nil`.
  ///   - calendars: of the run's accounts.
  package init(_ rater: UsageRater, index: Int16 = 0, pools: PlanPools? = nil, calendars: [AccountCalendar]) {
    self.rater = rater
    self.index = index
    engine = PromiseEngine(rater.plan, index: index, pools: pools, calendars: calendars)
  }

  /// (state, usage) → (state, usage, coverage, events).
  /// - Parameters:
  ///   - facts: what the caller knows of the usage; what rating found is taken from `usage` and `charge`.
  ///   - usage: gets its charge.
  ///   - charge: what the plan alone made of the usage, and `usage.chargeNanos` is the sum of; gets what is left.
  ///   - work: gets stretches and events.
  /// - Throws: with a state that has counted nothing of the usage.
  package func apply(
    _ facts: AllowanceFacts, to usage: inout RatedUsage, _ charge: inout ChargeWork, _ state: inout AllowanceState,
    _ work: inout PromiseWork
  ) throws(AllowanceError) {
    work.removeAll()
    var facts = facts
    (facts.tariff, facts.row, facts.band) = (usage.tariff, usage.row, usage.band)
    facts.jurisdiction = usage.jurisdiction
    facts.number = charge.components.first?.number ?? usage.called
    rater.appendRuns(facts.kind, startingAt: facts.start, parts: facts.parts, charge, to: &work.runs)
    engine.appendPlaces(facts, to: &work.places, &work.memo)
    try engine.cover(facts, &state, &work)
    var nanos = usage.chargeNanos
    if work.stretches.contains(where: { $0.terms != .plan }) { nanos = try rater.price(facts, work, &charge) }
    try engine.count(nanos, facts, &state, &work)
    usage.chargeNanos = nanos
    state.apply(&work, at: facts.start)
  }

  /// Whether allowances that cost nothing cover all steps.
  func isFree(_ work: inout PromiseWork) -> Bool {
    work.stretches.allSatisfy { stretch in
      if case .allowance(let index) = stretch.terms { engine.promises.allowances[index].priceNanos == 0 } else { false }
    }
  }
}
