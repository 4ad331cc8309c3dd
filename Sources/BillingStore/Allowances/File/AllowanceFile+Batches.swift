/// Inputs that were applied.
extension AllowanceFile {
  /// An input and its place among those that were applied.
  package struct AppliedBatch: Sendable, Hashable {
    /// 1, 2, … in the order in which they were applied.
    package var id: Int64
    /// Inputs that were rated together have the same.
    package var run: Int64
    package var batch: AllowanceBatch
  }

  /// The input with this content that was applied before.
  package func batch(of digest: [UInt8]) throws(BookError) -> AllowanceBatch? {
    try batches("digest = ?1", [.blob(digest)]).first?.batch
  }

  /// Inputs that settling has to read, in order: those that were applied since the last settling, and those before with
  /// usage that starts behind the moment up to which it settled, or whose records belong together with such.
  package func batchesToSettle() throws(BookError) -> [AppliedBatch] {
    try batches(
      """
      id > ?1 OR last_start >= ?2
        OR joins AND EXISTS (SELECT 1 FROM batch o WHERE o.run = batch.run AND o.joins AND o.last_start >= ?2)
      """, [.integer(openingBatch()), SQLValue(openingMoment())])
  }

  /// The last input before the last settling; 0 where there was none.
  package func openingBatch() throws(BookError) -> Int64 {
    try database.onWriter { connection throws(BookError) in
      try connection.row("SELECT CAST(value AS BIGINT) FROM state WHERE name = 'opening_batch'")?.integer(0) ?? 0
    }
  }

  private func batches(_ condition: String, _ values: [SQLValue]) throws(BookError) -> [AppliedBatch] {
    try database.onWriter { connection throws(BookError) in
      try connection.rows(
        """
        SELECT id, run, digest, source, bytes, records, joins, first_start, last_start FROM batch
        WHERE \(condition) ORDER BY id
        """, values
      ).map { row in
        AppliedBatch(
          id: row.integer(0), run: row.integer(1),
          batch: AllowanceBatch(
            digest: row.blob(2), source: row.text(3), bytes: row.integer(4), records: row.integer(5), joins: row.integer(6) != 0,
            starts: row.isNull(7) ? nil : row.integer(7)...max(row.integer(7), row.integer(8))))
      }
    }
  }

  /// - Throws: `.refused` where an input with its content was applied before.
  package func note(_ batch: AllowanceBatch) throws(BookError) {
    try database.onWriter { connection throws(BookError) in
      _ = try connection.execute(
        """
        INSERT INTO batch (digest, source, bytes, records, run, joins, first_start, last_start)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        """,
        [
          .blob(batch.digest), .text(batch.source), .integer(batch.bytes), .integer(batch.records), .integer(run),
          .integer(batch.joins ? 1 : 0), SQLValue(batch.starts?.lowerBound), SQLValue(batch.starts?.upperBound),
        ])
    }
  }
}
