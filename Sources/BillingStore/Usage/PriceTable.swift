internal import RatePlans
internal import Rating
internal import Telecom

/// The rows of `usage_price`: found, or made, once for all usage of a run that is priced alike.
struct PriceTable {
  private let directory: IngestDirectory
  private var ids: [UsageRow.Price: Int64] = [:]
  private var last: (price: UsageRow.Price, id: Int64)?

  init(_ directory: IngestDirectory) { self.directory = directory }

  /// Forgets everything: what was made in a transaction that was rolled back is not there.
  mutating func removeAll() {
    ids.removeAll()
    last = nil
  }

  mutating func id(
    of price: UsageRow.Price, _ connection: SQLConnection
  ) throws(BookError) -> Int64 {
    if let last, last.price == price { return last.id }
    let id: Int64
    if let known = ids[price] { id = known } else {
      id = try find(price, connection)
      ids[price] = id
    }
    last = (price, id)
    return id
  }

  private func find(
    _ price: UsageRow.Price, _ connection: SQLConnection
  ) throws(BookError) -> Int64 {
    let plan = directory.rater.raters[Int(price.plan)].plan
    let tariff = plan.tariffs[Int(price.tariff)]
    let type = price.type >= 0
      ? directory.serviceTypes[Int(price.type)] : UsageKind(rawValue: UInt8(-1 - price.type)).map { "\($0)" } ?? ""
    let values: [SQLValue] = [
      .integer(directory.planIDs[Int(price.plan)]),
      .text(price.row >= 0 ? tariff.item(ofRow: Int(price.row)) : Tariff.usualItem), .text(type),
      .text(price.row >= 0 ? tariff.name(ofGroup: tariff.group(ofRow: price.row)) : ""),
      .text(price.row >= 0 ? tariff.destination(tariff.rows[Int(price.row)]) : ""),
      .text(price.band >= 0 ? plan.bands.bands[Int(price.band)].name : ""), .text(jurisdiction(price, tariff)),
    ]
    let known = try connection.row(
      """
      SELECT id FROM usage_price WHERE plan = ?1 AND item = ?2 AND service_type = ?3 AND prefix = ?4 AND destination = ?5
        AND band = ?6 AND jurisdiction = ?7
      """, values)
    if let known { return known.integer(0) }
    try connection.execute(
      """
      INSERT INTO usage_price (plan, item, service_type, prefix, destination, band, jurisdiction)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """, values)
    return connection.lastID
  }

  /// The call's, where it is known; else that of the row.
  private func jurisdiction(_ price: UsageRow.Price, _ tariff: Tariff) -> String {
    if price.jurisdiction != .unknown { return price.jurisdiction.code }
    guard price.row >= 0 else { return "" }
    let ofRow = tariff.rows.terms(at: Int(price.row)).jurisdiction
    return ofRow >= 0 ? tariff.jurisdictions[Int(ofRow)] : ""
  }
}
