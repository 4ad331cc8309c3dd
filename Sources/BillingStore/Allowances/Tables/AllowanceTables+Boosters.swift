internal import RatePlans
internal import Rating

extension AllowanceTables {
  /// - Parameters:
  ///   - condition: on their rows.
  ///   - body: gets each that the run has a promise and an owner for, with its id: of one pool by who expires first, then in
  ///     the order in which they were given.
  func eachBooster(
    where condition: String, _ owners: OwnerRows, _ connection: SQLConnection, _ body: (PoolKey, Booster, Int64) -> Void
  ) throws(BookError) {
    for promise in promises where promise.kind == .allowance {
      try connection.each(
        """
        SELECT owner, valid_from, expires, granted, remaining, id FROM \(prefix)booster
        WHERE promise = ?1 AND \(condition)\(owners.condition) ORDER BY owner, expires, id
        """, [.integer(promise.id)] + owners.chosen(promise.scope)
      ) { row throws(BookError) in
        let owner = owners.ofRun(row.integer(0), promise.scope)
        guard owner >= 0 else { return }
        guard row.integer(4) >= 0, row.integer(4) <= row.integer(3) else {
          throw BookError(
            .damaged, "\(prefix)booster: a row of promise \(promise.id), owner \(row.integer(0)) contradicts itself; "
              + "restore the file from a copy")
        }
        body(
          PoolKey(plan: promise.plan, promise: promise.index, owner: owner),
          Booster(units: row.integer(3), left: row.integer(4), from: row.integer(1), expires: row.integer(2)), row.integer(5))
      }
    }
  }

  /// Boosters only come and are used up: of those that expire together the first are those that the table has.
  func saveBoosters(
    _ state: AllowanceState, of pools: [PoolKey], _ owners: OwnerRows, _ connection: SQLConnection
  ) throws(BookError) {
    let insert = try connection.statement(Self.insertBooster(prefix))
    for pool in pools.sorted(by: { ($0.plan, $0.promise, $0.owner) < ($1.plan, $1.promise, $1.owner) }) {
      let promise = promise(.allowance, pool)
      let owner = Int64(owners.stored(pool.owner, promise.scope))
      var known = try connection.rows(
        "SELECT id, expires, remaining FROM \(prefix)booster WHERE promise = ?1 AND owner = ?2 ORDER BY expires, id",
        [.integer(promise.id), .integer(owner)])[...]
      for booster in state.boosters[pool] ?? [] {
        if let row = known.first, row.integer(1) == booster.expires {
          known.removeFirst()
          guard row.integer(2) != booster.left else { continue }
          try connection.execute(
            "UPDATE \(prefix)booster SET remaining = ?2 WHERE id = ?1", [.integer(row.integer(0)), .integer(booster.left)])
        } else {
          let values = [promise.id, owner, booster.from, booster.expires, booster.granted, booster.left]
          for (place, value) in values.enumerated() { insert.bind(Int32(place + 1), value) }
          insert.bindNull(7)
          try insert.run()
        }
      }
    }
  }

  static func insertBooster(_ prefix: String) -> String {
    """
    INSERT INTO \(prefix)booster (promise, owner, valid_from, expires, granted, remaining, reference)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    """
  }
}
