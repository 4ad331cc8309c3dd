internal import Telecom

extension Book {
  /// What has counted towards limits, by period, oldest first.
  /// - Parameter name: of one limit; all where it is `nil`.
  package func limitCounts(of name: String?) throws(BookError) -> Listing {
    var listing = Listing(["limit", "measure", "from", "to", "used", "soft", "hard", "soft_told", "hard_told"])
    try database.read { connection throws(BookError) in
      for row in try connection.rows(
        """
        SELECT l.name, l.measure, c.day_from, c.day_to, c.used, l.soft, l.hard, c.soft_told, c.hard_told
        FROM usage_limit_count c JOIN usage_limit l ON l.id = c.usage_limit WHERE ?1 IS NULL OR l.name = ?1
        ORDER BY l.name, c.day_from, c.day_to
        """, [SQLValue(name)])
      {
        func level(_ column: Int) -> Listing.Cell { row.optionalInteger(column).map { .decimal(Decimal9.text($0)) } ?? .none }
        let used = row.optionalInteger(4).flatMap { used in UsageMeasure(rawValue: row.text(1))?.text(used) }
        listing.rows.append(
          [.text(row.text(0)), .text(row.text(1)), .day(row.int(2)), .day(row.int(3) - 1), used.map { .decimal($0) } ?? .none]
            + (5...8).map(level))
      }
    }
    return listing
  }
}
