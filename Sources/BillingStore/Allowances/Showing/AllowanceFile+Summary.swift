internal import RatePlans
internal import Rating
package import Telecom

extension AllowanceFile {
  /// Which counters are listed; all where nothing is said.
  package struct Selection: Sendable {
    /// Of this account and of its services.
    package var account: String?
    package var service: String?
    package var plan: String?
    /// Cycles that begin on this day or later, and terms without a beginning.
    package var cycleFrom: CivilDate?

    package init() {}
  }

  /// What every owner of a pool has used and has left, by owner, plan, kind, name and cycle. Changes no byte of the file.
  /// - Parameter now: milliseconds since 1970; boosters that have expired then are not left.
  /// - Throws: `.invalid` for an account, a service or a plan that the file does not know.
  package static func summary(of path: String, _ selection: Selection, now: Int64) throws(BookError) -> Listing {
    try check(path)
    var listing = Listing(
      ["account", "service", "shared", "plan", "kind", "name", "cycle_from"] + CounterAmounts.titles)
    let database = try SQLDatabase(path: path, of: .allowances, for: .reading)
    try database.read { connection throws(BookError) in
      try check(selection, connection, path)
      let values = [
        SQLValue(selection.account), SQLValue(selection.service), SQLValue(selection.plan),
        SQLValue(selection.cycleFrom?.daysSince1970), .integer(now),
      ]
      try connection.each(counters, values) { row throws(BookError) in
        let unit = row.isNull(7) ? nil : CountedUnit(word: row.text(7))
        guard let kind = StoredPromise.Kind(rawValue: row.text(4)),
          let amounts = CounterAmounts(kind, unit, currency: row.text(8), row, from: 10)
        else {
          throw BookError(
            .damaged, "\(path): the row of \(row.text(4)) '\(row.text(5))' of \(row.text(0)) \(row.text(1)) contradicts itself; "
              + "restore the state of allowances from a copy")
        }
        let isOpen = row.isNull(6) || row.integer(6) == Int64(Int32.min)
        listing.rows.append(
          (0..<6).map { .text(row.text($0)) } + [isOpen ? .none : .day(Int(row.integer(6)))] + amounts.cells)
      }
    }
    return listing
  }

  /// Names of the plans whose promises the file knows.
  package static func plans(of path: String) throws(BookError) -> [String] {
    try check(path)
    return try SQLDatabase(path: path, of: .allowances, for: .reading).read { connection throws(BookError) in
      try plans(connection)
    }
  }

  private static func plans(_ connection: SQLConnection) throws(BookError) -> [String] {
    try connection.rows("SELECT DISTINCT plan FROM promise ORDER BY plan").map { $0.text(0) }
  }

  private static func check(
    _ selection: Selection, _ connection: SQLConnection, _ path: String
  ) throws(BookError) {
    for (scope, name) in [("account", selection.account), ("service", selection.service)] {
      guard let name else { continue }
      let isKnown = try connection.row(
        "SELECT 1 FROM owner WHERE name = ?1 AND (account > 0) = ?2", [.text(name), .integer(scope == "service" ? 1 : 0)]) != nil
      if isKnown { continue }
      throw BookError(.invalid, "\(path): nothing was counted for \(scope) '\(name)'; name one whose usage was rated here")
    }
    guard let plan = selection.plan else { return }
    let plans = try plans(connection)
    guard !plans.contains(plan) else { return }
    throw BookError(
      .invalid, "\(path): nothing was counted for plan '\(plan)'; "
        + (plans.isEmpty ? "no run has counted anything here" : Spelling.hint(for: plan, among: plans)))
  }

  // MARK: Rows

  /// All counters, and pools that have boosters alone: owner, promise, cycle, unit, currency, rank of the kind, the counter's
  /// own columns, what is left of boosters in the pool's last cycle.
  private static var counters: String {
    let kinds: [(kind: String, counter: any StoredCounter.Type)] = [
      ("allowance", AllowanceCounter.self), ("volume", VolumeCounter.self), ("commitment", SpendingCounter.self),
      ("limit", LimitCounter.self),
    ]
    let width = AllowanceCounter.columns.count
    let selects = kinds.enumerated().map { rank, kind in
      let columns = kind.counter.columns.map { "c.\($0)" } + Array(repeating: "NULL", count: width - kind.counter.columns.count)
      return """
        SELECT \(owner), \(rank) AS rank, \(columns.joined(separator: ", ")), \(rank == 0 ? boosters : "NULL")
        FROM \(kind.counter.table) c JOIN promise p ON p.id = c.promise JOIN owner o ON o.id = c.owner
          LEFT JOIN owner a ON a.id = o.account
        WHERE \(isSelected) AND (?4 IS NULL OR c.cycle >= ?4 OR c.cycle = \(Int32.min))
        """
    }
    let unused = """
      SELECT \(owner.replacing("c.cycle", with: "NULL")), 0, \(Array(repeating: "NULL", count: width).joined(separator: ", ")),
        sum(b.remaining)
      FROM booster b JOIN promise p ON p.id = b.promise JOIN owner o ON o.id = b.owner
          LEFT JOIN owner a ON a.id = o.account
      WHERE \(isSelected) AND b.expires > ?5
        AND NOT EXISTS (SELECT 1 FROM allowance_counter d WHERE d.promise = b.promise AND d.owner = b.owner)
      GROUP BY b.promise, b.owner
      """
    return (selects + [unused]).joined(separator: " UNION ALL ") + " ORDER BY account, service, plan, rank, promise, cycle"
  }

  private static let owner = """
    coalesce(a.name, o.name) AS account, iif(o.account > 0, o.name, '') AS service,
    iif(o.account > 0, 'service', iif(p.shared = 'branch', 'branch', 'account')), p.plan AS plan, p.kind, p.name AS promise,
    c.cycle AS cycle, p.unit, p.currency
    """

  private static let isSelected = """
    (?1 IS NULL OR coalesce(a.name, o.name) = ?1) AND (?2 IS NULL OR o.account > 0 AND o.name = ?2)
    AND (?3 IS NULL OR p.plan = ?3)
    """

  private static let boosters = """
    (SELECT sum(b.remaining) FROM booster b WHERE b.promise = c.promise AND b.owner = c.owner AND b.expires > ?5
      AND c.cycle = (SELECT max(d.cycle) FROM allowance_counter d WHERE d.promise = c.promise AND d.owner = c.owner))
    """
}
