package import Telecom

/// Usage charged again by (start, record id), whatever the order in which it came.
package struct Settlement: Sendable {
  /// After all of the usage: what streaming goes on from.
  package private(set) var state: AllowanceState
  /// Of each usage, in the order given.
  package private(set) var charges: [PromisedCharge]
  /// What allowances covered of each usage, and what volumes had come to before it, in the order given.
  package private(set) var covered: [[CoveredUnits]]
  package private(set) var volumes: [[VolumeTotal]]
  /// Those that streaming has not raised.
  package private(set) var events: [AllowanceEvent] = []
  /// Which usage raised each of them.
  package private(set) var causes: [Int] = []

  /// - Parameters:
  ///   - opening: the state before all of the usage: that at the opening of the cycle, and every booster given since.
  ///   - streamed: the state that streaming came to. What was posted and raised stands there.
  ///   - usage: all of it since the opening, of everybody who shares a pool.
  ///   - raters: by the run's plans.
  /// - Throws: where a usage cannot be charged in this order, as `.tooLarge`.
  package init(
    _ usage: [OfferedUsage], from opening: AllowanceState, streamed: AllowanceState, by raters: [PromiseRater]
  ) throws(AllowanceError) {
    state = opening
    state.keepPosted(of: streamed)
    charges = Array(repeating: PromisedCharge(nanos: 0, stretches: []), count: usage.count)
    covered = Array(repeating: [], count: usage.count)
    volumes = Array(repeating: [], count: usage.count)
    var work = PromiseWork()
    for index in usage.indices.sorted(by: { usage[$0].precedes(usage[$1]) }) {
      var offered = usage[index]
      try raters[Int(offered.usage.plan)].apply(offered.facts, to: &offered.usage, &offered.charge, &state, &work)
      charges[index] = PromisedCharge(nanos: offered.usage.chargeNanos, stretches: work.stretches)
      covered[index] = work.coveredUnits
      volumes[index] = work.volumeTotals
      events += work.events
      causes += work.events.map { _ in index }
    }
  }

  /// What has to be posted for each usage beside what streaming charged: by index, where it is not 0.
  /// - Parameter streamed: in the order of the usage.
  package func differences(from streamed: [PromisedCharge]) -> [(index: Int, nanos: Int64)] {
    charges.indices.compactMap { index in
      let nanos = charges[index].nanos - streamed[index].nanos
      return nanos == 0 ? nil : (index, nanos)
    }
  }
}

extension AllowanceState {
  /// What has left the state machine stays as it is: amounts posted at the end of cycles, events.
  package mutating func keepPosted(of other: AllowanceState) {
    for (key, counter) in other.volumes where counter.settled != 0 {
      var mine = volumes[key] ?? VolumeCounter()
      mine.settled = counter.settled
      volumes.set(key, to: mine)
    }
    for (key, counter) in other.commitments where counter.settled != 0 {
      var mine = commitments[key] ?? SpendingCounter()
      mine.settled = counter.settled
      commitments.set(key, to: mine)
    }
    for (key, counter) in other.limits where counter.raised > 0 {
      var mine = limits[key] ?? LimitCounter()
      mine.raised = counter.raised
      limits.set(key, to: mine)
    }
  }
}
