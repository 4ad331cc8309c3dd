internal import Bytes
internal import Foundation
internal import RatingPipeline

/// The records that the book could not rate, in groups or one by one.
package struct RejectDesk {
  /// Which rejects are meant; all open ones where nothing is said.
  package struct Selection {
    package var ids: [Int64]
    package var reason: String?
    package var source: String?
    /// open, retried or dropped; any where it is `nil`.
    package var state: String?

    package init(ids: [Int64] = [], reason: String? = nil, source: String? = nil, state: String? = "open") {
      self.ids = ids
      self.reason = reason
      self.source = source
      self.state = state
    }

    /// What wrote the records; anything where it is `nil`.
    var origin: UsageSwitch?

    /// `WHERE …`
    var sql: String {
      var terms = ["1 = 1"]
      if let origin {
        terms.append("batch IN (SELECT id FROM usage_batch WHERE switch IS \(origin.id.map(String.init) ?? "NULL"))")
      }
      if !ids.isEmpty { terms.append("id IN (\(ids.map(String.init).joined(separator: ", ")))") }
      if reason != nil { terms.append("reason = ?1") }
      if source != nil { terms.append("source = ?2") }
      if state != nil { terms.append("state = ?3") }
      return "WHERE " + terms.joined(separator: " AND ")
    }

    var values: [SQLValue] {
      // Parameters up to the last one named.
      let all: [String?] = [reason, source, state]
      return all.prefix((all.lastIndex { $0 != nil } ?? -1) + 1).map { SQLValue($0) }
    }
  }

  private let book: Book

  package init(_ book: Book) { self.book = book }

  /// The selected rejects by reason and field, the largest group first.
  package func groups(_ selection: Selection) throws(BookError) -> Listing {
    try listing(
      "SELECT reason, field, count(*) AS records, count(DISTINCT source) AS sources, min(id) AS first_id, "
        + "min(message) AS example FROM reject \(selection.sql) GROUP BY reason, field ORDER BY 3 DESC, 1, 2", selection)
  }

  /// The selected rejects one by one.
  package func records(_ selection: Selection) throws(BookError) -> Listing {
    try listing(
      "SELECT id, state, reason, field, source, line, message, settled_by, "
        + "(SELECT w.name FROM usage_batch b JOIN switch w ON w.id = b.switch WHERE b.id = reject.batch) AS switch, "
        + "CAST(record AS TEXT) AS record FROM reject \(selection.sql) ORDER BY id", selection)
  }

  private func listing(_ sql: String, _ selection: Selection) throws(BookError) -> Listing {
    try book.database.read { connection throws(BookError) in
      var listing: Listing?
      let statement = try connection.statement(sql)
      defer { statement.reset() }
      for (index, value) in selection.values.enumerated() { statement.bind(Int32(index + 1), value) }
      listing = Listing((0..<Int32(statement.columnCount)).map { statement.name($0) })
      while try statement.step() {
        listing?.rows.append(
          statement.row.values.map { value in
            switch value {
            case .integer(let number): .integer(number)
            case .text(let text): .text(text)
            case .blob(let bytes): .text(String(decoding: bytes, as: UTF8.self))
            case .null: .none
            }
          })
      }
      return listing ?? Listing([])
    }
  }

  /// Gives the selected rejects up.
  /// - Returns: how many.
  package func drop(_ selection: Selection, actor: String, at milliseconds: Int64) throws(BookError) -> Int {
    try book.database.write { connection throws(BookError) in
      let ids = try connection.rows("SELECT id FROM reject \(selection.sql)", selection.values).map { $0.integer(0) }
      for id in ids {
        try connection.execute("UPDATE reject SET state = 'dropped' WHERE id = ?1", [.integer(id)])
        try connection.execute(
          """
          INSERT INTO audit (recorded_at, actor, object, name, field, before, after)
          VALUES (?1, ?2, 'reject', ?3, 'state', 'open', 'dropped')
          """, [.integer(milliseconds), .text(actor), .text(String(id))])
      }
      return ids.count
    }
  }

  /// What wrote the selected rejects.
  func origins(_ selection: Selection) throws(BookError) -> [UsageSwitch] {
    try book.database.read { connection throws(BookError) in
      try connection.rows(
        "SELECT DISTINCT b.switch FROM usage_batch b WHERE b.id IN (SELECT batch FROM reject \(selection.sql)) ORDER BY 1",
        selection.values
      ).map { UsageSwitch(id: $0.optionalInteger(0)) }
    }
  }

  /// Writes the selected rejects as a rejects file.
  /// - Returns: their ids.
  func write(_ selection: Selection, to file: RawFile) throws -> Set<Int64> {
    var ids: Set<Int64> = []
    let writer = ByteWriter(capacity: 1 << 18)
    writer.append(contentsOf: RejectsWriter.header)
    try book.database.read { connection throws(BookError) in
      let statement = try connection.statement(
        "SELECT id, \(RejectsWriter.columns.joined(separator: ", ")) FROM reject \(selection.sql) "
          + "ORDER BY format, time_zone, header, id")
      defer { statement.reset() }
      for (index, value) in selection.values.enumerated() { statement.bind(Int32(index + 1), value) }
      while try statement.step() {
        ids.insert(statement.integer(0))
        for column in 1...Int32(RejectsWriter.columns.count) {
          if column > 1 { writer.append(UInt8(ascii: ",")) }
          let bytes = statement.isInteger(column) ? Array(String(statement.integer(column)).utf8) : statement.bytes(column)
          writer.appendCSV(bytes, 0..<bytes.count)
        }
        writer.append(10)
        if writer.count > 1 << 18 {
          try Self.flush(writer, to: file)
        }
      }
    }
    try Self.flush(writer, to: file)
    return ids
  }

  private static func flush(_ writer: ByteWriter, to file: RawFile) throws(BookError) {
    do throws(SystemError) { try file.write(writer) } catch { throw BookError(.storage, "\(error)") }
    writer.removeAll()
  }
}

extension Ingest {
  /// What became of the rejects of one switch that were rated again.
  package struct Retried {
    package var result: Result
    package var selected: Int
    /// How many stay as they were.
    package var kept: Int
  }

  /// Rates the selected rejects again, those of each switch in one transaction: what is wanting in nothing more is
  /// settled.
  /// - Parameter origin: the switch whose records they are after all; that they came with, where it is `nil`.
  /// - Returns: nothing where none is selected.
  package func retry(_ selection: RejectDesk.Selection, as origin: String? = nil) throws -> [Retried] {
    let desk = RejectDesk(book)
    if let origin {
      let origin = try book.database.read { connection throws(BookError) in try UsageSwitch.named(origin, connection) }
      return try [retry(selection, from: origin, desk)].compactMap(\.self)
    }
    return try desk.origins(selection).compactMap { origin in
      var selection = selection
      selection.origin = origin
      return try retry(selection, from: origin, desk)
    }
  }

  private func retry(_ selection: RejectDesk.Selection, from origin: UsageSwitch, _ desk: RejectDesk) throws -> Retried? {
    // The records are their customers' secret: the file has no name by which others could find it.
    let file = try RawFile.unnamed(in: FileManager.default.temporaryDirectory.path, as: "rejects")
    let ids = try desk.write(selection, to: file)
    guard !ids.isEmpty else { return nil }
    let retry = RejectRetry(ids)
    try file.rewind()
    let result = try take(file, from: origin, retry: retry)
    return Retried(result: result, selected: ids.count, kept: retry.keptCount)
  }
}
