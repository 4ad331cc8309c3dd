import RatePlans
import Rating
import TestSupport
import Testing

@testable import BillingStore

@Suite struct `A state of allowances in a file` {
  /// Each run has plans and customers in another order; what it finds is compared by names with what the others left in
  /// memory.
  @Test func `is what the last run left, whatever ids a run has`() throws {
    for seed in 1...15 as ClosedRange<UInt64> {
      var seeded = Seeded(seed)
      let place = try StatePlace()
      var expected: [String: String] = [:]
      for _ in 0..<4 {
        var run = StateRun()
        run.shuffle(&seeded)
        let file = try run.open(place)
        var state = try file.load()
        #expect(run.named(state) == expected, "seed \(seed)")
        for _ in 0..<2 {
          run.change(&state, times: 60, &seeded)
          try file.save(state)
          state.keep()
        }
        // What a run takes back is not written.
        run.change(&state, times: 10, &seeded)
        state.takeBack()
        try file.save(state)
        try file.commit()
        expected = run.named(state)
      }
      #expect(try place.files == ["state.allowances"])
    }
  }

  @Test func `gets what changed, and nothing else`() throws {
    let (place, run) = (try StatePlace(), StateRun())
    var seeded = Seeded(7)
    try run.leave(place) { run.change(&$0, times: 500, &seeded) }
    let tables = ["allowance_counter", "volume_counter", "commitment_counter", "limit_counter", "booster"]
    try place.change(
      "CREATE TABLE written (name TEXT);"
        + tables.flatMap { table in
          ["INSERT", "UPDATE", "DELETE"].map {
            "CREATE TRIGGER \(table)_\($0) AFTER \($0) ON \(table) BEGIN INSERT INTO written VALUES ('\(table) \($0)'); END;"
          }
        }.joined())
    let pool = run.pool("mobile", 0, 3)
    try run.leave(place) { state in
      state.limits.set(CounterKey(pool, cycle: 77), to: LimitCounter())
      let (key, _) = state.volumes.first { _ in true }!
      state.volumes.set(key, to: VolumeCounter())
      state.grant(Booster(units: 5, from: 0, expires: 99), to: pool)
    }
    #expect(try place.rows("SELECT name FROM written ORDER BY 1") == ["booster INSERT", "limit_counter INSERT", "volume_counter UPDATE"])
    try run.leave(place) { _ in }
    #expect(try place.rows("SELECT count(*) FROM written") == ["3"])
  }

  @Test func `keeps what a run does not know`() throws {
    let (place, all) = (try StatePlace(), StateRun())
    var seeded = Seeded(3)
    try all.leave(place) { all.change(&$0, times: 800, &seeded) }
    let before = all.named(try all.found(place))

    var few = StateRun()
    few.plans = [few.plans[2]]
    few.accounts = ["new", "C1003"]
    few.services = [PoolOwners.Service(account: 1, name: all.services[6].name), PoolOwners.Service(account: 0, name: "S1")]
    var expected = before
    try few.leave(place) { state in
      let known = before.keys.filter { $0.hasPrefix("data ") && ($0.contains(" C1003 ") || $0.contains(" C1003/\(all.services[6].name) ")) }
      #expect(!known.isEmpty && Set(few.named(state).keys) == Set(known))
      #expect(few.named(state).allSatisfy { before[$0] == $1 })
      state.commitments.set(CounterKey(few.pool("data", 1, 0), cycle: 1), to: SpendingCounter())
      state.allowances.set(CounterKey(few.pool("data", 1, 1), cycle: 20_000), to: AllowanceCounter(granted: 9))
      expected.merge(few.named(state)) { $1 }
    }
    var everybody = all
    everybody.accounts.append("new")
    #expect(everybody.named(try everybody.found(place)) == expected)
  }

  @Test func `is as it was before a run that does not come to its end`() throws {
    let (place, run) = (try StatePlace(), StateRun())
    var seeded = Seeded(11)
    try run.leave(place) { run.change(&$0, times: 100, &seeded) }
    let before = run.named(try run.found(place))
    func begin() throws -> AllowanceFile {
      let file = try run.open(place)
      var state = try file.load()
      run.change(&state, times: 5_000, &seeded)
      try file.save(state)
      try file.note(AllowanceBatch(digest: [1], source: "in.csv", bytes: 1, records: 1))
      return file
    }
    try begin().abandon()
    #expect(run.named(try run.found(place)) == before)
    _ = try begin()
    #expect(run.named(try run.found(place)) == before)
    // A program that is killed leaves the files as they lie on the disk.
    let crashed = try StatePlace()
    let file = try begin()
    _ = try BookPlace().python(
      "import shutil, sys, glob; [shutil.copy(f, sys.argv[2]) for f in glob.glob(sys.argv[1] + '/*')]", place.folder, crashed.folder)
    try file.abandon()
    #expect(try crashed.files.count > 1)
    #expect(run.named(try run.found(crashed)) == before)
    #expect(try crashed.rows("SELECT count(*) FROM batch") == ["0"])
  }

  @Test func `belongs to one run at a time`() throws {
    let (place, run) = (try StatePlace(), StateRun())
    let file = try run.open(place)
    #expect { _ = try run.open(place) } throws: { error in
      let error = error as? BookError
      return error?.kind == .locked && error?.message == "\(place.path): another program is writing to this state of allowances; try again when it has ended"
    }
    try file.commit()
    try run.open(place).commit()
  }

  @Test func `knows an input again`() throws {
    let (place, run) = (try StatePlace(), StateRun())
    let batches = (1...3 as ClosedRange<UInt8>).map {
      AllowanceBatch(digest: Array(repeating: $0, count: 32), source: "day\($0).csv", bytes: Int64($0) * 1_000, records: Int64($0))
    }
    let first = try run.open(place)
    for batch in batches { try first.note(batch) }
    try first.commit()
    let second = try run.open(place)
    #expect(try second.batch(of: batches[1].digest) == batches[1])
    #expect(try second.batch(of: [9]) == nil)
    #expect { try second.note(batches[0]) } throws: { ($0 as? BookError)?.kind == .refused }
  }
}

extension StateRun {
  mutating func shuffle(_ seeded: inout Seeded) {
    let names = services.map { (accounts[Int($0.account)], $0.name) }.shuffled(using: &seeded)
    accounts.shuffle(using: &seeded)
    services = names.map { account, name in PoolOwners.Service(account: Int32(accounts.firstIndex(of: account)!), name: name) }
    plans.shuffle(using: &seeded)
    for index in plans.indices {
      plans[index].promises.allowances.shuffle(using: &seeded)
      plans[index].promises.limits.shuffle(using: &seeded)
    }
  }
}
