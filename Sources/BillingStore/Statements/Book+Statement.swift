internal import Billing
package import Telecom

extension Book {
  /// An account read back like a bank statement, its members' charges with it: opening balance, each charge, payment and
  /// correction by day, closing balance. Amounts are what the customer owes.
  /// - Parameters: first day, and the day after the last; `nil` for no bound.
  package func statement(of name: String, from: CivilDate?, to: CivilDate?) throws(BookError) -> Listing {
    try database.read { connection throws(BookError) in
      let account = try Self.billedAccount(name, connection)
      let units = MinorUnits(account.currency)
      var listing = Listing(["date", "kind", "reference", "text", "amount", "balance"])
      var balance: Int64 = 0
      func add(_ date: Listing.Cell, _ kind: String, _ reference: String, _ text: String, _ amount: Int64?) {
        listing.rows.append([
          date, .text(kind), .text(reference), .text(text), amount.map { .decimal(units.text($0)) } ?? .none,
          .decimal(units.text(balance)),
        ])
      }
      var isOpen = false
      func open() {
        if !isOpen { add(from.map { .text($0.description) } ?? .none, "opening", "", "", nil) }
        isOpen = true
      }
      try connection.each(
        """
        WITH RECURSIVE member (id) AS (
          SELECT ?1 UNION ALL SELECT c.id FROM account c JOIN member m ON c.parent = m.id WHERE c.billing = 'consolidated')
        SELECT j.day, j.kind, j.reference, j.memo, sum(l.amount) FROM journal_line l JOIN journal j ON j.id = l.entry
        WHERE l.account IN (SELECT id FROM member) GROUP BY j.id HAVING sum(l.amount) <> 0 ORDER BY j.day, j.id
        """, [.integer(account.id)]
      ) { row throws(BookError) in
        let day = CivilDate(daysSince1970: Int(row.integer(0)))
        if let to, day >= to { return }
        if from.map({ day >= $0 }) ?? true { open() }
        balance += row.integer(4)
        if isOpen { add(.text(day.description), row.text(1), row.text(2), row.text(3), row.integer(4)) }
      }
      open()
      add(to.map { .text($0.adding(days: -1).description) } ?? .none, "closing", "", "", nil)
      return listing
    }
  }

  /// Invoices that are not settled, with how long they are overdue on a day, and behind them below zero what is in hand;
  /// `nil` lists those of all accounts. The open amounts add up to what an account owes by documents.
  package func openItems(of account: String?, on day: CivilDate) throws(BookError) -> Listing {
    try database.read { connection throws(BookError) in
      var listing = Listing(["account", "number", "date", "due", "days_overdue", "total", "open", "currency"])
      var rows: [(account: String, cells: [Listing.Cell])] = []
      for (name, item) in try Self.openInvoices(account, connection) {
        let units = MinorUnits(Currency(item.currency) ?? .usd)
        rows.append(
          (
            name,
            [
              .text(name), .text("\(item.number)"), .day(item.day), .day(item.due),
              .integer(Int64(max(0, day.daysSince1970 - item.due))), .decimal(units.text(item.total)),
              .decimal(units.text(item.open)), .text(item.currency),
            ]
          ))
      }
      for owner in try connection.rows(
        """
        SELECT a.id, a.name FROM account_balance b JOIN account a ON a.id = b.account
        WHERE b.unapplied <> 0 AND (?1 IS NULL OR a.name = ?1) ORDER BY a.name
        """, [SQLValue(account)])
      {
        for held in try HeldPayment.list(of: owner.integer(0), connection) {
          rows.append(
            (
              owner.text(1),
              [
                .text(owner.text(1)), .text(held.reference), .day(held.day), .none, .none, .none,
                .decimal(MinorUnits(held.currency).text(-held.left)), .text(held.currency.code),
              ]
            ))
        }
      }
      // A stable sort: invoices stay before what is in hand.
      listing.rows = rows.sorted { $0.account < $1.account }.map(\.cells)
      return listing
    }
  }

  /// What is open by how long it is overdue on a day, an account a row; what is in hand apart.
  package func ageing(on day: CivilDate) throws(BookError) -> Listing {
    try database.read { connection throws(BookError) in
      var listing = Listing([
        "account", "currency", "current", "days_1_to_30", "days_31_to_60", "days_61_to_90", "over_90", "unapplied", "total",
      ])
      var buckets: [String: [Int64]] = [:]
      for (name, item) in try Self.openInvoices(nil, connection) {
        let late = day.daysSince1970 - item.due
        buckets[name, default: [0, 0, 0, 0, 0]][late <= 0 ? 0 : min(4, (late + 29) / 30)] += item.open
      }
      for row in try connection.rows(
        """
        SELECT a.name, a.currency, b.unapplied, b.receivable FROM account_balance b JOIN account a ON a.id = b.account
        WHERE b.receivable <> 0 OR b.unapplied <> 0 ORDER BY a.name
        """)
      {
        let units = MinorUnits(Currency(row.text(1)) ?? .usd)
        let open = (buckets[row.text(0)] ?? [0, 0, 0, 0, 0]).map { Listing.Cell.decimal(units.text($0)) }
        listing.rows.append(
          [.text(row.text(0)), .text(row.text(1))] + open
            + [.decimal(units.text(row.integer(2))), .decimal(units.text(row.integer(2) + row.integer(3)))])
      }
      return listing
    }
  }

  private static func openInvoices(_ account: String?, _ connection: SQLConnection) throws(BookError) -> [(String, OpenInvoice)] {
    try connection.rows(
      """
      SELECT \(OpenInvoice.columns), c.name FROM invoice i JOIN account c ON c.id = i.account
      WHERE i.kind = 'invoice' AND (?1 IS NULL OR c.name = ?1) ORDER BY c.name, i.due_day, i.id
      """, [SQLValue(account)]
    ).map { ($0.text(11), OpenInvoice($0)) }.filter { $0.1.open != 0 }
  }
}
