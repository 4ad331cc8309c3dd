package import Bytes
internal import GRDB
internal import GRDBSQLite

/// A prepared statement: values in, one row at a time out, no allocation for integers.
///
/// Calls of SQLite's C interface stand in this file alone. SAFETY, for all of them: `pointer` belongs to `owner`, which
/// this class holds, and both are used only inside the access to the database that handed them out; SQLite copies text
/// and blobs (`SQLITE_TRANSIENT`); what it lends (`sqlite3_column_…`) is copied before the next step.
@safe package final class SQLStatement {
  private let owner: Statement
  private let pointer: OpaquePointer
  private let databaseName: DatabaseName
  private static let transient = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ owner: Statement, _ name: DatabaseName) {
    self.owner = owner
    databaseName = name
    unsafe pointer = owner.sqliteStatement
  }

  /// True between the first `step` and the end of the rows or `reset`.
  var isBusy: Bool { unsafe sqlite3_stmt_busy(pointer) != 0 }

  // MARK: In. Parameters count from 1.

  package func bind(_ parameter: Int32, _ value: Int64) { unsafe sqlite3_bind_int64(pointer, parameter, value) }
  package func bindNull(_ parameter: Int32) { unsafe sqlite3_bind_null(pointer, parameter) }

  package func bind(_ parameter: Int32, text: Span<UInt8>) {
    unsafe text.withUnsafeBytes { bytes in
      _ = unsafe sqlite3_bind_text(
        pointer, parameter, bytes.baseAddress?.assumingMemoryBound(to: CChar.self) ?? Self.empty, Int32(bytes.count),
        Self.transient)
    }
  }

  package func bind(_ parameter: Int32, blob: [UInt8]) {
    unsafe blob.withUnsafeBytes { bytes in
      _ = unsafe sqlite3_bind_blob(
        pointer, parameter, bytes.baseAddress ?? UnsafeRawPointer(Self.empty), Int32(bytes.count), Self.transient)
    }
  }

  package func bind(_ parameter: Int32, _ value: SQLValue) {
    switch value {
    case .null: bindNull(parameter)
    case .integer(let value): bind(parameter, value)
    case .text(let value):
      var value = value
      value.withUTF8 { bytes in
        _ = unsafe sqlite3_bind_text(
          pointer, parameter, UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self) ?? Self.empty,
          Int32(bytes.count), Self.transient)
      }
    case .blob(let value): bind(parameter, blob: value)
    }
  }

  /// A text of no bytes still needs a place; without one SQLite would bind NULL.
  private nonisolated(unsafe) static let empty: UnsafePointer<CChar> = {
    let place = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    unsafe place.initialize(to: 0)
    return unsafe UnsafePointer(place)
  }()

  // MARK: Out. Columns count from 0.

  /// - Returns: whether there is a row.
  package func step() throws(BookError) -> Bool {
    let code = unsafe sqlite3_step(pointer)
    if code == SQLITE_ROW { return true }
    if code == SQLITE_DONE { return false }
    let message = unsafe String(cString: sqlite3_errmsg(sqlite3_db_handle(pointer)))
    unsafe sqlite3_reset(pointer)
    throw BookError(sqliteCode: code, message: message, databaseName)
  }

  package func reset() { unsafe sqlite3_reset(pointer) }

  /// Runs a statement that yields no rows, and makes it ready for the next values.
  /// - Returns: how many rows it changed.
  @discardableResult
  package func run() throws(BookError) -> Int {
    _ = try step()
    unsafe sqlite3_reset(pointer)
    return unsafe Int(sqlite3_changes(sqlite3_db_handle(pointer)))
  }

  package var columnCount: Int { unsafe Int(sqlite3_column_count(pointer)) }
  package func name(_ column: Int32) -> String { unsafe String(cString: sqlite3_column_name(pointer, column)) }
  package func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(pointer, column) }
  package func isNull(_ column: Int32) -> Bool { unsafe sqlite3_column_type(pointer, column) == SQLITE_NULL }
  package func isInteger(_ column: Int32) -> Bool { unsafe sqlite3_column_type(pointer, column) == SQLITE_INTEGER }

  package func bytes(_ column: Int32) -> [UInt8] {
    guard let start = unsafe sqlite3_column_blob(pointer, column) else { return [] }
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
  }

  /// Lends a text or blob to `body` as it lies in the row.
  package func withBytes<Result>(_ column: Int32, _ body: (Span<UInt8>) -> Result) -> Result {
    // SAFETY: SQLite keeps the bytes until the next step, and a `Span` cannot leave `body`.
    let start = unsafe sqlite3_column_blob(pointer, column)?.assumingMemoryBound(to: UInt8.self)
    let count = unsafe start == nil ? 0 : Int(sqlite3_column_bytes(pointer, column))
    return body(unsafe UnsafeBufferPointer(start: start, count: count).span)
  }

  /// Copies a text or blob behind what `writer` holds, without an array in between.
  package func append(_ column: Int32, to writer: ByteWriter) {
    guard let start = unsafe sqlite3_column_blob(pointer, column) else { return }
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
    writer.append(contentsOf: unsafe Array(bytes))
  }

  package func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

  package func value(_ column: Int32) -> SQLValue {
    switch unsafe sqlite3_column_type(pointer, column) {
    case SQLITE_NULL: .null
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_BLOB: .blob(bytes(column))
    default: .text(text(column))
    }
  }

  package var row: SQLRow { SQLRow(values: (0..<Int32(columnCount)).map { value($0) }) }
}

extension BookError {
  init(sqliteCode code: Int32, message: String, _ name: DatabaseName) {
    let path = name.path
    switch code & 0xFF {
    case SQLITE_BUSY, SQLITE_LOCKED:
      self.init(.locked, "\(path): another program is writing to this \(name.noun); try again when it has ended")
    case SQLITE_CORRUPT:
      self.init(.unreadable, "\(path): \(message); \(name.remedy)")
    case SQLITE_NOTADB: self.init(.damaged, "\(path): \(message); restore the \(name.noun) from a copy")
    case SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM:
      self.init(.storage, "\(path): \(message); the change at work was taken back")
    case SQLITE_CONSTRAINT: self.init(.refused, "\(path): \(message)")
    default: self.init(.invalid, "\(path): \(message)")
    }
  }
}
