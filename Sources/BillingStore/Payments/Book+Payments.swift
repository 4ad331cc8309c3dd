internal import Billing
internal import RatePlans
internal import Telecom

extension Book {
  /// Takes a CSV file of payments with ``PaymentEntry/columns``, whole or not at all.
  /// - Returns: rows that were new, and rows that the book had already.
  package func importPayments(_ path: String, recordedAt: Int64) throws -> (added: Int, known: Int) {
    try EntryFile.enter(
      path, columns: PaymentEntry.columns, into: self,
      desk: { connection throws(BookError) in try PaymentDesk(connection, recordedAt: recordedAt) },
      enter: { desk, row throws(BookError) in
        guard let kind = row["kind"].isEmpty ? .payment : PaymentEntry.Kind(rawValue: row["kind"]) else {
          throw BookError(
            .invalid, "there is no kind '\(row["kind"])'; \(Spelling.hint(for: row["kind"], among: PaymentEntry.Kind.allCases.map(\.rawValue)))")
        }
        return try desk.enter(
          PaymentEntry(
            kind: kind, account: row["account"], day: row.day("date"), amount: row["amount"], currency: row["currency"],
            reference: row["reference"], method: row["method"], memo: row["memo"], rate: row.optional("rate"),
            credited: row.optional("credited"), invoices: row["invoice"].split(separator: " ").map(String.init)))
      })
  }

  /// Takes a CSV file of one-off charges and credits with ``OneOffEntry/columns``, whole or not at all.
  package func importOneOffs(_ path: String, recordedAt: Int64) throws -> (added: Int, known: Int) {
    try EntryFile.enter(
      path, columns: OneOffEntry.columns, into: self,
      desk: { connection throws(BookError) in try ChargeDesk(connection, recordedAt: recordedAt) },
      enter: { desk, row throws(BookError) in
        try desk.enter(
          OneOffEntry(
            account: row["account"], service: row.optional("service"), product: row["product"], title: row["title"],
            day: row.day("date"), quantity: row.optional("quantity") ?? "1", price: row.optional("price"),
            reference: row["reference"]))
      })
  }

  /// Runs one change of payments or charges as a transaction.
  package func atPaymentDesk<R>(recordedAt: Int64, _ body: (PaymentDesk) throws(BookError) -> R) throws(BookError) -> R {
    try database.write { connection throws(BookError) in try body(PaymentDesk(connection, recordedAt: recordedAt)) }
  }

  package func atChargeDesk<R>(recordedAt: Int64, _ body: (ChargeDesk) throws(BookError) -> R) throws(BookError) -> R {
    try database.write { connection throws(BookError) in try body(ChargeDesk(connection, recordedAt: recordedAt)) }
  }

  /// Payments and what takes them back, by day; `nil` lists those of all accounts. A credit's amount is what it has from
  /// its invoice.
  package func payments(of account: String?) throws(BookError) -> Listing {
    try database.read { connection throws(BookError) in
      var listing = Listing([
        "date", "account", "kind", "reference", "amount", "currency", "paid", "method", "allocated", "left", "invoices", "memo",
      ])
      let invoices = try Self.allocations(of: account, connection)
      for row in try connection.rows(
        """
        SELECT p.day, a.name, p.kind, p.reference,
          p.amount - coalesce((SELECT x.amount FROM allocation x WHERE x.payment = p.id AND x.entry = p.entry), 0),
          a.currency, p.paid_amount, p.paid_currency, p.method,
          coalesce((SELECT sum(x.amount) FROM allocation x WHERE x.payment = p.id AND x.entry <> p.entry), 0),
          coalesce((SELECT sum(r.amount) FROM reversal r WHERE r.reverses = p.id), 0), p.memo, p.id
        FROM payment p JOIN account a ON a.id = p.account WHERE ?1 IS NULL OR a.name = ?1 ORDER BY p.day, p.id
        """, [SQLValue(account)])
      {
        let units = MinorUnits(Currency(row.text(5)) ?? .usd)
        let paid = MinorUnits(Currency(row.text(7)) ?? .usd)
        let left = row.integer(4) > 0 ? row.integer(4) - row.integer(9) - row.integer(10) : 0
        let shares = (invoices[row.integer(12)] ?? []).map { "\($0.number) \(units.text($0.amount))" }
        listing.rows.append([
          .day(row.int(0)), .text(row.text(1)), .text(row.text(2)), .text(row.text(3)), .decimal(units.text(row.integer(4))),
          .text(row.text(5)), .text(row.text(7) == row.text(5) ? "" : "\(paid.text(row.integer(6))) \(row.text(7))"),
          .text(row.text(8)), .decimal(units.text(row.integer(9))), .decimal(units.text(left)),
          .text(shares.joined(separator: ", ")), .text(row.text(11)),
        ])
      }
      return listing
    }
  }

  /// By payment, what of it is on which invoice.
  private static func allocations(
    of account: String?, _ connection: SQLConnection
  ) throws(BookError) -> [Int64: [(number: InvoiceNumber, amount: Int64)]] {
    try connection.rows(
      """
      SELECT x.payment, i.series, i.number, sum(x.amount) FROM allocation x JOIN invoice i ON i.id = x.invoice
      JOIN account a ON a.id = i.account WHERE ?1 IS NULL OR a.name = ?1
      GROUP BY x.payment, i.id HAVING sum(x.amount) <> 0 ORDER BY x.payment, i.id
      """, [SQLValue(account)]
    ).reduce(into: [:]) { shares, row in
      shares[row.integer(0), default: []].append(
        (InvoiceNumber(series: row.text(1), number: row.integer(2)), row.integer(3)))
    }
  }
}

extension Listing.Cell {
  /// Days since 1970 as ISO 8601.
  static func day(_ day: Int) -> Self { .text(CivilDate(daysSince1970: day).description) }
}

extension Book {
  package func currency(ofAccount name: String) throws(BookError) -> String {
    let row = try database.read { connection throws(BookError) in
      try connection.row("SELECT currency FROM account WHERE name = ?1", [.text(name)])
    }
    guard let row else { throw BookError(.invalid, "there is no account '\(name)'; 'tollbook account list' shows all") }
    return row.text(0)
  }
}
