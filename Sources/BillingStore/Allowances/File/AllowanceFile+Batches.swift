/// Inputs that were applied.
extension AllowanceFile {
  /// The input with this content that was applied before.
  package func batch(of digest: [UInt8]) throws(BookError) -> AllowanceBatch? {
    try batches("digest = ?1", .blob(digest)).first
  }

  /// Inputs that were applied since the last settling, in order.
  package func batchesSinceOpening() throws(BookError) -> [AllowanceBatch] {
    try batches("id > coalesce((SELECT CAST(value AS BIGINT) FROM state WHERE name = ?1), 0)", "opening_batch")
  }

  private func batches(_ condition: String, _ value: SQLValue) throws(BookError) -> [AllowanceBatch] {
    try database.onWriter { connection throws(BookError) in
      try connection.rows("SELECT digest, source, bytes, records FROM batch WHERE \(condition) ORDER BY id", [value]).map {
        AllowanceBatch(digest: $0.blob(0), source: $0.text(1), bytes: $0.integer(2), records: $0.integer(3))
      }
    }
  }

  /// - Throws: `.refused` where an input with its content was applied before.
  package func note(_ batch: AllowanceBatch) throws(BookError) {
    try database.onWriter { connection throws(BookError) in
      _ = try connection.execute(
        "INSERT INTO batch (digest, source, bytes, records) VALUES (?1, ?2, ?3, ?4)",
        [.blob(batch.digest), .text(batch.source), .integer(batch.bytes), .integer(batch.records)])
    }
  }
}
