/// All counters of some customers, as a value: what the state machine goes from and to.
package struct AllowanceState: Sendable, Hashable {
  package var allowances: [CounterKey: AllowanceCounter] = [:]
  /// By who expires first, then in the order they were given.
  package private(set) var boosters: [PoolKey: [Booster]] = [:]
  package var volumes: [CounterKey: VolumeCounter] = [:]
  package var commitments: [CounterKey: SpendingCounter] = [:]
  package var limits: [CounterKey: LimitCounter] = [:]

  package init() {}

  package mutating func grant(_ booster: Booster, to pool: PoolKey) {
    let place = boosters[pool]?.firstIndex { $0.expires > booster.expires } ?? boosters[pool]?.count ?? 0
    boosters[pool, default: []].insert(booster, at: place)
  }

  /// What a pool's boosters have for usage that starts at a moment.
  package func boosted(_ pool: PoolKey, at milliseconds: Int64) throws(AllowanceError) -> Int64 {
    var sum: Int64 = 0
    for booster in boosters[pool] ?? [] where booster.holds(at: milliseconds) {
      let (next, overflow) = sum.addingReportingOverflow(booster.left)
      guard !overflow else { throw .tooLarge }
      sum = next
    }
    return sum
  }

  /// Lets what a usage does happen.
  /// - Parameter milliseconds: the usage's start.
  mutating func apply(_ work: PromiseWork, at milliseconds: Int64) {
    for draw in work.draws where draw.units > 0 {
      var rest = allowances[draw.key]!.draw(draw.units)
      guard rest > 0, var held = boosters[draw.key.pool] else { continue }
      for index in held.indices where held[index].holds(at: milliseconds) {
        let taken = min(rest, held[index].left)
        held[index].left -= taken
        rest -= taken
      }
      boosters[draw.key.pool] = held
    }
    for (key, counter) in work.volumes { volumes[key] = counter }
    for (key, counter) in work.commitments { commitments[key] = counter }
    for (key, counter) in work.limits { limits[key] = counter }
  }
}
