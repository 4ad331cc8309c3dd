internal import Billing
internal import Telecom

/// What was allocated is taken off its invoices again, each part as a new entry that points to the one it corrects.
extension PaymentDesk {
  /// One payment on one invoice.
  private struct Part {
    var payment: HeldPayment
    var invoice: OpenInvoice
    /// Above zero.
    var amount: Int64
    /// The last entry that allocated it.
    var entry: Int64
  }

  /// Takes a payment off its invoices, the newest allocation first, until `amount` of it is free. A cash discount on
  /// these invoices was for their being paid, and is taken back whole.
  /// - Parameter cause: reference of what takes it back.
  func free(_ amount: Int64, of payment: HeldPayment, for cause: String, day: Int) throws(BookError) {
    var missing = amount
    for part in try parts("a.payment", payment.id) where missing > 0 {
      let freed = min(missing, part.amount)
      try release(freed, of: part, day: day)
      missing -= freed
      guard payment.isMoney else { continue }
      for discount in try parts("a.invoice", part.invoice.id) where discount.payment.kind == "skonto" {
        try release(discount.amount, of: discount, day: day)
        try undo(discount.amount, of: discount.payment, for: cause, day: day)
      }
    }
  }

  /// Takes payments off an invoice of which less is left than was settled. What was written off goes first, and is
  /// written off no more; of the rest the cash discount has its proportion; payments, the newest first, are in hand.
  func free(_ amount: Int64, on invoice: OpenInvoice, for cause: String, day: Int) throws(BookError) {
    let parts = try parts("a.invoice", invoice.id)
    var missing = amount
    func free(_ kind: String, upTo limit: Int64) throws(BookError) {
      var left = limit
      for part in parts where part.payment.kind == kind && left > 0 {
        let freed = min(left, part.amount)
        try release(freed, of: part, day: day)
        try undo(freed, of: part.payment, for: cause, day: day)
        left -= freed
        missing -= freed
      }
    }
    try free("write_off", upTo: missing)
    let paid = parts.filter { $0.payment.kind != "write_off" }.reduce(Int128(0)) { $0 + Int128($1.amount) }
    let discount = parts.filter { $0.payment.kind == "skonto" }.reduce(Int128(0)) { $0 + Int128($1.amount) }
    if missing > 0, discount > 0 {
      try free("skonto", upTo: Int64(roundHalfUp(min(Int128(missing), paid) * discount, over: paid)))
    }
    for part in parts where part.payment.isMoney && missing > 0 {
      let freed = min(missing, part.amount)
      try release(freed, of: part, day: day)
      missing -= freed
    }
  }

  /// The newest first. What a credit has from its invoice is below zero, and none of them.
  private func parts(_ column: String, _ id: Int64) throws(BookError) -> [Part] {
    try connection.rows(
      """
      SELECT a.payment, a.invoice, sum(a.amount), max(a.entry) FROM allocation a WHERE \(column) = ?1
      GROUP BY a.payment, a.invoice HAVING sum(a.amount) > 0 ORDER BY max(a.id) DESC
      """, [.integer(id)]
    ).map { row throws(BookError) in
      Part(
        payment: try .with(id: row.integer(0), connection), invoice: try .with(id: row.integer(1), connection),
        amount: row.integer(2), entry: row.integer(3))
    }
  }

  private func release(_ amount: Int64, of part: Part, day: Int) throws(BookError) {
    try allocate(part.payment, part.invoice, -amount, day: day, corrects: part.entry)
  }

  /// Takes back what was given up and is allocated no more.
  private func undo(_ amount: Int64, of payment: HeldPayment, for cause: String, day: Int) throws(BookError) {
    let reference = "\(cause)/\(payment.reference)"
    let currency = payment.currency.code
    let entry = try journal.post(
      Posting(
        day: day, kind: Posting.Kind(rawValue: payment.kind)!, account: payment.account, reference: reference,
        corrects: payment.entry,
        lines: [.init(.unapplied, account: payment.account, amount, currency), .init(payment.source, -amount, currency)]))
    try insert(
      reference, payment.kind, payment.account, day, amount: -amount, paid: (currency, -amount), entry: entry,
      reversing: [(payment, amount)])
  }
}
