internal import Bytes
internal import Compression
internal import RatePlans
internal import Rating
package import Telecom

/// Where numbers are, in the book: of each kind the file that was taken last counts; usage stays explained by those it was
/// rated with.
package enum NumberStore {
  /// Takes a file into the book, after it was loaded without an error.
  /// - Parameter recordedAt: milliseconds since 1970, for the record.
  /// - Returns: what it is in the book, whether it was the last one there already, and what loading warned of.
  /// - Throws: `ProblemReport` with every problem of the file, `BookError`.
  package static func take(
    _ path: String, as kind: NumberTable.Kind, into book: Book, actor: String, recordedAt: Int64
  ) throws -> (table: NumberTable, isKnown: Bool, warnings: [Problem]) {
    let content = try contents(path)
    let (count, warnings) = try load(path, content, kind)
    let sum = SHA256()
    sum.update(content)
    let digest = sum.digest()
    let file = String(path[FilePlace.nameStart(path)...])
    let (table, isKnown) = try book.database.write { connection throws(BookError) -> (NumberTable, Bool) in
      let last = try newest(kind, connection)
      if let last, try connection.row("SELECT 1 FROM number_table WHERE id = ?1 AND digest = ?2", [.integer(last.id), .blob(digest)]) != nil {
        return (last, true)
      }
      try connection.execute(
        "INSERT INTO number_table (kind, file, number_count, digest, content, taken_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        [
          .text(kind.rawValue), .text(file), .integer(Int64(count)), .blob(digest), .blob(ZstdBlock.pack(content)),
          .integer(recordedAt),
        ])
      let table = NumberTable(id: connection.lastID, kind: kind, file: file, count: Int64(count))
      try AuditTrail(connection, actor: actor, recordedAt: recordedAt).record(
        "numbering", kind.rawValue, field: "file", before: last?.file, after: file)
      return (table, false)
    }
    return (table, isKnown, warnings)
  }

  private static func contents(_ path: String) throws -> [UInt8] {
    do throws(SystemError) {
      return try RawFile.reading(path).contents()
    } catch {
      throw ProblemReport([
        Problem(at: InputLocation(path), error.reason, remedy: error.isNotFound ? "name a file that exists" : "make it readable")
      ])
    }
  }

  private static func load(_ path: String, _ content: [UInt8], _ kind: NumberTable.Kind) throws(ProblemReport) -> (Int, [Problem]) {
    switch kind {
    case .numbering:
      let loaded = try NumberingFile.load(path, kept: content)
      return (loaded.numbering.rowCount, loaded.warnings)
    case .lrn:
      let loaded = try PortedNumbersFile.load(path, kept: content)
      return (loaded.ported.count, loaded.warnings)
    }
  }

  // MARK: Of the book

  static func newest(_ kind: NumberTable.Kind, _ connection: SQLConnection) throws(BookError) -> NumberTable? {
    try tables("WHERE kind = ?1 ORDER BY id DESC LIMIT 1", [.text(kind.rawValue)], connection).first
  }

  static func all(_ connection: SQLConnection) throws(BookError) -> [NumberTable] {
    try tables("ORDER BY id", [], connection)
  }

  private static func tables(
    _ condition: String, _ values: [SQLValue], _ connection: SQLConnection
  ) throws(BookError) -> [NumberTable] {
    try connection.rows("SELECT id, kind, file, number_count FROM number_table \(condition)", values).compactMap { row in
      NumberTable.Kind(rawValue: row.text(1)).map {
        NumberTable(id: row.integer(0), kind: $0, file: row.text(2), count: row.integer(3))
      }
    }
  }

  /// By which usage is rated now: an LRN is a place only where exchanges are known.
  static func inUse(_ connection: SQLConnection) throws(BookError) -> [NumberTable] {
    guard let numbering = try newest(.numbering, connection) else { return [] }
    return [numbering] + [try newest(.lrn, connection)].compactMap(\.self)
  }

  /// By which a batch was rated.
  static func used(byBatch batch: Int64, _ connection: SQLConnection) throws(BookError) -> [NumberTable] {
    try tables(
      "WHERE id IN (SELECT number_table FROM usage_batch_table WHERE batch = ?1) ORDER BY id", [.integer(batch)], connection)
  }

  /// - Returns: `nil` where no table is of exchanges.
  /// - Throws: `.damaged` when a content is not what its digest says.
  static func geography(_ tables: [NumberTable], _ connection: SQLConnection) throws(BookError) -> CallGeography? {
    guard let numbering = tables.first(where: { $0.kind == .numbering }) else { return nil }
    let exchanges = try content(numbering, connection)
    let lrn = tables.first { $0.kind == .lrn }
    let numbers = try lrn.map { table throws(BookError) in try content(table, connection) }
    do throws(ProblemReport) {
      let plan = try NumberingFile.load(numbering.file, kept: exchanges).numbering
      guard let lrn, let numbers else { return CallGeography(plan) }
      return CallGeography(plan, ported: try PortedNumbersFile.load(lrn.file, kept: numbers).ported)
    } catch {
      throw BookError(.damaged, "the book's numbering: \(error)")
    }
  }

  static func content(_ table: NumberTable, _ connection: SQLConnection) throws(BookError) -> [UInt8] {
    let row = try connection.row("SELECT digest, content FROM number_table WHERE id = ?1", [.integer(table.id)])
    let sum = SHA256()
    guard let row, let content = ZstdBlock.unpack(row.blob(1)) else { throw damaged(table) }
    sum.update(content)
    guard sum.digest() == row.blob(0) else { throw damaged(table) }
    return content
  }

  private static func damaged(_ table: NumberTable) -> BookError {
    BookError(
      .damaged, "the book's copy of \(table.file) (\(table.kind.rawValue), id \(table.id)) is damaged; restore the book from a copy")
  }
}

extension Book {
  /// What the book knows of where numbers are.
  package func numberTables() throws(BookError) -> Listing {
    try database.read { connection throws(BookError) in
      let inUse = try NumberStore.inUse(connection).map(\.id)
      let rows = try connection.rows(
        """
        SELECT id, kind, file, number_count, taken_at, (SELECT count(*) FROM usage_batch_table b WHERE b.number_table = t.id)
        FROM number_table t ORDER BY id
        """)
      return Listing(
        ["id", "kind", "file", "numbers", "taken_at", "batches", "state"],
        rows: rows.map { row in
          [
            .integer(row.integer(0)), .text(row.text(1)), .text(row.text(2)), .integer(row.integer(3)),
            .text("\(Timestamp(milliseconds: row.integer(4)))"), .integer(row.integer(5)),
            .text(inUse.contains(row.integer(0)) ? "in use" : "replaced"),
          ]
        })
    }
  }
}
