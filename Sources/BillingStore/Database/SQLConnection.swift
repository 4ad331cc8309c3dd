internal import GRDB

/// The database inside one access to it. It must not leave the closure it was handed to.
package struct SQLConnection {
  private let database: Database
  private let name: DatabaseName

  init(_ database: Database, _ name: DatabaseName) {
    self.database = database
    self.name = name
  }

  /// A statement prepared once a connection; a second one where the first is still at work.
  package func statement(_ sql: String) throws(BookError) -> SQLStatement {
    do {
      let cached = SQLStatement(try database.cachedStatement(sql: sql), name)
      return cached.isBusy ? SQLStatement(try database.makeStatement(sql: sql), name) : cached
    } catch {
      throw BookError(error, name)
    }
  }

  private func bound(_ sql: String, _ values: [SQLValue]) throws(BookError) -> SQLStatement {
    let statement = try statement(sql)
    for (index, value) in values.enumerated() { statement.bind(Int32(index + 1), value) }
    return statement
  }

  /// - Returns: how many rows were changed.
  @discardableResult
  package func execute(_ sql: String, _ values: [SQLValue] = []) throws(BookError) -> Int {
    try bound(sql, values).run()
  }

  /// Several statements at once, such as a migration's.
  package func executeScript(_ sql: String) throws(BookError) {
    do { try database.execute(sql: sql) } catch { throw BookError(error, name) }
  }

  package func rows(_ sql: String, _ values: [SQLValue] = []) throws(BookError) -> [SQLRow] {
    var rows: [SQLRow] = []
    try each(sql, values) { statement throws(BookError) in rows.append(statement.row) }
    return rows
  }

  package func row(_ sql: String, _ values: [SQLValue] = []) throws(BookError) -> SQLRow? {
    let statement = try bound(sql, values)
    defer { statement.reset() }
    return try statement.step() ? statement.row : nil
  }

  /// Hands over each row where it stands, for results that should not lie in memory as a whole.
  package func each(
    _ sql: String, _ values: [SQLValue] = [], _ body: (SQLStatement) throws(BookError) -> Void
  ) throws(BookError) {
    let statement = try bound(sql, values)
    defer { statement.reset() }
    while try statement.step() { try body(statement) }
  }

  /// The definition of each table, index and trigger by its name, with every run of blanks as one.
  package func schema() throws(BookError) -> [String: String] {
    let rows = try rows("SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return Dictionary(
      rows.map { ($0.text(0), $0.text(1).split { $0.isWhitespace }.joined(separator: " ")) }, uniquingKeysWith: { $1 })
  }

  /// The id given to the row inserted last.
  package var lastID: Int64 { database.lastInsertedRowID }
}

extension BookError {
  init(_ error: any Error, _ name: DatabaseName) {
    switch error {
    case let error as BookError: self = error
    case let error as DatabaseError:
      self.init(sqliteCode: error.resultCode.rawValue, message: error.message ?? "\(error)", name)
    default: self.init(.invalid, "\(name.path): \(error)")
    }
  }
}
