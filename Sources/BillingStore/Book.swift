internal import Bytes

/// The book: an embedded database that holds who the customers are, what they used, owe and paid.
package final class Book: Sendable {
  package let database: SQLDatabase
  package var path: String { database.path }

  private init(_ database: SQLDatabase) { self.database = database }

  /// Opens a book; one of an earlier version is brought up to date first, whatever it is opened for.
  /// - Throws: `.notABook` when there is none, `.newerVersion` when this program is too old for it.
  package static func open(
    _ path: String, for use: SQLDatabase.Use = .writing, waitSeconds: Int = 30
  ) throws(BookError) -> Book {
    guard FilePlace(path).kind == .regular else {
      throw BookError(.notABook, "\(path): there is no book; make one with 'tollbook book create \(path)'")
    }
    let database = try SQLDatabase(path: path, for: use, waitSeconds: waitSeconds)
    let version = try database.read { connection throws(BookError) -> Int in try Book.version(connection, path: path) }
    guard version <= Migrations.latest else {
      throw BookError(
        .newerVersion,
        "\(path): this book has schema \(version), this program knows \(Migrations.latest); use a newer tollbook")
    }
    if version < Migrations.latest {
      guard use == .writing else { return try openToMigrate(path, version, waitSeconds) }
      try database.write { connection throws(BookError) in
        let version = try self.version(connection, path: path)  // Another program may have been faster.
        try Migrations.migrate(connection, from: version)
      }
    }
    return Book(database)
  }

  private static func openToMigrate(_ path: String, _ version: Int, _ waitSeconds: Int) throws(BookError) -> Book {
    do throws(BookError) {
      return try open(path, waitSeconds: waitSeconds)
    } catch {
      guard error.kind == .storage else { throw error }
      throw BookError(
        .storage,
        "\(path): this book has schema \(version) and is read with schema \(Migrations.latest), but cannot be changed here; copy it to a folder of your own, which brings it up to date")
    }
  }

  /// Makes a new book.
  /// - Parameters:
  ///   - settings: operator, currency, time_zone, …
  ///   - recordedAt: milliseconds since 1970, for the audit trail.
  /// - Throws: `.refused` when the file is there already.
  package static func create(
    _ path: String, settings: [String: String], actor: String, recordedAt: Int64
  ) throws(BookError) -> Book {
    guard FilePlace(path).kind == .missing else {
      throw BookError(.refused, "\(path): there is something already; name a new file")
    }
    let database = try SQLDatabase(path: path)
    try database.write { connection throws(BookError) in
      try Migrations.migrate(connection, from: 0)
      for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
        try connection.execute("INSERT INTO book (name, value) VALUES (?1, ?2)", [.text(name), .text(value)])
      }
      try AuditTrail(connection, actor: actor, recordedAt: recordedAt).record(
        "book", settings["operator"] ?? "", field: "created", before: nil, after: ExtrasText.text(settings))
    }
    return Book(database)
  }

  private static func version(_ connection: SQLConnection, path: String) throws(BookError) -> Int {
    guard try connection.row("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'book'") != nil,
      let row = try connection.row("SELECT value FROM book WHERE name = 'schema_version'"), let version = Int(row.text(0))
    else { throw BookError(.notABook, "\(path): this is a database, but no book") }
    return version
  }
}
