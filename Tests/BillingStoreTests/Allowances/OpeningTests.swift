import RatePlans
import Rating
import TestSupport
import Testing

@testable import BillingStore

@Suite struct `The state that settling begins with` {
  @Test func `is empty but for boosters, until something was settled`() throws {
    let (place, run) = (try StatePlace(), StateRun())
    let pool = run.pool("mobile", 1, 2)
    try run.leave(place) { state in
      state.allowances.set(CounterKey(pool, cycle: 1), to: AllowanceCounter(granted: 10))
      state.grant(Booster(units: 50, left: 20, from: 0, expires: 100), to: pool)
    }
    let file = try run.open(place)
    let opening = try file.loadOpening()
    #expect(try file.openingMoment() == nil)
    #expect(opening.allowances.count == 0)
    #expect(opening.boosters == [pool: [Booster(units: 50, from: 0, expires: 100)]])
  }

  /// Each settling by a run that has customers in another order, and not all of them.
  @Test func `is the one that was settled to, and what came since is known`() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      var seeded = Seeded(seed)
      let place = try StatePlace()
      var expected: [String: String] = [:]
      for moment in 1...3 as ClosedRange<Int64> {
        var run = StateRun()
        run.shuffle(&seeded)
        let file = try run.open(place)
        let batches = (0..<moment).map {
          AllowanceBatch(digest: [UInt8(moment), UInt8($0)], source: "\($0)", bytes: 0, records: 0)
        }
        for batch in batches { try file.note(batch) }
        #expect(try file.batchesToSettle().map(\.batch) == batches, "seed \(seed)")
        var streamed = try file.load()
        run.change(&streamed, times: 60, &seeded)
        try file.save(streamed)
        // As a settling does: from the opening to a state that need not have the counters that the former one had.
        var settled = AllowanceState()
        for (pool, boosters) in try file.loadOpening().boosters {
          for booster in boosters {
            let left = Int64.random(in: 0...booster.granted, using: &seeded)
            settled.grant(Booster(units: booster.granted, left: left, from: booster.from, expires: booster.expires), to: pool)
          }
        }
        #expect(settled.boosters.mapValues { $0.map(\.granted) } == streamed.boosters.mapValues { $0.map(\.granted) })
        run.change(&settled, times: 40, boosts: false, &seeded)
        try file.replaceOpening(settled, moment * 1_000)
        #expect(try file.batchesToSettle() == [])
        try file.commit()
        expected = run.named(settled)

        var again = StateRun()
        again.shuffle(&seeded)
        let next = try again.open(place)
        #expect(again.named(try next.loadOpening()) == expected, "seed \(seed)")
        #expect(try next.openingMoment() == moment * 1_000)
        #expect(again.named(try next.load()) == run.named(streamed))
        try next.abandon()
      }
      var few = StateRun()
      few.accounts = ["C1003"]
      few.services = []
      let file = try few.open(place)
      try file.replaceOpening(try file.loadOpening(), 9_000)
      try file.commit()
      let all = StateRun()
      let last = try all.open(place)
      #expect(all.named(try last.loadOpening()) == expected, "seed \(seed)")
    }
  }
}
