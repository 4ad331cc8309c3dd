internal import Billing
internal import Telecom

/// An account with the period that is to be billed next.
struct BillTarget: Sendable {
  var account: BookAccount
  var period: BillingPeriod
  /// An invoice was closed in this run.
  var isClosed = false

  var request: InvoiceLoader.Request { InvoiceLoader.Request(account: account.id, period: period) }

  /// From its period's begin to the end of the last cycle that ended by `day`.
  func settled(by day: CivilDate) -> BillingPeriod {
    var settled = period
    var next = account.period(after: period.to)
    while next.to <= day {
      settled.to = next.to
      next = account.period(after: next.to)
    }
    return settled
  }

  mutating func advance() { period = account.period(after: period.to) }

  /// Accounts that get invoices and have a cycle that ended by `day`, by name.
  static func due(
    by day: CivilDate, cycleDay: Int?, names: NamePattern?, _ connection: SQLConnection
  ) throws(BookError) -> [BillTarget] {
    var targets: [BillTarget] = []
    for row in try connection.rows(
      """
      SELECT \(BookAccount.columns),
        (SELECT max(i.period_to) FROM invoice i WHERE i.account = a.id AND i.kind = 'invoice'),
        a.closed IS NULL OR EXISTS (
          WITH RECURSIVE member (id) AS (
            SELECT a.id UNION ALL
            SELECT c.id FROM account c JOIN member m ON c.parent = m.id WHERE c.billing = 'consolidated')
          SELECT 1 FROM member m JOIN account_balance b ON b.account = m.id WHERE b.unbilled <> 0 OR b.unbilled_nanos <> 0)
      FROM account a WHERE a.billing = 'own' ORDER BY a.name
      """)
    {
      if let names, !names.matches(row.text(1)) { continue }
      let account = try BookAccount(row, payer: row.integer(0))
      if let cycleDay, account.calendar.frequency.months == nil || account.calendar.cycleDay != cycleDay { continue }
      let last = row.optionalInt(15).map { CivilDate(daysSince1970: $0) }
      // A closed account that is settled is in no cycle any more.
      if let closed = account.closed, let last, last >= closed, row.integer(16) == 0 { continue }
      let period = account.period(after: last)
      if period.to <= day { targets.append(BillTarget(account: account, period: period)) }
    }
    return targets
  }

  /// Moves on from a cycle without anything to bill: to the next, or to the one in which something happened first, where
  /// several went by without charges. Where nothing happened at all, to the cycle that has not ended by `day`.
  mutating func passOver(to day: CivilDate, _ connection: SQLConnection) throws(BookError) {
    advance()
    guard period.to <= day else { return }
    let row = try connection.row(
      """
      WITH RECURSIVE member (id) AS (
        SELECT ?1 UNION ALL SELECT c.id FROM account c JOIN member m ON c.parent = m.id WHERE c.billing = 'consolidated')
      SELECT (SELECT count(*) FROM charge WHERE account IN (SELECT id FROM member)),
        (SELECT min(r.day) FROM usage_run r WHERE r.account IN (SELECT id FROM member)
          AND NOT EXISTS (SELECT 1 FROM invoice_run i WHERE i.run = r.id)),
        (SELECT min(o.day) FROM one_off o WHERE o.account IN (SELECT id FROM member)
          AND NOT EXISTS (SELECT 1 FROM invoice_one_off i WHERE i.one_off = o.id))
      """, [.integer(account.id)])!
    if row.integer(0) > 0 { return }
    let first = [row.optionalInt(1), row.optionalInt(2)].compactMap(\.self).min() ?? .max
    while period.to.daysSince1970 <= first, period.to <= day { advance() }
  }
}
