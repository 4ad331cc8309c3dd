internal import Billing

package import Telecom

extension Book {
  /// The next invoice of an account as it would be closed now, its date included; nothing is written.
  /// - Parameters:
  ///   - day: a cycle that has ended by then without anything to bill is passed over, as by a bill run.
  ///   - leavingOutLater: usage, charges and payments of later days are left out.
  ///
  /// It has what settling would post by then, and what is left of what plans include.
  package func preview(_ name: String, on day: CivilDate, leavingOutLater: Bool = false) throws(BookError) -> InvoicePreview {
    try database.read { connection throws(BookError) in
      let settler = try CycleSettler(connection)
      let account = try Self.billedAccount(name, connection)
      let rules = try BillingRules(connection)
      var target = BillTarget(account: account, period: account.period(after: try Self.lastDay(of: account.id, connection)))
      var left: [AllowanceLeft] = []
      func compute() throws(BookError) -> ComputedInvoice {
        var request = target.request
        if leavingOutLater { request.before = day.adding(days: 1) }
        var period = target.period
        // A cycle that has not ended owes no minimum yet.
        period.to = max(period.from, min(period.to, day))
        let settled = try settler?.preview(ofInvoiceOf: account, period, leftIn: target.period, connection)
        left = settled?.left ?? []
        return try Self.compute(request, rules, posting: settled?.rows ?? [], connection)
      }
      var invoice = try compute()
      while !invoice.isWorthClosing, target.period.to <= day {
        try target.passOver(to: day, connection)
        invoice = try compute()
      }
      return InvoicePreview(invoice: try invoice.dated(in: .invoices(connection)), left: left)
    }
  }

  /// Closes the invoices of one account by hand, up to a day: each cycle that has ended, and the days since.
  /// - Parameter isFinal: the last of them ends all charges and gives back what was charged beyond; the account, and
  ///   those on its invoice, are closed with it.
  /// - Returns: the numbers given.
  package func close(
    _ name: String, on day: CivilDate, isFinal: Bool, actor: String, recordedAt: Int64
  ) throws(BookError) -> [InvoiceNumber] {
    try database.write { connection throws(BookError) in
      let account = try Self.billedAccount(name, connection)
      let rules = try BillingRules(connection)
      let closer = try InvoiceCloser(connection, rules: rules, run: nil, recordedAt: recordedAt)
      var numbers: [InvoiceNumber] = []
      var from = try Self.lastDay(of: account.id, connection) ?? account.opened
      guard from < day else {
        throw BookError(.refused, "account \(name) is billed up to \(from) already; name a later day")
      }
      if isFinal {
        let trail = AuditTrail(connection, actor: actor, recordedAt: recordedAt)
        try Self.end(account, on: day, trail, connection)
      }
      let settler = try CycleSettler(connection)
      while from < day {
        var period = account.period(after: from)
        period.to = min(period.to, day)
        if let settler {
          let targets = try settler.targets(ofInvoiceOf: account, period, connection)
          _ = try settler.settle(targets, to: period.to, recordedAt: recordedAt, connection)
        }
        let isLast = period.to == day
        let request = InvoiceLoader.Request(account: account.id, period: period, isFinal: isFinal && isLast)
        let invoice = try Self.compute(request, rules, connection)
        from = period.to
        guard invoice.isWorthClosing || isLast else { continue }
        if let number = try closer.close(invoice) { numbers.append(number) }
      }
      return numbers
    }
  }

  /// Closes an account that is open, and those on its invoice.
  private static func end(
    _ account: BookAccount, on day: CivilDate, _ trail: AuditTrail, _ connection: SQLConnection
  ) throws(BookError) {
    let open = try connection.rows(
      """
      WITH RECURSIVE member (id) AS (
        SELECT ?1 UNION ALL SELECT c.id FROM account c JOIN member m ON c.parent = m.id WHERE c.billing = 'consolidated')
      SELECT id, name, status FROM account WHERE closed IS NULL AND id IN (SELECT id FROM member) ORDER BY name
      """, [.integer(account.id)])
    for row in open {
      try connection.execute(
        "UPDATE account SET status = 'closed', closed = ?2 WHERE id = ?1", [.integer(row.integer(0)), .integer(Int64(day.daysSince1970))])
      if row.text(2) != "closed" { try trail.record("account", row.text(1), field: "status", before: row.text(2), after: "closed") }
      try trail.record("account", row.text(1), field: "closed", before: nil, after: day.description)
    }
  }

  private static func compute(
    _ request: InvoiceLoader.Request, _ rules: BillingRules, posting rows: [SettledRow] = [], _ connection: SQLConnection
  ) throws(BookError) -> ComputedInvoice {
    let source = try InvoiceLoader(connection: connection, rules: rules, settled: rows).cases([request])[0].get()
    return try ComputedInvoice(source)
  }

  static func lastDay(of account: Int64, _ connection: SQLConnection) throws(BookError) -> CivilDate? {
    try connection.row(
      "SELECT max(period_to) FROM invoice WHERE account = ?1 AND kind = 'invoice'", [.integer(account)])?
      .optionalInt(0).map { CivilDate(daysSince1970: $0) }
  }

  static func billedAccount(_ name: String, _ connection: SQLConnection) throws(BookError) -> BookAccount {
    let row = try connection.row(
      """
      SELECT \(BookAccount.columns), a.billing, p.name FROM account a LEFT JOIN account p ON p.id = a.parent WHERE a.name = ?1
      """, [.text(name)])
    guard let row else { throw BookError(.invalid, "there is no account '\(name)'; 'tollbook account list' shows all") }
    guard row.text(15) == "own" else {
      throw BookError(.invalid, "account \(name) gets no invoices of its own; name \(row.optionalText(16) ?? "its parent"), which pays for it")
    }
    return try BookAccount(row, payer: row.integer(0))
  }
}
