internal import Bytes
package import RatePlans
package import Rating
internal import Synchronization

/// A state of allowances in a file of its own, as runs of `tollbook rate` keep it: one run has it at a time, and what the
/// run does to it is there as a whole or not at all.
///
/// Counters are kept under the names of plans, promises and owners. Those of plans, promises and owners that a run does
/// not have stay as they are, and are not loaded.
package final class AllowanceFile: Sendable {
  package let path: String
  let database: SQLDatabase
  /// Names by the run's ids.
  private let accounts: [String]
  private let services: [PoolOwners.Service]
  /// Of the state, and of that at the last settling.
  let tables: AllowanceTables
  let openingTables: AllowanceTables
  let owners: Mutex<OwnerRows>
  /// The one that this is, among those that applied inputs.
  let run: Int64

  /// Opens the file, which is made where it is missing, and a transaction for the whole run.
  /// - Parameters:
  ///   - plans: of the run, in its order. Those without promises may be among them.
  ///   - accounts: owners of the run by their ids, as ``PoolOwners`` has them; heads of branches among them.
  ///   - services: likewise.
  ///   - waitSeconds: how long to wait for another run that has the file.
  /// - Throws: `.locked` while another run has it, `.notABook` for another kind of file, `.newerVersion`, `.damaged`;
  ///   `.refused` where a promise counts otherwise than it did.
  package init(
    _ path: String, plans: [RatePlan], accounts: [String], services: [PoolOwners.Service], waitSeconds: Int = 2
  ) throws(BookError) {
    self.path = path
    self.accounts = accounts
    self.services = services
    database = try Self.open(path, waitSeconds: waitSeconds)
    try database.begin()
    let (promises, rows, run) = try database.onWriter { connection throws(BookError) in
      try (
        PromiseTable(connection, path).promises(of: plans),
        Self.pair(OwnerIndex(accounts: accounts, services: services), connection, path),
        connection.row("SELECT coalesce(max(run), 0) + 1 FROM batch")?.integer(0) ?? 1
      )
    }
    self.run = run
    tables = AllowanceTables("", promises)
    openingTables = AllowanceTables(Self.openingPrefix, promises)
    owners = Mutex(rows)
  }

  static func open(_ path: String, waitSeconds: Int) throws(BookError) -> SQLDatabase {
    if FilePlace(path).kind == .missing { try create(path) }
    try check(path)
    return try SQLDatabase(path: path, of: .allowances, waitSeconds: waitSeconds, cacheBytes: 32 << 20)
  }

  /// Finds the owners of the file among those of the run.
  private static func pair(
    _ index: OwnerIndex, _ connection: SQLConnection, _ path: String
  ) throws(BookError) -> OwnerRows {
    var rows = OwnerRows()
    var last: Int32 = 0
    try connection.each("SELECT id, name, account FROM owner ORDER BY id") { row throws(BookError) in
      last += 1
      guard row.integer(0) == last, row.integer(2) < last else {
        throw BookError(.damaged, "\(path): owner \(last) is missing; restore the state of allowances from a copy")
      }
      guard row.integer(2) > 0 else {
        let account = row.withBytes(1) { index.account($0) }
        if account >= 0 { rows.pair(stored: last, ofRun: account, .account) }
        return
      }
      let account = rows.ofRun(row.integer(2), .account)
      guard account >= 0 else { return }
      let service = row.withBytes(1) { index.service($0, of: account) }
      if service >= 0 { rows.pair(stored: last, ofRun: service, .service) }
    }
    return rows
  }

  // MARK: The state

  /// The state that the last run left, already kept.
  package func load() throws(BookError) -> AllowanceState { try load(tables) }

  /// - Parameter boosters: a condition on their rows.
  func load(_ tables: AllowanceTables, boosters: String = "TRUE") throws(BookError) -> AllowanceState {
    try database.onWriter { connection throws(BookError) in
      do throws(BookError) {
        return try tables.load(owners.withLock { $0 }, boosters: boosters, connection)
      } catch {
        throw error.kind == .damaged ? BookError(.damaged, "\(path): \(error.message)") : error
      }
    }
  }

  /// Writes what changed in a state since it was kept; the caller keeps it then.
  package func save(_ state: AllowanceState) throws(BookError) {
    try database.onWriter { connection throws(BookError) in
      let rows = try addOwners(state, connection)
      let given = try connection.row("SELECT coalesce(max(id), 0) FROM booster")?.integer(0) ?? 0
      try tables.save(state, rows, connection)
      try Self.open(boostersAfter: given, connection)
    }
  }

  /// Gives those owners ids who have counters or boosters that are to be written, and no id yet.
  /// - Parameter isWhole: whether all of the state is to be written, not its changes alone.
  func addOwners(
    _ state: AllowanceState, isWhole: Bool = false, _ connection: SQLConnection
  ) throws(BookError) -> OwnerRows {
    var rows = owners.withLock { $0 }
    let before = try connection.row("SELECT coalesce(max(id), 0) FROM owner")?.integer(0) ?? 0
    var last = Int32(truncatingIfNeeded: before)
    let statement = try connection.statement("INSERT INTO owner (id, name, account) VALUES (?1, ?2, ?3)")
    func insert(_ name: String, of account: Int32) throws(BookError) {
      last += 1
      statement.bind(1, Int64(last))
      statement.bind(2, text: name.utf8Span.span)
      statement.bind(3, Int64(account))
      try statement.run()
    }
    func account(_ id: Int32) throws(BookError) -> Int32 {
      guard rows.stored(id, .account) < 0 else { return rows.stored(id, .account) }
      try insert(accounts[Int(id)], of: 0)
      rows.pair(stored: last, ofRun: id, .account)
      return last
    }
    func add(_ kind: StoredPromise.Kind, _ pools: some Sequence<PoolKey>) throws(BookError) {
      for pool in pools {
        switch tables.promise(kind, pool).scope {
        case .account, .branch: _ = try account(pool.owner)
        case .service:
          guard rows.stored(pool.owner, .service) < 0 else { continue }
          let service = services[Int(pool.owner)]
          try insert(service.name, of: account(service.account))
          rows.pair(stored: last, ofRun: pool.owner, .service)
        }
      }
    }
    func pools<Counter>(_ table: CounterTable<Counter>) -> [PoolKey] {
      isWhole ? table.map(\.key.pool) : table.changes.map(\.key.pool)
    }
    try add(.allowance, pools(state.allowances))
    try add(.volume, pools(state.volumes))
    try add(.commitment, pools(state.commitments))
    try add(.limit, pools(state.limits))
    try add(.allowance, isWhole ? Array(state.boosters.keys) : state.changedBoosters)
    owners.withLock { $0 = rows }
    return rows
  }

  // MARK: The end

  /// Makes what was saved and noted durable; the file is then anybody's, and this object is of no use any more.
  package func commit() throws(BookError) {
    try database.commit()
    try database.close()
  }

  /// Leaves the file as it was before the run.
  package func abandon() throws(BookError) {
    try database.rollback()
    try database.close()
  }
}
