/// The rejects that one batch rates again: those that are rejected for the same reason stay open, the others are settled.
package final class RejectRetry: @unchecked Sendable {  // Used inside the batch's transaction only.
  let ids: Set<Int64>
  private var kept: Set<Int64> = []
  private var settled: Set<Int64> = []

  package init(_ ids: Set<Int64>) { self.ids = ids }

  /// How many stay as they were.
  package var keptCount: Int { kept.count }

  func keep(_ id: Int64) { kept.insert(id) }

  /// All that were not rejected again.
  func settle(by batch: Int64, _ connection: SQLConnection) throws(BookError) {
    for id in ids.subtracting(kept).subtracting(settled).sorted() { try settle(id, by: batch, connection) }
  }

  func settle(_ id: Int64, by batch: Int64, _ connection: SQLConnection) throws(BookError) {
    settled.insert(id)
    try Self.settle(id, by: batch, connection)
  }

  /// Marks a reject as settled by what a batch has of the same record.
  static func settle(_ id: Int64, by batch: Int64, _ connection: SQLConnection) throws(BookError) {
    try connection.execute(
      "UPDATE reject SET state = 'retried', settled_by = ?1 WHERE id = ?2 AND state = 'open'",
      [.integer(batch), .integer(id)])
  }
}
