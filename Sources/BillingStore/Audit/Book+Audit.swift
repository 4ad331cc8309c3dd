internal import Telecom

extension Book {
  /// The audit trail, oldest first.
  /// - Parameters:
  ///   - object: `account`, `service`, …; any where `nil`.
  ///   - name: of the one thing; any where `nil`.
  package func audit(object: String?, name: String?) throws(BookError) -> Listing {
    var listing = Listing(["time", "actor", "object", "name", "field", "before", "after"])
    try database.read { connection throws(BookError) in
      try connection.each(
        """
        SELECT recorded_at, actor, object, name, field, before, after FROM audit
        WHERE (?1 IS NULL OR object = ?1) AND (?2 IS NULL OR name = ?2) ORDER BY id
        """, [SQLValue(object), SQLValue(name)]
      ) { statement throws(BookError) in
        let row = statement.row
        listing.rows.append(
          [.text(Timestamp(milliseconds: row.integer(0)).description)] + (1..<5).map { .text(row.text($0)) }
            + (5..<7).map { Listing.Cell(row.optionalText($0)) })
      }
    }
    return listing
  }
}
