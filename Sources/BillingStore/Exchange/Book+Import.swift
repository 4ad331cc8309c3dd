internal import RatePlans
package import Telecom

extension Book {
  /// Takes a CSV file into the book, whole or not at all.
  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - recordedAt: milliseconds since 1970, for the audit trail.
  /// - Throws: `ProblemReport` with everything that is wrong with the file, or `BookError`.
  package func importFile(
    _ kind: RecordKind, _ path: String, actor: String, recordedAt: Int64
  ) throws -> ImportCounts {
    try changing(actor: actor, recordedAt: recordedAt) { connection, log, trail throws(BookError) in
      guard let file = ExchangeFile(path, log: log) else { return ImportCounts() }
      let header = ExchangeHeader(file, kind, log: log)
      guard !log.hasErrors else { return ImportCounts() }
      let refused = RefusedNames()
      let writer = try RecordWriter(kind, connection, log, trail, refused: refused)
      let inputs = file.rows.compactMap { header.input(file, $0, log: log) }
      writer.expect(inputs.count)
      for input in ParentOrder.sorted(inputs, kind, log: log, refused: refused) { try writer.write(input) }
      try writer.finish()
      return writer.counts
    }
  }

  /// Takes a subscribers file, whole or not at all: see ``SubscriberImport``.
  /// - Returns: what was done by kind of record, and warnings.
  package func importSubscribers(
    _ path: String, actor: String, recordedAt: Int64
  ) throws -> (counts: [(name: String, counts: ImportCounts)], warnings: [Problem]) {
    try changing(actor: actor, recordedAt: recordedAt) { connection, log, trail throws(BookError) in
      guard let file = ExchangeFile(path, log: log) else { return ([], []) }
      var subscribers = try SubscriberImport(file, connection, log, trail)
      return (try subscribers.run(), log.problems)
    }
  }

  /// Adds or changes one row that was typed as `--column value`.
  /// - Parameter fields: by the names of columns, `custom.NAME` and `property.NAME` too.
  package func write(
    _ kind: RecordKind, adding: Bool, _ fields: [(name: String, value: String)], actor: String, recordedAt: Int64
  ) throws -> ImportCounts {
    try changing(actor: actor, recordedAt: recordedAt) { connection, log, trail throws(BookError) in
      guard let input = TypedFields.input(fields, of: kind, log: log) else { return ImportCounts() }
      let writer = try RecordWriter(kind, connection, log, trail, mode: adding ? .add : .change)
      try writer.write(input)
      try writer.finish()
      return writer.counts
    }
  }

  /// Runs `body` as one transaction that is given up when it reports an error.
  func changing<Result>(
    actor: String, recordedAt: Int64,
    _ body: (SQLConnection, ProblemLog, AuditTrail) throws(BookError) -> Result
  ) throws -> Result {
    let log = ProblemLog()
    try database.begin()
    do {
      let result = try database.onWriter { connection throws(BookError) in
        try body(connection, log, AuditTrail(connection, actor: actor, recordedAt: recordedAt))
      }
      guard !log.hasErrors else { throw ProblemReport(log.sorted) }
      try database.commit()
      return result
    } catch {
      try? database.rollback()
      throw error
    }
  }
}
