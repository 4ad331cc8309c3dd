import RatePlans
import Rating
import TestSupport

extension StateRun {
  /// Sets some counters of any kind and gives boosters, as if usage had done so.
  func change(_ state: inout AllowanceState, times: Int, boosts: Bool = true, _ seeded: inout Seeded) {
    for _ in 0..<times {
      let plan = ["mobile", "data"].randomElement(using: &seeded)!
      let (kind, index) = (Int.random(in: 0..<(boosts ? 5 : 4), using: &seeded), Int.random(in: 0..<3, using: &seeded))
      let promises = plans.first { $0.name == plan }!.promises
      let scope = switch kind {
      case 1: promises.volumes[index].shared
      case 2: promises.commitments[index].shared
      case 3: promises.limits[index].shared
      default: promises.allowances[index].shared
      }
      let pool = pool(plan, index, Int.random(in: 0..<(scope == .service ? services.count : accounts.count), using: &seeded))
      let key = CounterKey(pool, cycle: [Int32.min, -1, 0, 20_000, 20_031, .max].randomElement(using: &seeded)!)
      switch kind {
      case 0: state.allowances.set(key, to: .random(&seeded))
      case 1:
        var counter = VolumeCounter()
        counter.total = .random(in: 0...Int64.max, using: &seeded)
        counter.priced = Bool.random(using: &seeded) ? .random(in: .min ... .max, using: &seeded) : 7
        counter.settled = .random(in: .min ... .max, using: &seeded)
        state.volumes.set(key, to: counter)
      case 2:
        var counter = SpendingCounter()
        counter.spent = .random(in: .min ... .max, using: &seeded)
        counter.settled = .random(in: .min ... .max, using: &seeded)
        state.commitments.set(key, to: counter)
      case 3:
        var counter = LimitCounter()
        counter.value = .random(in: 0...Int64.max, using: &seeded)
        counter.raised = .random(in: 0...3, using: &seeded)
        state.limits.set(key, to: counter)
      default:
        let units = Int64.random(in: 1...1_000, using: &seeded)
        let expires = Int64.random(in: 1...3, using: &seeded)
        state.grant(Booster(units: units, left: .random(in: 0...units, using: &seeded), from: 0, expires: expires), to: pool)
      }
    }
  }
}

extension AllowanceCounter {
  /// One of which no unit came from nowhere or is gone.
  static func random(_ seeded: inout Seeded) -> AllowanceCounter {
    func units(_ upTo: Int64) -> Int64 { .random(in: 0...upTo, using: &seeded) }
    let carried = (0..<Int.random(in: 0...3, using: &seeded)).map { _ in
      Carried(left: units(1 << 40), cycles: Int(units(5)))
    }
    let (left, rolledOver, drawn, boosted) = (units(1 << 60), units(1 << 40), units(1 << 60), units(1 << 40))
    let sum = drawn + left + rolledOver + carried.reduce(0) { $0 + $1.left }
    let carriedIn = Bool.random(using: &seeded) ? 0 : units(sum)
    return AllowanceCounter(
      granted: sum - carriedIn, left: left, carried: carried, carriedIn: carriedIn, used: drawn + boosted, boosted: boosted,
      rolledOver: rolledOver)
  }
}
