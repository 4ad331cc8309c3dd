package import Rating

/// The state at the last settling, which the next one begins with.
extension AllowanceFile {
  /// The state at the last settling, and every booster given since; already kept.
  package func loadOpening() throws(BookError) -> AllowanceState { try load(openingTables) }

  /// Up to when usage was settled, in milliseconds since 1970; `nil` where it never was.
  package func openingMoment() throws(BookError) -> Int64? {
    try database.onWriter { connection throws(BookError) in
      try connection.row("SELECT value FROM state WHERE name = 'opening_moment'")?.integer(0)
    }
  }

  /// Makes a state that usage was settled to the one that the next settling begins with.
  /// - Parameter moment: milliseconds since 1970, up to which usage is in it.
  package func replaceOpening(_ state: AllowanceState, _ moment: Int64) throws(BookError) {
    try database.onWriter { connection throws(BookError) in
      try openingTables.replace(state, addOwners(state, isWhole: true, connection), connection)
      try connection.execute(
        """
        INSERT INTO state (name, value) VALUES ('opening_moment', ?1),
          ('opening_batch', (SELECT CAST(coalesce(max(id), 0) AS TEXT) FROM batch))
        ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """, [.text(String(moment))])
    }
  }

  /// Settling begins with every booster that was given since the last one.
  static func open(boostersAfter id: Int64, _ connection: SQLConnection) throws(BookError) {
    try connection.execute(
      """
      INSERT INTO opening_booster (id, promise, owner, valid_from, expires, granted, remaining, reference)
      SELECT id, promise, owner, valid_from, expires, granted, granted, reference FROM booster WHERE id > ?1
      """, [.integer(id)])
  }
}
