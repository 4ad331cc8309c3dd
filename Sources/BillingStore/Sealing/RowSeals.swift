internal import Bytes

/// The chain of seals over the rows that transactions add to append-only tables: `row_seal`. Usage and the journal have
/// chains of their own.
///
/// ```
/// hash(n) = SHA-256( hash(n-1) | name_of_table after upto | row … )
/// row     = value … of its columns, then the rows of each of its parts
/// value   = 0 | 1 integer | 2 text | 3 blob
/// ```
/// A seal is over the rows with an id above `after` up to `upto`, by id. What a value is of stands in a byte before it;
/// integers are eight bytes, the highest first; texts and blobs have their length before them. The first seal follows 32
/// zero bytes.
enum RowSeals {
  /// How far each of ``SealedTable/all`` reaches; nowhere in a book that is only being made.
  typealias Mark = [Int64]

  static func mark(_ connection: SQLConnection) throws(BookError) -> Mark {
    // A book of an earlier schema, or one that is only being made, does not have all of them.
    let tables = Set(try connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'").map { $0.text(0) })
    let highest = SealedTable.all.map { tables.contains($0.name) ? "(SELECT coalesce(max(id), 0) FROM \($0.name))" : "0" }
    return try connection.row("SELECT " + highest.joined(separator: ", "))!.values.map {
      if case .integer(let id) = $0 { id } else { 0 }
    }
  }

  /// Seals what was added since, before the transaction ends.
  static func seal(since mark: Mark, _ connection: SQLConnection) throws(BookError) {
    let now = try self.mark(connection)
    guard now != mark else { return }
    var last = try connection.row("SELECT hash FROM row_seal ORDER BY id DESC LIMIT 1")?.blob(0) ?? SegmentSeal.genesis
    for (table, (before, upto)) in zip(SealedTable.all, zip(mark, now)) where upto > before {
      try seal(table, after: before, upto: upto, &last, connection)
    }
  }

  private static func seal(
    _ table: SealedTable, after: Int64, upto: Int64, _ last: inout [UInt8], _ connection: SQLConnection
  ) throws(BookError) {
    let rows = try connection.statement("SELECT \(table.columns) FROM \(table.name) WHERE id > ?1 AND id <= ?2 ORDER BY id")
    let parts = try table.parts.map { part throws(BookError) in
      try connection.statement("SELECT * FROM \(part.table) WHERE \(part.column) = ?1 ORDER BY \(part.order)")
    }
    let insert = try connection.statement("INSERT INTO row_seal (relation, after, upto, hash) VALUES (?1, ?2, ?3, ?4)")
    let sha = SHA256()
    var after = after
    func begin(upto: Int64) {
      sha.update(last)
      sha.update(table.name)
      sha.update(after)
      sha.update(upto)
    }
    func end(upto: Int64) throws(BookError) {
      last = sha.digest()
      insert.bind(1, .text(table.name))
      insert.bind(2, after)
      insert.bind(3, upto)
      insert.bind(4, blob: last)
      try insert.run()
      after = upto
    }
    rows.bind(1, after)
    rows.bind(2, upto)
    defer { rows.reset() }
    if !table.isEach { begin(upto: upto) }
    while try rows.step() {
      let id = rows.integer(0)
      if table.isEach { begin(upto: id) }
      add(rows, to: sha)
      for part in parts {
        part.bind(1, id)
        while try part.step() { add(part, to: sha) }
        part.reset()
      }
      if table.isEach { try end(upto: id) }
    }
    if !table.isEach { try end(upto: upto) }
  }

  private static func add(_ row: SQLStatement, to sha: SHA256) {
    for column in 0..<Int32(row.columnCount) {
      switch row.value(column) {
      case .null: sha.update([0])
      case .integer(let value):
        sha.update([1])
        sha.update(value)
      case .text(let text):
        sha.update([2])
        sha.update(text)
      case .blob(let bytes):
        sha.update([3])
        sha.update(Int64(bytes.count))
        sha.update(bytes)
      }
    }
  }
}
