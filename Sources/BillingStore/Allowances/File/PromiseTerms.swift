internal import RatePlans

/// What has to be known of a promise to understand its counters.
struct PromiseTerms {
  var kind: StoredPromise.Kind
  /// Among the plan's promises of its kind.
  var index: Int
  var name: String
  /// `nil` for money.
  var unit: CountedUnit?
  var cycle: AllowanceCycle
  var shared: PoolScope

  static func all(of promises: PlanPromises) -> [PromiseTerms] {
    promises.allowances.enumerated().map { index, promise in
      PromiseTerms(.allowance, index, promise.name, promise.unit, promise.cycle, promise.shared)
    }
      + promises.volumes.enumerated().map { index, promise in
        PromiseTerms(.volume, index, promise.name, promise.unit, promise.cycle, promise.shared)
      }
      + promises.commitments.enumerated().map { index, promise in
        PromiseTerms(.commitment, index, promise.name, nil, promise.cycle, promise.shared)
      }
      + promises.limits.enumerated().map { index, promise in
        var unit: CountedUnit?
        if case .units(let counted) = promise.measure { unit = counted }
        return PromiseTerms(.limit, index, promise.name, unit, promise.cycle, promise.shared)
      }
  }

  private init(
    _ kind: StoredPromise.Kind, _ index: Int, _ name: String, _ unit: CountedUnit?, _ cycle: AllowanceCycle,
    _ shared: PoolScope
  ) {
    self.kind = kind
    self.index = index
    self.name = name
    self.unit = unit
    self.cycle = cycle
    self.shared = shared
  }
}

extension CountedUnit {
  /// What amounts are kept in: two units of the same base can stand for each other.
  var base: CountedUnit {
    switch self {
    case .seconds, .minutes: .seconds
    case .calls, .messages, .metered: self
    case .octets, .kilooctets, .megaoctets, .gigaoctets: .octets
    }
  }
}
