internal import RatePlans
internal import Rating
package import Telecom

/// What every owner of a pool has used and has left, wherever counters are kept.
package struct AllowanceSummary: Sendable {
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

  /// SQL: the names of the owner of a row `c` of a promise `p`, and where they are found.
  let account: String
  let service: String
  let joins: String

  static let ofFile = AllowanceSummary(
    account: "coalesce(a.name, o.name)", service: "iif(o.account > 0, o.name, '')",
    joins: "JOIN owner o ON o.id = c.owner LEFT JOIN owner a ON a.id = o.account")
  static let ofBook = AllowanceSummary(
    account: "a.name", service: "coalesce(o.name, '')",
    joins: """
      LEFT JOIN service o ON p.shared = 'service' AND o.id = c.owner
      JOIN account a ON a.id = iif(p.shared = 'service', o.account, c.owner)
      """)

  /// By owner, plan, kind, name and cycle.
  /// - Parameter now: milliseconds since 1970; boosters that have expired then are not left.
  func listing(_ selection: Selection, now: Int64, _ connection: SQLConnection) throws(BookError) -> Listing {
    var listing = Listing(["account", "service", "shared", "plan", "kind", "name", "cycle_from"] + CounterAmounts.titles)
    let values = [
      SQLValue(selection.account), SQLValue(selection.service), SQLValue(selection.plan),
      SQLValue(selection.cycleFrom?.daysSince1970), .integer(now),
    ]
    try connection.each(counters, values) { row throws(BookError) in
      let unit = row.isNull(7) ? nil : CountedUnit(word: row.text(7))
      guard let kind = StoredPromise.Kind(rawValue: row.text(4)),
        let amounts = CounterAmounts(kind, unit, currency: row.text(8), row, from: 10)
      else {
        throw BookError(.damaged, "the row of \(row.text(4)) '\(row.text(5))' of \(row.text(0)) \(row.text(1)) contradicts itself")
      }
      let isOpen = row.isNull(6) || row.integer(6) == Int64(Int32.min)
      listing.rows.append(
        (0..<6).map { .text(row.text($0)) } + [isOpen ? .none : .day(Int(row.integer(6)))] + amounts.cells)
    }
    return listing
  }

  /// All counters, and pools that have boosters alone: owner, promise, cycle, unit, currency, rank of the kind, the counter's
  /// own columns, what is left of boosters in the pool's last cycle.
  private var counters: String {
    let kinds: [(kind: String, counter: any StoredCounter.Type)] = [
      ("allowance", AllowanceCounter.self), ("volume", VolumeCounter.self), ("commitment", SpendingCounter.self),
      ("limit", LimitCounter.self),
    ]
    let width = AllowanceCounter.columns.count
    let selects = kinds.enumerated().map { rank, kind in
      let columns = kind.counter.columns.map { "c.\($0)" } + Array(repeating: "NULL", count: width - kind.counter.columns.count)
      return """
        SELECT \(owner), \(rank) AS rank, \(columns.joined(separator: ", ")), \(rank == 0 ? Self.boosters : "NULL")
        FROM \(kind.counter.table) c JOIN promise p ON p.id = c.promise \(joins)
        WHERE \(isSelected) AND (?4 IS NULL OR c.cycle >= ?4 OR c.cycle = \(Int32.min))
        """
    }
    let unused = """
      SELECT \(owner.replacing("c.cycle", with: "NULL")), 0, \(Array(repeating: "NULL", count: width).joined(separator: ", ")),
        sum(c.remaining)
      FROM booster c JOIN promise p ON p.id = c.promise \(joins)
      WHERE \(isSelected) AND c.expires > ?5
        AND NOT EXISTS (SELECT 1 FROM allowance_counter d WHERE d.promise = c.promise AND d.owner = c.owner)
      GROUP BY c.promise, c.owner
      """
    return (selects + [unused]).joined(separator: " UNION ALL ") + " ORDER BY account, service, plan, rank, promise, cycle"
  }

  private var owner: String {
    """
    \(account) AS account, \(service) AS service,
    iif(\(service) <> '', 'service', iif(p.shared = 'branch', 'branch', 'account')), p.plan AS plan, p.kind, p.name AS promise,
    c.cycle AS cycle, p.unit, p.currency
    """
  }

  private var isSelected: String {
    "(?1 IS NULL OR \(account) = ?1) AND (?2 IS NULL OR \(service) = ?2) AND (?3 IS NULL OR p.plan = ?3)"
  }

  private static let boosters = """
    (SELECT sum(b.remaining) FROM booster b WHERE b.promise = c.promise AND b.owner = c.owner AND b.expires > ?5
      AND c.cycle = (SELECT max(d.cycle) FROM allowance_counter d WHERE d.promise = c.promise AND d.owner = c.owner))
    """
}
