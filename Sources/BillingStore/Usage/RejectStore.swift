internal import RatingPipeline
internal import Telecom

/// Writes a batch's rejects into `reject`, inside its transaction.
struct RejectStore {
  let batch: Int64
  let origin: UsageSwitch

  /// - Parameter retry: the rejects that are rated again by this batch.
  /// - Returns: false where the same record is set aside already.
  func store(_ reject: BookReject, retry: RejectRetry?, _ connection: SQLConnection) throws(BookError) -> Bool {
    let hash = reject.hash(from: origin)
    let open = try connection.row(
      "SELECT id, reason, field, time_zone FROM reject WHERE record_hash = ?1 AND state = 'open' ORDER BY id LIMIT 1", [.blob(hash)])
    if let open, retry == nil, !reject.timeZone.isEmpty, reject.timeZone != open.text(3) {
      // Somebody named another time zone for it.
      try RejectRetry.settle(open.integer(0), by: batch, connection)
    } else if let open {
      guard let retry, retry.ids.contains(open.integer(0)),
        open.text(1) != reject.reason.code || open.text(2) != reject.field.rawValue
      else {
        retry?.keep(open.integer(0))
        return false
      }
      // It is wanting in something else now.
      try retry.settle(open.integer(0), by: batch, connection)
    }
    try connection.execute(
      """
      INSERT INTO reject (batch, reason, field, source, line, byte_offset, message, format, time_zone, header, record,
        record_hash)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
      """,
      [
        .integer(batch), .text(reject.reason.code), .text(reject.field.rawValue), .text(reject.source),
        .integer(reject.line), .integer(reject.byteOffset), .text(reject.message), .text(reject.context.format),
        .text(reject.timeZone), .blob(reject.context.header), .blob(reject.record), .blob(hash),
      ])
    return true
  }
}
