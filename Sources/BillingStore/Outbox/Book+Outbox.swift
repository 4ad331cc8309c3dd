package import Bytes
internal import Telecom

extension Book {
  /// Which events of the outbox are meant.
  package struct OutboxSelection: Sendable {
    /// Behind this one; `nil` from the first on.
    package var after: Int64?
    package var kind: OutboxEvent.Kind?
    package var account: String?
    package var limit: Int?

    package init(after: Int64? = nil, kind: OutboxEvent.Kind? = nil, account: String? = nil, limit: Int? = nil) {
      (self.after, self.kind, self.account, self.limit) = (after, kind, account, limit)
    }

    fileprivate static let sql = """
      SELECT o.id, o.recorded_at, o.kind, a.name, s.name, o.payload FROM outbox o
      LEFT JOIN account a ON a.id = o.account LEFT JOIN service s ON s.id = o.service
      WHERE o.id > ?1 AND (?2 IS NULL OR o.kind = ?2) AND (?3 IS NULL OR a.name = ?3) ORDER BY o.id LIMIT ?4
      """

    fileprivate var values: [SQLValue] {
      [.integer(after ?? 0), SQLValue(kind?.rawValue), SQLValue(account), .integer(Int64(limit ?? -1))]
    }
  }

  /// Events in the order in which they were written.
  package func events(_ selection: OutboxSelection) throws(BookError) -> Listing {
    var listing = Listing(["id", "time", "kind", "account", "service", "what"])
    try database.read { connection throws(BookError) in
      try connection.each(OutboxSelection.sql, selection.values) { row throws(BookError) in
        listing.rows.append([
          .integer(row.integer(0)), .text(Self.time(row)), .text(row.text(2)), .text(row.text(3)), .text(row.text(4)),
          .text(row.text(5)),
        ])
      }
    }
    return listing
  }

  /// Events as JSON lines, for programs.
  /// - Parameters:
  ///   - reader: gets what is behind the last event that it acknowledged.
  ///   - write: takes the text piece by piece.
  package func exportEvents(
    _ selection: OutboxSelection, reader: String?, to write: (ByteWriter) throws -> Void
  ) throws {
    let writer = ByteWriter()
    var failure: (any Error)?
    try database.read { connection throws(BookError) in
      var selection = selection
      if let reader { selection.after = try Self.acknowledged(by: reader, connection) }
      try connection.each(OutboxSelection.sql, selection.values) { row throws(BookError) in
        guard failure == nil else { return }
        writer.append(#"{"id":\#(row.integer(0)),"time":"\#(Self.time(row))","kind":"\#(row.text(2))""#)
        // The payload is an object of its own; its fields go on with this one.
        let fields = row.text(5).dropFirst()
        writer.append(fields == "}" ? "}\n" : ",\(fields)\n")
        guard writer.count > 1 << 16 else { return }
        do { try write(writer) } catch { failure = error }
        writer.removeAll()
      }
    }
    if let failure { throw failure }
    try write(writer)
  }

  private static func time(_ row: SQLStatement) -> String { Timestamp(milliseconds: row.integer(1)).description }

  // MARK: Readers

  private static func acknowledged(by reader: String, _ connection: SQLConnection) throws(BookError) -> Int64 {
    try connection.row("SELECT acknowledged FROM outbox_reader WHERE name = ?1", [.text(reader)])?.integer(0) ?? 0
  }

  /// Writes down that a reader needs no event up to this one any more. A position never goes back.
  /// - Returns: up to which event the reader has acknowledged now.
  /// - Throws: `.invalid` where there is no such event yet.
  package func acknowledgeEvents(upTo event: Int64, by reader: String, recordedAt: Int64) throws(BookError) -> Int64 {
    try database.write { connection throws(BookError) in
      let last = try connection.row("SELECT coalesce(max(id), 0) FROM outbox")!.integer(0)
      guard event >= 1, event <= last else {
        let there = last == 0 ? "the outbox is empty" : "the last one is \(last)"
        throw BookError(.invalid, "there is no event \(event), \(there); acknowledge what was read")
      }
      let before = try Self.acknowledged(by: reader, connection)
      guard event > before else { return before }
      try connection.execute(
        """
        INSERT INTO outbox_reader (name, acknowledged, acknowledged_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (name) DO UPDATE SET acknowledged = ?2, acknowledged_at = ?3
        """, [.text(reader), .integer(event), .integer(recordedAt)])
      return event
    }
  }

  /// Who reads, how far each has come, and how many events wait for it.
  package func outboxReaders() throws(BookError) -> Listing {
    var listing = Listing(["reader", "acknowledged", "time", "waiting"])
    try database.read { connection throws(BookError) in
      for row in try connection.rows(
        """
        SELECT name, acknowledged, acknowledged_at, (SELECT count(*) FROM outbox o WHERE o.id > r.acknowledged)
        FROM outbox_reader r ORDER BY name
        """)
      {
        listing.rows.append([
          .text(row.text(0)), .integer(row.integer(1)), .text(Timestamp(milliseconds: row.integer(2)).description),
          .integer(row.integer(3)),
        ])
      }
    }
    return listing
  }
}
