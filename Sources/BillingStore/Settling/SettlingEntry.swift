internal import Billing
internal import RatingPipeline
internal import Telecom

/// What settling posts, as a batch of its own in the transaction at work.
struct SettlingEntry {
  /// What `usage_batch` says of such a batch.
  static let format = "settlement"

  let directory: IngestDirectory
  let recordedAt: Int64

  /// - Parameter day: up to which was settled.
  func write(_ rows: [SettledRow], to day: CivilDate, _ connection: SQLConnection) throws(BookError) {
    guard !rows.isEmpty else { return }
    var rows = rows
    var prices: [SettledRow.NewPrice: Int64] = [:]
    for index in rows.indices where rows[index].price == nil {
      guard let new = rows[index].newPrice else { preconditionFailure("a settled row without a price") }
      if prices[new] == nil { prices[new] = try price(new, connection) }
      rows[index].price = prices[new]
    }
    var entry = try BatchEntry(directory, from: .unnamed, recordedAt: recordedAt, connection)
    try entry.store(rows, connection)
    let batch = BatchIdentity(source: "settlement \(day)", byteCount: 0)
    try entry.conclude(batch, format: Self.format, RunSummary(), retry: nil, connection)
  }

  private func price(_ price: SettledRow.NewPrice, _ connection: SQLConnection) throws(BookError) -> Int64 {
    let values: [SQLValue] = [.integer(price.plan), .text(price.item), .text(price.name)]
    let known = try connection.row(
      """
      SELECT id FROM usage_price WHERE plan = ?1 AND item = ?2 AND service_type = '' AND prefix = '' AND destination = ?3
        AND band = '' AND jurisdiction = ''
      """, values)
    if let known { return known.integer(0) }
    try connection.execute(
      """
      INSERT INTO usage_price (plan, item, service_type, prefix, destination, band, jurisdiction)
      VALUES (?1, ?2, '', '', ?3, '', '')
      """, values)
    return connection.lastID
  }
}
