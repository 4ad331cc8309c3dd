/// All counters of some customers, as a value: what the state machine goes from and to.
package struct AllowanceState: Sendable, Equatable {
  package var allowances = CounterTable<AllowanceCounter>()
  /// By who expires first, then in the order they were given.
  package private(set) var boosters: [PoolKey: [Booster]] = [:]
  package var volumes = CounterTable<VolumeCounter>()
  package var commitments = CounterTable<SpendingCounter>()
  package var limits = CounterTable<LimitCounter>()
  private var keptBoosters: [PoolKey: [Booster]] = [:]

  package init() {}

  package static func == (left: AllowanceState, right: AllowanceState) -> Bool {
    left.allowances == right.allowances && left.boosters == right.boosters && left.volumes == right.volumes
      && left.commitments == right.commitments && left.limits == right.limits
  }

  package mutating func grant(_ booster: Booster, to pool: PoolKey) {
    let place = boosters[pool]?.firstIndex { $0.expires > booster.expires } ?? boosters[pool]?.count ?? 0
    boosters[pool, default: []].insert(booster, at: place)
  }

  /// What a pool's boosters have for usage that starts at a moment.
  package func boosted(_ pool: PoolKey, at milliseconds: Int64) throws(AllowanceError) -> Int64 {
    guard !boosters.isEmpty else { return 0 }
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
  mutating func apply(_ work: inout PromiseWork, at milliseconds: Int64) {
    for draw in work.draws.indices where work.draws[draw].units > 0 {
      let units = work.draws[draw].units
      let rest = allowances.change(at: work.draws[draw].place) { $0.draw(units) }
      if rest > 0 { boosters[work.draws[draw].key.pool]?.draw(rest, at: milliseconds) }
    }
    for index in work.volumes.indices { volumes.set(work.volumes[index].key, to: work.volumes[index].counter) }
    for index in work.commitments.indices { commitments.set(work.commitments[index].key, to: work.commitments[index].counter) }
    for index in work.limits.indices { limits.set(work.limits[index].key, to: work.limits[index].counter) }
  }

  // MARK: Going back

  /// Counters as they stand, to go back to.
  struct Moment {
    fileprivate var allowances: [(CounterKey, AllowanceCounter)] = []
    fileprivate var volumes: [(CounterKey, VolumeCounter)] = []
    fileprivate var commitments: [(CounterKey, SpendingCounter)] = []
    fileprivate var limits: [(CounterKey, LimitCounter)] = []
    fileprivate var boosters: [PoolKey: [Booster]] = [:]
  }

  /// Those of some places; what is not there is as if nothing had been counted.
  func counters(at places: [PromisePlace]) -> Moment {
    var moment = Moment()
    moment.boosters = boosters
    for place in places {
      switch place.kind {
      case .allowance: if let counter = allowances[place.key] { moment.allowances.append((place.key, counter)) }
      case .volume: moment.volumes.append((place.key, volumes[place.key] ?? VolumeCounter()))
      case .commitment: moment.commitments.append((place.key, commitments[place.key] ?? SpendingCounter()))
      case .limit: moment.limits.append((place.key, limits[place.key] ?? LimitCounter()))
      }
    }
    return moment
  }

  mutating func restore(_ moment: Moment) {
    for (key, counter) in moment.allowances { allowances.set(key, to: counter) }
    for (key, counter) in moment.volumes { volumes.set(key, to: counter) }
    for (key, counter) in moment.commitments { commitments.set(key, to: counter) }
    for (key, counter) in moment.limits { limits.set(key, to: counter) }
    boosters = moment.boosters
  }

  // MARK: Keeping

  /// From here on changes are counted anew.
  package mutating func keep() {
    allowances.keep()
    volumes.keep()
    commitments.keep()
    limits.keep()
    keptBoosters = boosters
  }

  /// Takes back what changed since the state was kept.
  package mutating func takeBack() {
    allowances.takeBack()
    volumes.takeBack()
    commitments.takeBack()
    limits.takeBack()
    boosters = keptBoosters
  }

  /// Pools whose boosters came or changed since the state was kept.
  package var changedBoosters: [PoolKey] { boosters.keys.filter { boosters[$0] != keptBoosters[$0] } }
}

extension [Booster] {
  fileprivate mutating func draw(_ units: Int64, at milliseconds: Int64) {
    var rest = units
    for index in indices where self[index].holds(at: milliseconds) {
      let taken = Swift.min(rest, self[index].left)
      self[index].left -= taken
      rest -= taken
    }
  }
}
