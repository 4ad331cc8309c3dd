internal import Bytes
internal import Foundation

extension AllowanceFile {
  static let schemaVersion = 1
  /// `TLBA`, in the header of the file.
  static let applicationID = 0x544C_4241
  /// Before the tables of the state at the last settling.
  static let openingPrefix = "opening_"

  private static let schema = """
    PRAGMA application_id = \(applicationID);
    CREATE TABLE state (
      name TEXT PRIMARY KEY,                  -- schema_version, opening_moment, opening_batch
      value TEXT NOT NULL
    ) WITHOUT ROWID;
    INSERT INTO state (name, value) VALUES ('schema_version', '\(schemaVersion)');
    CREATE TABLE promise (
      id INTEGER PRIMARY KEY,
      plan TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('allowance', 'volume', 'commitment', 'limit')),
      name TEXT NOT NULL,
      unit TEXT,                              -- as the plan writes it; NULL for money
      cycle TEXT NOT NULL,                    -- month week day term
      shared TEXT NOT NULL,                   -- service account branch
      currency TEXT NOT NULL,                 -- the plan's
      UNIQUE (plan, kind, name)
    );
    CREATE TABLE owner (
      id INTEGER PRIMARY KEY,                 -- 1, 2, … without a gap
      name TEXT NOT NULL,
      account BIGINT NOT NULL,                -- of a service: the owner that its account is; 0 of an account
      UNIQUE (name, account)
    );
    CREATE TABLE batch (
      id INTEGER PRIMARY KEY,                 -- in the order in which they were applied
      digest BLOB NOT NULL UNIQUE,            -- SHA-256 of the content
      source TEXT NOT NULL,
      bytes BIGINT NOT NULL,
      records BIGINT NOT NULL,
      run BIGINT NOT NULL,                    -- 1, 2, …: inputs that were rated together have the same
      joins BIGINT NOT NULL,                  -- 1 where its records may belong together with those of others of its run
      first_start BIGINT,                     -- of usage that may draw on something, milliseconds since 1970; NULL for none
      last_start BIGINT
    );
    CREATE TABLE gift (
      booster INTEGER PRIMARY KEY,            -- one that was given since the last settling
      batch BIGINT NOT NULL                   -- the last that was applied before; 0 for none
    );
    """

  /// Makes an empty state beside the path, and gives it its name once it is whole.
  static func create(_ path: String) throws(BookError) {
    let target = FilePlace(path).target
    let start = FilePlace.nameStart(target)
    let partial = "\(target[..<start]).\(target[start...]).\(UUID().uuidString).partial"
    defer { RawFile.remove(partial) }
    do throws(BookError) {
      let database = try SQLDatabase(path: partial, of: .allowances, cacheBytes: 1 << 20)
      try database.write { connection throws(BookError) in
        try connection.executeScript(schema)
        try AllowanceTables.make("", connection)
        try AllowanceTables.make(openingPrefix, connection)
      }
      try database.close()
    } catch {
      throw BookError(error.kind, "\(path): the state of allowances cannot be made there; \(error.message)")
    }
    do {
      // Unlike renaming, this never takes the place of a file that somebody else has made meanwhile.
      try FileManager.default.linkItem(atPath: partial, toPath: target)
      try RawFile.syncFolder(FilePlace.folder(of: target))
    } catch where FilePlace(path).kind == .missing {
      throw BookError(.storage, "\(path): the state of allowances cannot be made there; \(error.localizedDescription)")
    } catch {
      // Somebody else was faster.
    }
  }

  // MARK: Recognising

  /// Whether a file is a state of allowances that this program can read; changes no byte of it.
  static func check(_ path: String) throws(BookError) {
    let place = FilePlace(path)
    guard place.kind == .regular else {
      let what = place.kind == .missing ? "there is no state of allowances" : "this is no file"
      throw BookError(.notABook, "\(path): \(what); name the one that 'tollbook rate --allowances' keeps")
    }
    guard place.size != 0 else {
      throw BookError(.notABook, "\(path): the file is empty; delete it, and a run makes a new state of allowances")
    }
    do throws(BookError) {
      let database = try SQLDatabase(path: path, of: .allowances, for: .reading)
      try database.read { connection throws(BookError) in try check(connection, path) }
    } catch {
      guard error.kind == .damaged else { throw error }
      throw BookError(
        .notABook, "\(path): this is no state of allowances, or it is damaged; name another file, or restore it from a copy")
    }
  }

  private static func check(_ connection: SQLConnection, _ path: String) throws(BookError) {
    guard try connection.row("PRAGMA application_id")?.int(0) == applicationID else {
      let isBook = try connection.row("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'book'") != nil
      throw BookError(
        .notABook, "\(path): this is \(isBook ? "a book" : "a database"), and no state of allowances; name another file")
    }
    guard let row = try connection.row("SELECT value FROM state WHERE name = 'schema_version'"),
      let version = Int(row.text(0))
    else { throw BookError(.damaged, "") }
    guard version <= schemaVersion else {
      throw BookError(
        .newerVersion,
        "\(path): this state of allowances has schema \(version), this program knows \(schemaVersion); use a newer tollbook")
    }
  }
}
