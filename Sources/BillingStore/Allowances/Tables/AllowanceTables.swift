internal import RatePlans
internal import Rating

/// The counters and boosters of one state in tables, whoever has them: loads a state, and saves what changed in it.
struct AllowanceTables: Sendable {
  /// Before the name of each table.
  let prefix: String
  /// Those of a run's plans; rows of others are left alone.
  let promises: [StoredPromise]
  /// By kind, then by the run's plan, then in its order.
  private let places: [StoredPromise.Kind: [[StoredPromise]]]

  init(_ prefix: String, _ promises: [StoredPromise]) {
    self.prefix = prefix
    self.promises = promises
    var places: [StoredPromise.Kind: [[StoredPromise]]] = [:]
    for promise in promises {
      var plans = places[promise.kind] ?? []
      while plans.count <= promise.plan { plans.append([]) }
      plans[Int(promise.plan)].append(promise)
      places[promise.kind] = plans
    }
    self.places = places
  }

  func promise(_ kind: StoredPromise.Kind, _ pool: PoolKey) -> StoredPromise {
    places[kind]![Int(pool.plan)][Int(pool.promise)]
  }

  // MARK: Loading

  /// All counters and boosters whose promise and owner the run has.
  /// - Parameter boosters: a condition on their rows.
  func load(
    _ owners: OwnerRows, boosters: String = "TRUE", _ connection: SQLConnection
  ) throws(BookError) -> AllowanceState {
    var state = AllowanceState()
    try load(&state.allowances, .allowance, owners, connection)
    try load(&state.volumes, .volume, owners, connection)
    try load(&state.commitments, .commitment, owners, connection)
    try load(&state.limits, .limit, owners, connection)
    try eachBooster(where: boosters, owners, connection) { pool, booster, _ in state.grant(booster, to: pool) }
    state.keep()
    return state
  }

  private func load<Counter: StoredCounter>(
    _ table: inout CounterTable<Counter>, _ kind: StoredPromise.Kind, _ owners: OwnerRows, _ connection: SQLConnection
  ) throws(BookError) {
    let name = prefix + Counter.table
    var counts: [Int64] = []
    for promise in promises where promise.kind == kind && owners.choice == nil {
      counts.append(
        try connection.row("SELECT count(*) FROM \(name) WHERE promise = ?1", [.integer(promise.id)])?.integer(0) ?? 0)
    }
    table.reserveCapacity(Int(counts.reduce(0, +)))
    for promise in promises where promise.kind == kind {
      let sql = "SELECT owner, cycle, \(Counter.columns.joined(separator: ", ")) FROM \(name) WHERE promise = ?1\(owners.condition)"
      try connection.each(sql, [.integer(promise.id)] + owners.chosen(promise.scope)) { row throws(BookError) in
        let owner = owners.ofRun(row.integer(0), promise.scope)
        guard owner >= 0 else { return }
        guard let counter = Counter(row, from: 2), let cycle = Int32(exactly: row.integer(1)) else {
          throw BookError(
            .damaged, "\(name): the row of promise \(promise.id), owner \(row.integer(0)), cycle \(row.integer(1)) "
              + "contradicts itself; restore the file from a copy")
        }
        table.set(CounterKey(PoolKey(plan: promise.plan, promise: promise.index, owner: owner), cycle: cycle), to: counter)
      }
    }
  }

  // MARK: Saving

  /// Writes what came or changed since the state was kept. All owners have their ids in the tables.
  func save(_ state: AllowanceState, _ owners: OwnerRows, _ connection: SQLConnection) throws(BookError) {
    try save(state.allowances.changes, .allowance, owners, connection)
    try save(state.volumes.changes, .volume, owners, connection)
    try save(state.commitments.changes, .commitment, owners, connection)
    try save(state.limits.changes, .limit, owners, connection)
    try saveBoosters(state, of: state.changedBoosters, owners, connection)
  }

  /// Makes the tables those of a state, as far as the run has promises and owners.
  func replace(_ state: AllowanceState, _ owners: OwnerRows, _ connection: SQLConnection) throws(BookError) {
    try replace(state.allowances, .allowance, owners, connection)
    try replace(state.volumes, .volume, owners, connection)
    try replace(state.commitments, .commitment, owners, connection)
    try replace(state.limits, .limit, owners, connection)
    try saveBoosters(state, of: Array(state.boosters.keys), owners, connection)
  }

  private func save<Counter: StoredCounter>(
    _ changes: [(key: CounterKey, value: Counter)], _ kind: StoredPromise.Kind, _ owners: OwnerRows,
    _ connection: SQLConnection
  ) throws(BookError) {
    guard !changes.isEmpty else { return }
    // In the tables' own order, so that each of their pages is written once.
    let rows = changes.enumerated().map { place, change in
      let promise = promise(kind, change.key.pool)
      return (promise.id, owners.stored(change.key.pool.owner, promise.scope), change.key.cycle, place)
    }.sorted { $0 < $1 }
    let statement = try connection.statement(Self.upsert(prefix, Counter.self))
    for (promise, owner, cycle, place) in rows {
      statement.bind(1, promise)
      statement.bind(2, Int64(owner))
      statement.bind(3, Int64(cycle))
      changes[place].value.bind(to: statement, from: 4)
      try statement.run()
    }
  }

  private static func upsert(_ prefix: String, _ counter: (some StoredCounter).Type) -> String {
    let columns = counter.columns
    let values = (1...columns.count + 3).map { "?\($0)" }
    return """
      INSERT INTO \(prefix)\(counter.table) (promise, owner, cycle, \(columns.joined(separator: ", ")))
      VALUES (\(values.joined(separator: ", "))) ON CONFLICT (promise, owner, cycle)
      DO UPDATE SET \(columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
      """
  }

  private func replace<Counter: StoredCounter>(
    _ table: CounterTable<Counter>, _ kind: StoredPromise.Kind, _ owners: OwnerRows, _ connection: SQLConnection
  ) throws(BookError) {
    let name = prefix + Counter.table
    for promise in promises where promise.kind == kind {
      var gone: [(owner: Int64, cycle: Int64)] = []
      try connection.each(
        "SELECT owner, cycle FROM \(name) WHERE promise = ?1\(owners.condition)",
        [.integer(promise.id)] + owners.chosen(promise.scope)
      ) { row in
        let owner = owners.ofRun(row.integer(0), promise.scope)
        let pool = PoolKey(plan: promise.plan, promise: promise.index, owner: owner)
        guard owner >= 0, table[CounterKey(pool, cycle: Int32(truncatingIfNeeded: row.integer(1)))] == nil else { return }
        gone.append((row.integer(0), row.integer(1)))
      }
      for (owner, cycle) in gone {
        try connection.execute(
          "DELETE FROM \(name) WHERE promise = ?1 AND owner = ?2 AND cycle = ?3",
          [.integer(promise.id), .integer(owner), .integer(cycle)])
      }
    }
    try save(table.map { $0 }, kind, owners, connection)
  }
}
