internal import Billing
package import Telecom

extension PaymentDesk {
  /// What takes back a payment, wholly or in part.
  package enum Reversal: Hashable, Sendable {
    /// Money that is left over goes back to the customer.
    case refund
    /// The bank took it back; what it was allocated to is open again.
    case chargeback
    /// Money that is left over moves to another account, by name, of the same currency.
    case transfer(to: String)

    var kind: Posting.Kind {
      switch self {
      case .refund: .refund
      case .chargeback: .chargeback
      case .transfer: .transfer
      }
    }
  }

  /// - Parameters:
  ///   - payment: reference of the payment that is taken back.
  ///   - amount: decimal text in the account's currency; all that can be where it is not given.
  ///   - reference: its own id, taken once.
  /// - Returns: `false` when the book has it already.
  @discardableResult
  package func reverse(
    _ reversal: Reversal, payment: String, amount text: String?, reference: String, day: CivilDate, memo: String
  ) throws(BookError) -> Bool {
    let kind = reversal.kind.rawValue
    let held = try HeldPayment.named(payment, connection)
    let units = MinorUnits(held.currency)
    if try isKnown(reference, kind, held, day, text) { return false }
    let available = reversal == .chargeback ? held.left + (try allocated(held)) : held.left
    var amount = available
    if let text {
      do throws(MinorUnits.Failure) { amount = try units.parse(text) } catch { throw BookError(.invalid, "\(error)") }
    }
    guard amount > 0, amount <= available else {
      throw BookError(
        .invalid,
        "\(kind) of \(units.text(amount)): of payment \(payment) only \(units.text(available)) can be taken back")
    }
    if amount > held.left { try free(amount - held.left, of: held, for: reference, day: day.daysSince1970) }
    let currency = held.currency.code
    var target: (line: Posting.Line, account: BilledAccount?) = (.init(held.source, -amount, currency), nil)
    if case .transfer(let name) = reversal {
      let other = try billed(name)
      guard other.currency == held.currency, other.id != held.account else {
        throw BookError(.invalid, "transfer \(reference): account \(name) must be another one of currency \(currency)")
      }
      target = (.init(.transfer, -amount, currency), other)
    }
    let entry = try journal.post(
      Posting(
        day: day.daysSince1970, kind: reversal.kind, account: held.account, reference: reference, memo: memo,
        corrects: held.entry,
        lines: [.init(.unapplied, account: held.account, amount, currency), target.line]))
    try insert(
      reference, kind, held.account, day.daysSince1970, amount: -amount, paid: (currency, -amount), method: held.method,
      memo: memo, entry: entry, reversing: [(held, amount)])
    if let other = target.account {
      let arrival = try journal.post(
        Posting(
          day: day.daysSince1970, kind: .transfer, account: other.id, reference: reference + "/to", memo: memo,
          lines: [.init(.transfer, amount, currency), .init(.unapplied, account: other.id, -amount, currency)]))
      let received = try insert(
        reference + "/to", kind, other.id, day.daysSince1970, amount: amount, paid: (currency, amount), memo: memo,
        entry: arrival)
      try allocate(received, to: OpenInvoice.list(of: other.id, connection), day: day.daysSince1970)
    }
    return true
  }

  private func isKnown(
    _ reference: String, _ kind: String, _ held: HeldPayment, _ day: CivilDate, _ text: String?
  ) throws(BookError) -> Bool {
    guard let known = try connection.row(
      """
      SELECT p.kind, r.reverses, p.day, p.amount FROM payment p LEFT JOIN reversal r ON r.payment = p.id
      WHERE p.reference = ?1
      """, [.text(reference)])
    else { return false }
    var same = known.text(0) == kind && known.optionalInteger(1) == held.id && known.int(2) == day.daysSince1970
    if let text { same = same && (try? MinorUnits(held.currency).parse(text)) == -known.integer(3) }
    guard same else { throw BookError(.refused, "payment \(reference) is in the book already with other content; give it another reference") }
    return true
  }

  private func allocated(_ payment: HeldPayment) throws(BookError) -> Int64 {
    try connection.row("SELECT coalesce(sum(amount), 0) FROM allocation WHERE payment = ?1", [.integer(payment.id)])!.integer(0)
  }
}
