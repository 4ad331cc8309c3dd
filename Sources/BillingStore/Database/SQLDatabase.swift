internal import Bytes
internal import Foundation
internal import GRDB
internal import Synchronization

/// The one seam to the database: transactions over connections, whatever program keeps the data.
///
/// One writer at a time, any number of readers beside it, each on the state at which it began (SQLite: WAL). Commits
/// are durable when they return. What a transaction adds to a book's append-only tables is sealed before it ends:
/// ``RowSeals``.
package final class SQLDatabase: Sendable {
  package enum Use: Sendable {
    case writing
    /// Changes no byte of the file, and needs no permission to.
    case reading
  }

  package var path: String { name.path }
  private let name: DatabaseName
  private let use: Use
  private let connections: any DatabaseWriter
  /// Of the transaction that `begin` opened.
  private let mark = Mutex<RowSeals.Mark>([])

  /// - Parameters:
  ///   - content: what messages speak of; rows of a book alone are sealed.
  ///   - waitSeconds: how long to wait for another program that is writing.
  ///   - cacheBytes: of the writer's page cache.
  package init(
    path: String, of content: DatabaseName.Content = .book, for use: Use = .writing, waitSeconds: Int = 30,
    cacheBytes: Int = 128 << 20
  ) throws(BookError) {
    name = DatabaseName(path: path, content: content)
    self.use = use
    var configuration = Configuration()
    configuration.busyMode = .timeout(.init(waitSeconds))
    configuration.allowsUnsafeTransactions = true  // A batch stays open from chunk to chunk.
    configuration.maximumReaderCount = 16
    configuration.prepareDatabase { database in
      try database.execute(sql: """
        PRAGMA page_size = 8192; PRAGMA recursive_triggers = ON;
        PRAGMA cache_size = -\(database.configuration.readonly ? 16_384 : cacheBytes / 1024);
        """)
    }
    do {
      connections = switch use {
      case .writing: try Self.writer(path, configuration)
      case .reading: try Self.reader(path, configuration)
      }
    } catch {
      throw BookError(error, name)
    }
  }

  private static func writer(_ path: String, _ configuration: Configuration) throws -> DatabasePool {
    let pool = try DatabasePool(path: path, configuration: configuration)
    // GRDB opens a WAL with NORMAL, by which a commit is not on the disk when it returns.
    try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    return pool
  }

  private static func reader(_ path: String, _ configuration: Configuration) throws -> DatabaseQueue {
    var configuration = configuration
    let place = FilePlace(path)
    // SQLite reads a WAL through files beside the book. A connection that may write takes them away at its end, but would
    // bring what a killed program left in the WAL into the book.
    configuration.readonly = FilePlace(place.target + "-wal").kind != .missing
    // One that may not would leave them there, and nobody else could write to them.
    guard configuration.readonly || (try? place.checkWritable()) != nil else { return try immutable(place.target, configuration) }
    do {
      return try DatabaseQueue(path: path, configuration: configuration)
    } catch let error as DatabaseError where [.SQLITE_CANTOPEN, .SQLITE_READONLY].contains(error.resultCode) {
      guard !configuration.readonly else {
        throw BookError(
          .storage, "\(path): a program that wrote to it did not close it, and its folder takes no file; copy it together with "
            + "\(place.target)-wal to a folder of your own")
      }
      return try immutable(place.target, configuration)
    }
  }

  /// Whoever opens the file there can only read it.
  private static func immutable(_ file: String, _ configuration: Configuration) throws -> DatabaseQueue {
    var configuration = configuration
    configuration.readonly = true
    let escaped = file.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? file
    return try DatabaseQueue(path: "file:\(escaped)?immutable=1", configuration: configuration)
  }

  /// Runs `body` as one transaction: all of it, or nothing when it throws.
  package func write<Result>(_ body: (SQLConnection) throws(BookError) -> Result) throws(BookError) -> Result {
    mustWrite()
    do {
      return try connections.write { database in
        let connection = SQLConnection(database, name)
        guard name.content == .book else { return try body(connection) }
        let mark = try RowSeals.mark(connection)
        let result = try body(connection)
        try RowSeals.seal(since: mark, connection)
        return result
      }
    } catch {
      throw BookError(error, name)
    }
  }

  /// Reads one consistent state.
  package func read<Result>(_ body: (SQLConnection) throws(BookError) -> Result) throws(BookError) -> Result {
    var outcome: Swift.Result<Result, BookError>?
    do {
      try connections.read { database in
        do throws(BookError) {
          outcome = .success(try body(SQLConnection(database, name)))
        } catch {
          outcome = .failure(error)
        }
      }
    } catch where outcome == nil {
      throw BookError(error, name)
    } catch {
      // Of a damaged file not even the end of a reading succeeds; what was read of it stands.
    }
    return try outcome!.get()
  }

  /// Uses the writing connection inside a transaction that `begin` opened, or outside of any.
  package func onWriter<Result>(_ body: (SQLConnection) throws(BookError) -> Result) throws(BookError) -> Result {
    mustWrite()
    do {
      return try connections.writeWithoutTransaction { try body(SQLConnection($0, name)) }
    } catch {
      throw BookError(error, name)
    }
  }

  private func mustWrite() { precondition(use == .writing, "a database that was opened for reading") }

  /// Opens a transaction that stays open until `commit` or `rollback`.
  package func begin() throws(BookError) {
    try onWriter { connection throws(BookError) in
      try connection.executeScript("BEGIN IMMEDIATE")
      guard name.content == .book else { return }
      let begun = try RowSeals.mark(connection)
      mark.withLock { $0 = begun }
    }
  }

  package func commit() throws(BookError) {
    try onWriter { connection throws(BookError) in
      if name.content == .book { try RowSeals.seal(since: mark.withLock { $0 }, connection) }
      try connection.executeScript("COMMIT")
    }
  }

  package func rollback() throws(BookError) {
    try onWriter { connection throws(BookError) in try connection.executeScript("ROLLBACK") }
  }

  /// Ends all access. Of a database that no other program has open nothing stays beside its file.
  package func close() throws(BookError) {
    do { try connections.close() } catch { throw BookError(error, name) }
  }

  /// What `make` leaves in an empty database: the definition of each table, index and trigger by its name.
  package static func schema(
    madeBy make: (SQLConnection) throws(BookError) -> Void
  ) throws(BookError) -> [String: String] {
    let memory = DatabaseName(path: ":memory:", content: .book)
    do {
      return try DatabaseQueue().write { database in
        let connection = SQLConnection(database, memory)
        try make(connection)
        return try connection.schema()
      }
    } catch {
      throw BookError(error, memory)
    }
  }
}
