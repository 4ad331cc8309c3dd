internal import Billing
internal import Telecom

extension PaymentDesk {
  /// Allocates what is left of a payment to invoices, in their order, as far as it reaches.
  /// - Parameter takingSkonto: what is then missing of an invoice is posted as cash discount, where the payment came in
  ///   time and no more is missing than its terms allow.
  func allocate(
    _ payment: HeldPayment, to invoices: [OpenInvoice], day: Int, takingSkonto: Bool = false
  ) throws(BookError) {
    var left = payment.left
    for invoice in invoices where invoice.open > 0 {
      guard left > 0 else { return }
      let amount = min(left, invoice.open)
      try allocate(payment, invoice, amount, day: day)
      left -= amount
      let missing = invoice.open - amount
      if takingSkonto, missing > 0, missing <= invoice.skonto, let last = invoice.skontoDay, day <= last {
        try takeSkonto(missing, of: invoice, for: payment, day: day)
      }
    }
  }

  private func takeSkonto(_ amount: Int64, of invoice: OpenInvoice, for payment: HeldPayment, day: Int) throws(BookError) {
    let reference = payment.reference + "/skonto/\(invoice.number)"
    let entry = try journal.post(
      Posting(
        day: day, kind: .skonto, account: invoice.account, reference: reference,
        lines: [
          .init(.skonto, amount, invoice.currency), .init(.unapplied, account: invoice.account, -amount, invoice.currency),
        ]))
    let skonto = try insert(
      reference, "skonto", invoice.account, day, amount: amount, paid: (invoice.currency, amount), entry: entry)
    try allocate(skonto, invoice, amount, day: day)
  }

  /// The entry names the invoice as its reference, the payment as its memo.
  /// - Parameter amount: negative takes back.
  func allocate(
    _ payment: HeldPayment, _ invoice: OpenInvoice, _ amount: Int64, day: Int, corrects: Int64? = nil
  ) throws(BookError) {
    let entry = try journal.post(
      Posting(
        day: day, kind: .allocation, account: invoice.account, reference: "\(invoice.number)", memo: payment.reference,
        corrects: corrects,
        lines: [
          .init(.unapplied, account: invoice.account, amount, invoice.currency),
          .init(.receivable, account: invoice.account, -amount, invoice.currency),
        ]))
    try insertAllocation(payment, invoice, amount, day: day, entry: entry)
  }

  func insertAllocation(
    _ payment: HeldPayment, _ invoice: OpenInvoice, _ amount: Int64, day: Int, entry: Int64
  ) throws(BookError) {
    try connection.execute(
      "INSERT INTO allocation (payment, invoice, amount, day, entry) VALUES (?1, ?2, ?3, ?4, ?5)",
      [.integer(payment.id), .integer(invoice.id), .integer(amount), .integer(Int64(day)), .integer(entry)])
  }

  /// Allocates all that an account has in hand, oldest first to oldest.
  package func allocateUnapplied(of account: Int64, day: Int) throws(BookError) {
    var open = try OpenInvoice.list(of: account, connection)
    guard open.contains(where: { $0.open > 0 }) else { return }
    for payment in try HeldPayment.list(of: account, connection) where open.contains(where: { $0.open > 0 }) {
      try allocate(payment, to: open, day: max(day, payment.day))
      open = try OpenInvoice.list(of: account, connection)
    }
  }

  /// Allocates all that an account has in hand, or what is left of one payment, to the oldest invoices.
  package func allocate(_ source: Source, day: Int) throws(BookError) {
    switch source {
    case .account(let name): try allocateUnapplied(of: billed(name).id, day: day)
    case .payment(let reference):
      let payment = try HeldPayment.named(reference, connection)
      try allocate(payment, to: OpenInvoice.list(of: payment.account, connection), day: day)
    }
  }

  /// Where what is allocated comes from.
  package enum Source: Hashable, Sendable {
    /// By name.
    case account(String)
    /// By reference.
    case payment(String)
  }

  /// Allocates as told.
  /// - Parameter amount: decimal text; as much as both sides have where it is not given.
  package func allocate(
    reference: String, invoice number: String, amount text: String?, day: Int
  ) throws(BookError) {
    let payment = try HeldPayment.named(reference, connection)
    let name = try connection.row("SELECT name FROM account WHERE id = ?1", [.integer(payment.account)])!.text(0)
    let invoice = try openInvoice(number, of: BilledAccount(id: payment.account, name: name, currency: payment.currency))
    let units = MinorUnits(payment.currency)
    var amount = min(payment.left, max(invoice.open, 0))
    if let text {
      do throws(MinorUnits.Failure) { amount = try units.parse(text) } catch { throw BookError(.invalid, "\(error)") }
    }
    guard amount > 0, amount <= payment.left, amount <= invoice.open else {
      throw BookError(
        .invalid,
        "\(units.text(amount)) cannot be allocated: \(units.text(payment.left)) is left of payment \(reference), \(units.text(invoice.open)) is open on \(number)")
    }
    try allocate(payment, invoice, amount, day: day)
  }
}
