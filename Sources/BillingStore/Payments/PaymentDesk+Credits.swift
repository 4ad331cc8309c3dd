internal import Billing
internal import Telecom

/// Credit that an account has: from payments that are left over, and from invoices below zero.
extension PaymentDesk {
  /// Puts what an invoice owes the customer in hand. The credit is a payment of nothing that has its amount from this
  /// invoice, by an allocation below zero, and gives it to others like any payment.
  /// - Parameter document: the invoice itself, or the credit note that took so much off it.
  func putInHand(_ invoice: OpenInvoice, from document: InvoiceNumber, day: Int) throws(BookError) {
    guard invoice.open < 0 else { return }
    let reference = "\(document)/credit"
    let entry = try journal.post(
      Posting(
        day: day, kind: .credit, account: invoice.account, reference: reference, memo: "\(invoice.number)",
        lines: [
          .init(.receivable, account: invoice.account, -invoice.open, invoice.currency),
          .init(.unapplied, account: invoice.account, invoice.open, invoice.currency),
        ]))
    let credit = try insert(reference, "credit", invoice.account, day, amount: 0, paid: (invoice.currency, 0), entry: entry)
    try insertAllocation(credit, invoice, invoice.open, day: day, entry: entry)
  }

  /// Pays out credit of an account, the oldest first; what is open is settled from it before. Usage and charges that
  /// stand on no invoice yet count against it.
  func payOut(_ entry: PaymentEntry, _ amounts: Amounts, _ account: BilledAccount) throws(BookError) {
    let units = MinorUnits(account.currency)
    func refuse(_ message: String) -> BookError { BookError(.invalid, "payment \(entry.reference): \(message)") }
    guard entry.invoices.isEmpty else { throw refuse("a refund is of no invoice; leave the invoice away") }
    let day = entry.day.daysSince1970
    try allocateUnapplied(of: account.id, day: day)
    let held = try HeldPayment.list(of: account.id, connection)
    let inHand = held.reduce(Int128(0)) { $0 + Int128($1.left) }
    let available = max(0, min(inHand, -Int128(try owed(by: account))))
    guard Int128(amounts.credited) <= available else {
      throw refuse(
        "a refund of \(units.text(amounts.credited)), but the credit of account \(account.name) is \(units.text(Int64(clamping: available))); give no more than that")
    }
    var missing = amounts.credited
    var parts: [(payment: HeldPayment, amount: Int64)] = []
    for payment in held where missing > 0 {
      parts.append((payment, min(missing, payment.left)))
      missing -= parts.last!.amount
    }
    let currency = account.currency.code
    let posted = try journal.post(
      Posting(
        day: day, kind: .refund, account: account.id, reference: entry.reference, memo: entry.memo,
        corrects: parts.count == 1 ? parts[0].payment.entry : nil,
        lines: [
          .init(.unapplied, account: account.id, amounts.credited, currency), .init(.cash(entry.method), -amounts.credited, currency),
        ]))
    try insert(
      entry.reference, entry.kind.rawValue, account.id, day, amount: -amounts.credited, paid: (currency, -amounts.paid),
      method: entry.method, memo: entry.memo, entry: posted, reversing: parts)
  }

  /// By the account and those on its invoice; below zero it is a credit.
  private func owed(by account: BilledAccount) throws(BookError) -> Int64 {
    try connection.row(
      """
      WITH RECURSIVE member (id) AS (
        SELECT ?1 UNION ALL SELECT c.id FROM account c JOIN member m ON c.parent = m.id WHERE c.billing = 'consolidated')
      SELECT coalesce(sum(b.receivable + b.unbilled + b.unapplied), 0) FROM account_balance b
      WHERE b.account IN (SELECT id FROM member)
      """, [.integer(account.id)])!.integer(0)
  }
}
