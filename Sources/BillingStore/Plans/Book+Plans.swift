internal import Telecom

extension Book {
  /// Takes a plan, or one version of it, out of use.
  /// - Parameter recordedAt: milliseconds since 1970; services are in use at this time.
  /// - Returns: the ids of the versions taken out of use.
  package func removePlan(_ name: String, version: Int64?, actor: String, recordedAt: Int64) throws(BookError) -> [Int64] {
    try database.write { connection throws(BookError) in
      let trail = AuditTrail(connection, actor: actor, recordedAt: recordedAt)
      return try PlanRemoval(connection: connection, trail: trail).remove(name, version: version)
    }
  }

  /// All versions of all plans that the book has ever had, by name and the instant from which they hold.
  /// - Parameter now: milliseconds since 1970; services are counted that have the plan then or later.
  package func plans(now: Int64) throws(BookError) -> Listing {
    var listing = Listing(["id", "name", "valid_from", "state", "services", "sha256"])
    try database.read { connection throws(BookError) in
      let holding = Set(try PlanStore.versions(connection).values.joined().map(\.id))
      for row in try connection.rows(
        PlanUse.sql + """
           SELECT p.id, p.name, p.valid_from, p.removed_at, p.digest, (SELECT count(*) FROM plan_use u WHERE u.plan = p.name)
          FROM plan p ORDER BY p.name, p.valid_from, p.id
          """, [.integer(now)])
      {
        let state = !row.isNull(3) ? "removed" : holding.contains(row.integer(0)) ? "in use" : "replaced"
        let digest = row.blob(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        listing.rows.append([
          .integer(row.integer(0)), .text(row.text(1)),
          .text(row.integer(2) == 0 ? "" : Timestamp(milliseconds: row.integer(2)).description), .text(state),
          .integer(row.integer(5)), .text(digest),
        ])
      }
    }
    return listing
  }
}
