internal import Billing
internal import Telecom

/// Takes payments and what undoes them, inside one writing transaction. What is in hand is a credit in `unapplied`;
/// allocating it moves the credit to `receivable`.
///
/// ```
/// payment      Dr cash:METHOD   Cr unapplied        refund, chargeback   Dr unapplied   Cr cash:METHOD
/// write-off    Dr write_off     Cr unapplied        transfer             Dr unapplied A Cr unapplied B
/// skonto       Dr skonto        Cr unapplied        allocation           Dr unapplied   Cr receivable
/// credit       Dr receivable    Cr unapplied
/// ```
/// `reversal` has what each row that takes money back takes of which payments, so that of each is known what is left.
package final class PaymentDesk {
  let connection: SQLConnection
  let journal: Journal

  package init(_ connection: SQLConnection, recordedAt: Int64) throws(BookError) {
    self.connection = connection
    journal = try Journal(connection, recordedAt: recordedAt)
  }

  init(_ connection: SQLConnection, _ journal: Journal) {
    self.connection = connection
    self.journal = journal
  }

  /// Posts a payment, a write-off or a cash discount, and allocates it; or a refund, which pays out what is in hand.
  /// Unless invoices are named, what was in hand before is allocated first.
  /// - Returns: `false` when the book has it already, word for word.
  /// - Throws: `.invalid` for what does not fit, `.refused` when its reference is taken by another one.
  @discardableResult
  package func enter(_ entry: PaymentEntry) throws(BookError) -> Bool {
    let account = try billed(entry.account)
    let amounts = try Amounts(entry, accountCurrency: account.currency)
    if try isKnown(entry, amounts, account) { return false }
    if entry.kind == .refund {
      try payOut(entry, amounts, account)
      return true
    }
    let day = entry.day.daysSince1970
    var invoices: [OpenInvoice] = []
    for text in entry.invoices { invoices.append(try openInvoice(text, of: account)) }
    if entry.invoices.isEmpty {
      try allocateUnapplied(of: account.id, day: day)
      invoices = try OpenInvoice.list(of: account.id, connection)
    }
    if entry.kind != .payment { try checkOpen(entry, amounts, invoices, account) }
    let payment = try post(entry, amounts, account, day)
    try allocate(payment, to: invoices, day: day, takingSkonto: entry.kind == .payment)
    return true
  }

  private func isKnown(_ entry: PaymentEntry, _ amounts: Amounts, _ account: BilledAccount) throws(BookError) -> Bool {
    guard let known = try connection.row(
      "SELECT kind, account, day, amount, paid_currency, paid_amount, method, memo FROM payment WHERE reference = ?1",
      [.text(entry.reference)])
    else { return false }
    let sign: Int64 = entry.kind == .refund ? -1 : 1
    let new: [SQLValue] = [
      .text(entry.kind.rawValue), .integer(account.id), .integer(Int64(entry.day.daysSince1970)),
      .integer(sign * amounts.credited), .text(entry.currency), .integer(sign * amounts.paid), .text(entry.postedMethod),
      .text(entry.memo),
    ]
    guard known.values == new else {
      throw BookError(.refused, "payment \(entry.reference) is in the book already with other content; give it another reference")
    }
    return true
  }

  /// Nobody paid what is given up: none of it may be left over.
  private func checkOpen(
    _ entry: PaymentEntry, _ amounts: Amounts, _ invoices: [OpenInvoice], _ account: BilledAccount
  ) throws(BookError) {
    let open = invoices.reduce(Int128(0)) { $0 + Int128(max($1.open, 0)) }
    guard Int128(amounts.credited) > open else { return }
    let units = MinorUnits(account.currency)
    throw BookError(
      .invalid,
      "payment \(entry.reference): a \(entry.kind.rawValue) of \(units.text(amounts.credited)), but \(units.text(Int64(clamping: open))) is open; give no more than that")
  }

  private func post(
    _ entry: PaymentEntry, _ amounts: Amounts, _ account: BilledAccount, _ day: Int
  ) throws(BookError) -> HeldPayment {
    let target: LedgerCode =
      switch entry.kind {
      case .payment, .refund: .cash(entry.method)
      case .writeOff: .writeOff
      case .skonto: .skonto
      }
    let posted = try journal.post(
      Posting(
        day: day, kind: Posting.Kind(rawValue: entry.kind.rawValue)!, account: account.id, reference: entry.reference,
        memo: entry.memo, lines: amounts.lines(target, account: account)))
    return try insert(
      entry.reference, entry.kind.rawValue, account.id, day, amount: amounts.credited, paid: (entry.currency, amounts.paid),
      rate: amounts.rate, method: entry.postedMethod, memo: entry.memo, entry: posted)
  }

  /// Writes a row, with what it takes of other payments.
  @discardableResult
  func insert(
    _ reference: String, _ kind: String, _ account: Int64, _ day: Int, amount: Int64, paid: (String, Int64), rate: Int64? = nil,
    method: String = "", memo: String = "", entry: Int64, reversing reversed: [(payment: HeldPayment, amount: Int64)] = []
  ) throws(BookError) -> HeldPayment {
    try connection.execute(
      """
      INSERT INTO payment (reference, kind, account, day, amount, paid_currency, paid_amount, rate, method, memo, entry)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
      """,
      [
        .text(reference), .text(kind), .integer(account), .integer(Int64(day)), .integer(amount), .text(paid.0),
        .integer(paid.1), SQLValue(rate), .text(method), .text(memo), .integer(entry),
      ])
    let id = connection.lastID
    for part in reversed {
      try connection.execute(
        "INSERT INTO reversal (payment, reverses, amount) VALUES (?1, ?2, ?3)",
        [.integer(id), .integer(part.payment.id), .integer(part.amount)])
    }
    return try HeldPayment.with(id: id, connection)
  }

  // MARK: Looking up

  struct BilledAccount {
    var id: Int64
    var name: String
    var currency: Currency
  }

  /// An account that gets invoices of its own.
  func billed(_ name: String) throws(BookError) -> BilledAccount {
    guard let row = try connection.row(
      """
      SELECT a.id, a.currency, a.billing, p.name FROM account a LEFT JOIN account p ON p.id = a.parent WHERE a.name = ?1
      """, [.text(name)])
    else { throw BookError(.invalid, "there is no account '\(name)'; 'tollbook account list' shows all") }
    guard row.text(2) == "own" else {
      throw BookError(.invalid, "account \(name) gets no invoices of its own; name \(row.optionalText(3) ?? "its parent"), which pays for it")
    }
    guard let currency = Currency(row.text(1)) else { throw BookError(.damaged, "account \(name): no currency '\(row.text(1))'") }
    return BilledAccount(id: row.integer(0), name: name, currency: currency)
  }

  func openInvoice(_ text: String, of account: BilledAccount) throws(BookError) -> OpenInvoice {
    guard let number = InvoiceNumber(text), let row = try connection.row(
      "SELECT \(OpenInvoice.columns) FROM invoice i WHERE i.series = ?1 AND i.number = ?2 AND i.kind = 'invoice'",
      [.text(number.series), .integer(number.number)])
    else { throw BookError(.invalid, "there is no invoice \(text); 'tollbook invoice list' shows all") }
    let invoice = OpenInvoice(row)
    guard invoice.account == account.id else {
      throw BookError(.invalid, "invoice \(text) is not one of account \(account.name); name one of its own")
    }
    return invoice
  }
}
