package import RatePlans
internal import Telecom

/// What a plan promises, compiled: a state machine without a memory of its own. A ``PromiseRater`` goes through its steps.
///
/// A class, so that whoever asks for many usages hands a reference on, not a copy of its arrays' references.
package final class PromiseEngine: Sendable {
  package let promises: PlanPromises
  /// Index into the plans of the run.
  package let plan: Int16
  package let pools: PlanPools
  /// Those that owners of pools name.
  let calendars: [AccountCalendar]
  let allowanceUnits: [UnitRule]
  let volumeUnits: [UnitRule]
  /// `nil` for money.
  let limitUnits: [UnitRule?]
  let allowances: [CompiledSet]
  let volumes: [CompiledSet]
  let commitments: [CompiledSet]
  let limits: [CompiledSet]
  /// By allowance, whether its set is all usage: nothing has to be asked.
  private let isForAll: [Bool]
  /// By allowance, whether its set asks nothing of single steps.
  let isForAllSteps: [Bool]
  /// Elapsed seconds at which some set begins or ends, ascending.
  let thresholds: [Int64]
  /// Of each limit, as they are reached.
  let thresholdsOfLimits: [[(percent: Int, event: AllowanceEvent.Kind)]]
  private let serviceTypes: [[UInt8]]
  private let meteredUnits: [[UInt8]]
  var asksForServiceType: Bool { !serviceTypes.isEmpty }

  /// - Parameters:
  ///   - index: into the plans of the run.
  ///   - pools: its own where it is `nil`.
  ///   - calendars: of the run's accounts.
  package init(_ plan: RatePlan, index: Int16, pools: PlanPools? = nil, calendars: [AccountCalendar]) {
    let promises = plan.promises
    self.promises = promises
    self.plan = index
    self.pools = pools ?? PlanPools(promises, ofPlan: index)
    self.calendars = calendars
    let sets = promises.allowances.map(\.on) + promises.volumes.map(\.on) + promises.commitments.map(\.on)
      + promises.limits.map(\.on)
    let types = Set(sets.flatMap(\.serviceTypes)).sorted().map { Array($0.utf8) }
    func compiled(_ sets: [UsageSet]) -> [CompiledSet] { sets.map { CompiledSet($0, of: plan, serviceTypes: types) } }
    serviceTypes = types
    allowances = compiled(promises.allowances.map(\.on))
    isForAll = promises.allowances.map { $0.on == UsageSet() }
    isForAllSteps = promises.allowances.map { $0.on.bands.isEmpty && $0.on.elapsed == UsageSet().elapsed }
    volumes = compiled(promises.volumes.map(\.on))
    commitments = compiled(promises.commitments.map(\.on))
    limits = compiled(promises.limits.map(\.on))
    thresholds = Set((allowances + volumes + limits).flatMap(\.thresholds)).sorted()
    thresholdsOfLimits = promises.limits.map(\.thresholds)
    let units = promises.allowances.map(\.unit) + promises.volumes.map(\.unit) + promises.limits.compactMap(\.unit)
    let names = Set(units.filter(\.isMetered).map(\.word)).sorted()
    meteredUnits = names.map { Array($0.utf8) }
    func rule(_ unit: CountedUnit) -> UnitRule { UnitRule(unit, metered: Int16(names.firstIndex(of: unit.word) ?? -1)) }
    allowanceUnits = promises.allowances.map { rule($0.unit) }
    volumeUnits = promises.volumes.map { rule($0.unit) }
    limitUnits = promises.limits.map { $0.unit.map(rule) }
  }

  /// - Returns: what ``AllowanceFacts/serviceType`` is to be; -1 for a type that no promise names.
  package func serviceType(_ name: ArraySlice<UInt8>) -> Int16 {
    Int16(serviceTypes.firstIndex { $0.elementsEqual(name) } ?? -1)
  }

  /// - Returns: what ``AllowanceFacts/meteredUnit`` is to be; -1 for a unit that no promise counts.
  package func meteredUnit(_ name: ArraySlice<UInt8>) -> Int16 {
    Int16(meteredUnits.firstIndex { $0.elementsEqual(name) } ?? -1)
  }

  func pool(_ kind: PromisePlace.Kind, _ promise: Int, _ scope: PoolScope, _ facts: AllowanceFacts) -> PoolKey {
    pools.pool(kind, promise, owner: facts.owner(scope).id)
  }

  func cycle(_ cycle: AllowanceCycle, _ scope: PoolScope, _ facts: AllowanceFacts) -> UsageCycle {
    let owner = facts.owner(scope)
    return calendars[Int(owner.calendar)].cycle(cycle, at: facts.start, of: owner)
  }

  // MARK: What a usage is offered to

  /// Appends what of the plan is for a usage, in the plan's order, with the counters of its cycles.
  package func appendPlaces(_ facts: AllowanceFacts, to places: inout [PromisePlace], _ memo: inout CycleMemo) {
    for index in allowances.indices where isForAll[index] || allowances[index].holds(facts) {
      append(.allowance, index, promises.allowances[index].shared, promises.allowances[index].cycle, facts, &places, &memo)
    }
    for index in volumes.indices where volumes[index].holds(facts) {
      append(.volume, index, promises.volumes[index].shared, promises.volumes[index].cycle, facts, &places, &memo)
    }
    for index in commitments.indices where commitments[index].holdsAtStart(facts) {
      append(.commitment, index, promises.commitments[index].shared, promises.commitments[index].cycle, facts, &places, &memo)
    }
    for index in limits.indices where limits[index].holds(facts) {
      append(.limit, index, promises.limits[index].shared, promises.limits[index].cycle, facts, &places, &memo)
    }
  }

  private func append(
    _ kind: PromisePlace.Kind, _ index: Int, _ scope: PoolScope, _ cycle: AllowanceCycle, _ facts: AllowanceFacts,
    _ places: inout [PromisePlace], _ memo: inout CycleMemo
  ) {
    let owner = facts.owner(scope)
    let cycle = memo.cycle(cycle, at: facts.start, of: owner, calendars)
    let pool = pools.pool(kind, index, owner: owner.id)
    places.append(
      PromisePlace(kind: kind, index: Int16(truncatingIfNeeded: index), key: CounterKey(pool, cycle: cycle.firstDay)))
  }
}

extension PlanLimit {
  var unit: CountedUnit? {
    if case .units(let unit) = measure { unit } else { nil }
  }
}
