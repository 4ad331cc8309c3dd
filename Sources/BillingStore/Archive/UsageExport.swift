internal import Bytes
package import RatingPipeline

/// Usage of a book as CSV for other programs.
package struct UsageExport {
  /// The customer account's name; all where it is `nil`.
  package var account: String?
  /// Local days since 1970, half open.
  package var from: Int64?
  package var to: Int64?
  /// The rows of a record together, its levels as they are rated, batch by batch in the order of the lines; else run by
  /// run, which needs no sorting.
  package var isByRecord: Bool

  package init(account: String? = nil, from: Int64? = nil, to: Int64? = nil, isByRecord: Bool = false) {
    self.account = account
    self.from = from
    self.to = to
    self.isByRecord = isByRecord
  }

  private static let chosenRuns = """
    (?1 IS NULL OR day >= ?1) AND (?2 IS NULL OR day < ?2)
      AND (?3 IS NULL OR account IN (SELECT id FROM account WHERE name = ?3 UNION ALL SELECT -id FROM account WHERE name = ?3))
    """

  private static let byRecord = """
    u.batch, coalesce(json_extract(u.extras, '$.source'), b.source), u.line, \(UsageSwitch.firstID(sql: "u.record_id")),
      \(UsageSwitch.rowCount(sql: "u.record_id"))
    """

  /// - Returns: how many rows.
  package func write(_ book: Book, to output: OutputFile) throws(BookError) -> Int {
    let writer = ByteWriter(capacity: 1 << 18)
    let table = UsageTable.export
    writer.append(table.header)
    var count = 0
    try book.database.read { connection throws(BookError) in
      if let account, try connection.row("SELECT 1 FROM account WHERE name = ?1", [.text(account)]) == nil {
        throw BookError(.invalid, "there is no account '\(account)'")
      }
      let choice = [SQLValue(from), SQLValue(to), SQLValue(account)]
      guard !isByRecord else {
        return try connection.each(table.sql(ofRuns: Self.chosenRuns, where: "1 ORDER BY \(Self.byRecord)"), choice) {
          row throws(BookError) in
          table.write(row, to: writer)
          count += 1
          if writer.count > 1 << 18 { try Self.flush(writer, to: output) }
        }
      }
      let rows = try connection.statement(table.sql(where: "u.id >= ?1 AND u.id < ?1 + ?2 ORDER BY u.id"))
      try connection.each(
        "SELECT first_usage, usage_count FROM usage_run WHERE \(Self.chosenRuns) ORDER BY first_usage", choice
      ) { run throws(BookError) in
        rows.bind(1, run.integer(0))
        rows.bind(2, run.integer(1))
        while try rows.step() {
          table.write(rows, to: writer)
          count += 1
        }
        rows.reset()
        if writer.count > 1 << 18 { try Self.flush(writer, to: output) }
      }
    }
    try Self.flush(writer, to: output)
    do throws(SystemError) {
      try output.endInput()
      try output.commit()
    } catch {
      throw BookError(.storage, "\(error)")
    }
    return count
  }

  private static func flush(_ writer: ByteWriter, to output: OutputFile) throws(BookError) {
    do throws(SystemError) { try output.write(writer) } catch { throw BookError(.storage, "\(error)") }
    writer.removeAll()
  }
}
