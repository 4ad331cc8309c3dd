package import RatePlans
internal import Telecom

/// What a plan promises, compiled: a state machine without a memory of its own. A ``PromiseRater`` goes through its steps.
package struct PromiseEngine: Sendable {
  package let promises: PlanPromises
  /// Index into the plans of the run, as pools have it.
  package let plan: Int16
  let allowances: [CompiledSet]
  let volumes: [CompiledSet]
  let commitments: [CompiledSet]
  let limits: [CompiledSet]
  /// Elapsed seconds at which some set begins or ends, ascending.
  let thresholds: [Int64]
  /// Of each limit, as they are reached.
  let thresholdsOfLimits: [[(percent: Int, event: AllowanceEvent.Kind)]]
  private let serviceTypes: [[UInt8]]
  private let meteredUnits: [[UInt8]]

  package init(_ plan: RatePlan, index: Int16) {
    let promises = plan.promises
    self.promises = promises
    self.plan = index
    let sets = promises.allowances.map(\.on) + promises.volumes.map(\.on) + promises.commitments.map(\.on)
      + promises.limits.map(\.on)
    let types = Set(sets.flatMap(\.serviceTypes)).sorted().map { Array($0.utf8) }
    func compiled(_ sets: [UsageSet]) -> [CompiledSet] { sets.map { CompiledSet($0, of: plan, serviceTypes: types) } }
    serviceTypes = types
    allowances = compiled(promises.allowances.map(\.on))
    volumes = compiled(promises.volumes.map(\.on))
    commitments = compiled(promises.commitments.map(\.on))
    limits = compiled(promises.limits.map(\.on))
    thresholds = Set((allowances + volumes + limits).flatMap(\.thresholds)).sorted()
    thresholdsOfLimits = promises.limits.map(\.thresholds)
    let units = promises.allowances.map(\.unit) + promises.volumes.map(\.unit) + promises.limits.compactMap(\.unit)
    meteredUnits = Set(units.filter(\.isMetered).map(\.word)).sorted().map { Array($0.utf8) }
  }

  /// - Returns: what ``AllowanceFacts/serviceType`` is to be; -1 for a type that no promise names.
  package func serviceType(_ name: ArraySlice<UInt8>) -> Int16 {
    Int16(serviceTypes.firstIndex { $0.elementsEqual(name) } ?? -1)
  }

  /// - Returns: what ``AllowanceFacts/meteredUnit`` is to be; -1 for a unit that no promise counts.
  package func meteredUnit(_ name: ArraySlice<UInt8>) -> Int16 {
    Int16(meteredUnits.firstIndex { $0.elementsEqual(name) } ?? -1)
  }

  func isMetered(_ unit: Int16, _ name: String) -> Bool { meteredUnits[Int(unit)].elementsEqual(name.utf8) }

  func pool(_ promise: Int, _ scope: PoolScope, _ facts: AllowanceFacts) -> PoolKey {
    PoolKey(plan: plan, promise: Int16(promise), owner: facts.owner(scope).id)
  }

  func cycle(_ cycle: AllowanceCycle, _ scope: PoolScope, _ facts: AllowanceFacts) -> UsageCycle {
    facts.calendar.cycle(cycle, at: facts.start, of: facts.owner(scope))
  }
}

extension PlanLimit {
  var unit: CountedUnit? {
    if case .units(let unit) = measure { unit } else { nil }
  }
}
