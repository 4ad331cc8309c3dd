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
    if let known = try connection.row("SELECT kind, reverses, day, amount FROM payment WHERE reference = ?1", [.text(reference)]) {
      var same = known.text(0) == kind && known.optionalInteger(1) == held.id && known.int(2) == day.daysSince1970
      if let text { same = same && (try? MinorUnits(held.currency).parse(text)) == -known.integer(3) }
      guard same else { throw BookError(.refused, "payment \(reference) is in the book already with other content; give it another reference") }
      return false
    }
    let units = MinorUnits(held.currency)
    let method = try connection.row("SELECT method, amount FROM payment WHERE id = ?1", [.integer(held.id)])!
    var available = held.left
    if reversal == .chargeback {
      available += try connection.row(
        "SELECT coalesce(sum(amount), 0) FROM allocation WHERE payment = ?1", [.integer(held.id)])!.integer(0)
    }
    var amount = available
    if let text {
      do throws(MinorUnits.Failure) { amount = try units.parse(text) } catch { throw BookError(.invalid, "\(error)") }
    }
    guard amount > 0, amount <= available else {
      throw BookError(
        .invalid,
        "\(kind) of \(units.text(amount)): of payment \(payment) only \(units.text(available)) can be taken back")
    }
    if reversal == .chargeback, amount > held.left {
      try release(amount - held.left, of: "a.payment", held.id, day: day.daysSince1970)
    }
    let currency = held.currency.code
    var target: (line: Posting.Line, account: BilledAccount?) = (.init(.cash(method.text(0)), -amount, currency), nil)
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
        corrects: try connection.row("SELECT entry FROM payment WHERE id = ?1", [.integer(held.id)])!.integer(0),
        lines: [.init(.unapplied, account: held.account, amount, currency), target.line]))
    _ = try insert(
      reference, kind, held.account, day.daysSince1970, amount: -amount, paid: (currency, -amount), rate: nil,
      method: method.text(0), memo: memo, reverses: held.id, entry: entry)
    if let other = target.account {
      let arrival = try journal.post(
        Posting(
          day: day.daysSince1970, kind: .transfer, account: other.id, reference: reference + "/to", memo: memo,
          lines: [.init(.transfer, amount, currency), .init(.unapplied, account: other.id, -amount, currency)]))
      let id = try insert(
        reference + "/to", kind, other.id, day.daysSince1970, amount: amount, paid: (currency, amount), rate: nil,
        method: "", memo: memo, reverses: nil, entry: arrival)
      let received = HeldPayment(id: id, account: other.id, currency: other.currency, reference: reference + "/to", left: amount)
      try allocate(received, to: OpenInvoice.list(of: other.id, connection), day: day.daysSince1970)
    }
    return true
  }
}
