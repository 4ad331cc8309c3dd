internal import Telecom

/// What one usage does, before the state has it: a rejected one leaves the counters alone. Its memory is kept for the
/// next usage.
package struct PromiseWork: Sendable {
  /// An allowance that was asked for room.
  package struct Draw: Sendable {
    /// Index into the plan's allowances.
    package var allowance: Int
    package var key: CounterKey
    /// Of the counter.
    var place: Int
    /// Base units that are left for usage of that moment, boosters' too.
    package var room: Int64
    /// Those that the usage draws.
    package var units: Int64 = 0
  }

  /// The steps offered.
  var runs: [StepRun] = []
  /// What of the plan is for the usage.
  var places: [PromisePlace] = []
  var memo = CycleMemo()
  /// By component, and from first to last step.
  package internal(set) var stretches: [CoveredStretch] = []
  package internal(set) var events: [AllowanceEvent] = []
  package internal(set) var draws: [Draw] = []
  var volumes: [(key: CounterKey, counter: VolumeCounter)] = []
  var commitments: [(key: CounterKey, counter: SpendingCounter)] = []
  var limits: [(key: CounterKey, counter: LimitCounter)] = []
  /// Terms of stretches in which a call was counted: it counts once, however many there are.
  var countedCalls: [CoveredStretch.Terms] = []

  package init() {}

  mutating func removeAll() {
    Self.empty(&runs)
    Self.empty(&places)
    removeResults()
  }

  /// Forgets what came of the last usage.
  mutating func removeResults() {
    Self.empty(&stretches)
    Self.empty(&events)
    Self.empty(&draws)
    Self.empty(&volumes)
    Self.empty(&commitments)
    Self.empty(&limits)
    Self.empty(&countedCalls)
  }

  /// Most are empty, and are asked before every usage.
  @inline(__always)
  private static func empty<Element>(_ elements: inout [Element]) {
    if !elements.isEmpty { elements.removeAll(keepingCapacity: true) }
  }

  /// Whether the decks' rows are left all steps.
  var isUntouched: Bool { stretches.allSatisfy { $0.terms == .plan } }

  /// Whether an allowance covers any step.
  var isCovered: Bool { stretches.contains { if case .allowance = $0.terms { true } else { false } } }

  // MARK: What came of the usage

  var coveredUnits: [CoveredUnits] {
    draws.filter { $0.units > 0 }.map {
      CoveredUnits(allowance: Int16(truncatingIfNeeded: $0.allowance), units: $0.units, left: $0.room)
    }
  }

  /// What the volumes that priced some of it had come to before.
  var volumeTotals: [VolumeTotal] {
    places.compactMap { place in
      guard place.kind == .volume, let after = volumes.first(where: { $0.key == place.key })?.counter.total else { return nil }
      let own = stretches.reduce(0) { $1.terms == .volume(Int(place.index)) ? $0 + $1.units : $0 }
      return VolumeTotal(volume: place.index, before: after - own)
    }
  }
}
