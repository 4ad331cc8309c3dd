internal import GRDB
internal import Synchronization

/// The one seam to the database: transactions over connections, whatever program keeps the data.
///
/// One writer at a time, any number of readers beside it, each on the state at which it began (SQLite: WAL). Commits
/// are durable when they return. What a transaction adds to append-only tables is sealed before it ends: ``RowSeals``.
package final class SQLDatabase: Sendable {
  package let path: String
  private let pool: DatabasePool
  /// Of the transaction that `begin` opened.
  private let mark = Mutex<RowSeals.Mark>(nil)

  /// - Parameters:
  ///   - waitSeconds: how long to wait for another program that is writing.
  ///   - cacheBytes: of the writer's page cache.
  package init(path: String, waitSeconds: Int = 30, cacheBytes: Int = 128 << 20) throws(BookError) {
    self.path = path
    var configuration = Configuration()
    configuration.busyMode = .timeout(.init(waitSeconds))
    configuration.allowsUnsafeTransactions = true  // A batch stays open from chunk to chunk.
    configuration.maximumReaderCount = 16
    configuration.prepareDatabase { database in
      try database.execute(sql: """
        PRAGMA page_size = 8192; PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON;
        PRAGMA cache_size = -\(database.configuration.readonly ? 16_384 : cacheBytes / 1024);
        """)
    }
    do { pool = try DatabasePool(path: path, configuration: configuration) } catch { throw BookError(error, path: path) }
  }

  /// Runs `body` as one transaction: all of it, or nothing when it throws.
  package func write<Result>(_ body: (SQLConnection) throws(BookError) -> Result) throws(BookError) -> Result {
    do {
      return try pool.write { database in
        let connection = SQLConnection(database, path: path)
        let mark = try RowSeals.mark(connection)
        let result = try body(connection)
        try RowSeals.seal(since: mark, connection)
        return result
      }
    } catch {
      throw BookError(error, path: path)
    }
  }

  /// Reads one consistent state.
  package func read<Result>(_ body: (SQLConnection) throws(BookError) -> Result) throws(BookError) -> Result {
    do { return try pool.read { try body(SQLConnection($0, path: path)) } } catch { throw BookError(error, path: path) }
  }

  /// Uses the writing connection inside a transaction that `begin` opened, or outside of any.
  package func onWriter<Result>(_ body: (SQLConnection) throws(BookError) -> Result) throws(BookError) -> Result {
    do {
      return try pool.writeWithoutTransaction { try body(SQLConnection($0, path: path)) }
    } catch {
      throw BookError(error, path: path)
    }
  }

  /// Opens a transaction that stays open until `commit` or `rollback`.
  package func begin() throws(BookError) {
    try onWriter { connection throws(BookError) in
      try connection.executeScript("BEGIN IMMEDIATE")
      let begun = try RowSeals.mark(connection)
      mark.withLock { $0 = begun }
    }
  }

  package func commit() throws(BookError) {
    try onWriter { connection throws(BookError) in
      try RowSeals.seal(since: mark.withLock { $0 }, connection)
      try connection.executeScript("COMMIT")
    }
  }

  package func rollback() throws(BookError) {
    try onWriter { connection throws(BookError) in try connection.executeScript("ROLLBACK") }
  }

  /// What `make` leaves in an empty database: the definition of each table, index and trigger by its name.
  package static func schema(
    madeBy make: (SQLConnection) throws(BookError) -> Void
  ) throws(BookError) -> [String: String] {
    do {
      return try DatabaseQueue().write { database in
        let connection = SQLConnection(database, path: ":memory:")
        try make(connection)
        return try connection.schema()
      }
    } catch {
      throw BookError(error, path: ":memory:")
    }
  }
}
