internal import Telecom

extension AccountRater {
  /// Charges usage in the order in which it was made: by start, then by record id, whatever the order in which it came.
  ///
  /// The slow algorithm is ``keepPromises(of:_:_:_:isKnown:)`` over batches of which the records were sorted.
  /// - Parameters:
  ///   - usage: its rows then have what they come to; `RatedBatch.events` has what limits gave notice of.
  ///   - state: before the first of it.
  /// - Returns: the rows in the order in which they were charged.
  /// - Throws: where the counts of a record would be too large in this order.
  package func settle(
    _ usage: inout GatheredUsage, _ state: inout AllowanceState, _ work: inout PromiseWork
  ) throws(UncountableUsage) -> [Int] {
    var order: [Int] = []
    order.reserveCapacity(usage.marks.count)
    for record in usage.inOrder {
      let rows = usage.rows(of: record)
      order += rows
      guard apply(rows, offered: rows.count, usage.batch, &usage.rated, &state, &work) else {
        throw UncountableUsage(recordID: usage.batch.string(usage.batch.records[record].recordID))
      }
    }
    return order
  }
}
