package import Rating
internal import Synchronization

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

  /// A booster that was given since the last settling.
  package struct Gift: Sendable {
    /// Of the last input that was applied before; 0 where there was none.
    package var batch: Int64
    package var pool: PoolKey
    package var booster: Booster
  }

  /// The state at the last settling without what was given since, and that, in the order in which it was given.
  package func loadOpeningAndGifts() throws(BookError) -> (opening: AllowanceState, gifts: [Gift]) {
    let opening = try load(openingTables, boosters: "id NOT IN (SELECT booster FROM gift)")
    var gifts: [(id: Int64, gift: Gift)] = []
    try database.onWriter { connection throws(BookError) in
      var batches: [Int64: Int64] = [:]
      try connection.each("SELECT booster, batch FROM gift", []) { row in batches[row.integer(0)] = row.integer(1) }
      try openingTables.eachBooster(
        where: "id IN (SELECT booster FROM gift)", owners.withLock { $0 }, connection
      ) { pool, booster, id in gifts.append((id, Gift(batch: batches[id] ?? 0, pool: pool, booster: booster))) }
    }
    return (opening, gifts.sorted { $0.id < $1.id }.map(\.gift))
  }

  /// Makes a state that usage was settled to the one that streaming goes on from.
  package func replace(_ state: AllowanceState) throws(BookError) {
    try database.onWriter { connection throws(BookError) in
      try tables.replace(state, addOwners(state, isWhole: true, connection), connection)
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
      try connection.execute("DELETE FROM gift", [])
    }
  }

  /// Settling begins with every booster that was given since the last one.
  static func open(boostersAfter id: Int64, _ connection: SQLConnection) throws(BookError) {
    try connection.execute(
      """
      INSERT INTO opening_booster (id, promise, owner, valid_from, expires, granted, remaining, reference)
      SELECT id, promise, owner, valid_from, expires, granted, granted, reference FROM booster WHERE id > ?1
      """, [.integer(id)])
    try connection.execute(
      "INSERT INTO gift (booster, batch) SELECT id, (SELECT coalesce(max(id), 0) FROM batch) FROM booster WHERE id > ?1",
      [.integer(id)])
  }
}
