package import Telecom

/// Money that came in for an account or went out of it, as somebody reports it.
package struct PaymentEntry: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case payment
    /// The debt is given up.
    case writeOff = "write_off"
    /// Cash discount that was taken.
    case skonto
    /// Credit of the account that is paid out to the customer, whichever payments and invoices it came from.
    case refund
  }

  package var kind: Kind
  /// Name of the account; it must be one that gets invoices.
  package var account: String
  package var day: CivilDate
  /// Above zero, as decimal text in `currency`.
  package var amount: String
  package var currency: String
  /// Its own id, taken once.
  package var reference: String
  package var method: String
  package var memo: String
  /// What one unit of `currency` is worth in the account's: for payments in another currency.
  package var rate: String?
  /// What the account is credited, in its own currency, where it is not amount × rate; the difference is posted.
  package var credited: String?
  /// Invoices to allocate it to, in this order; the rest stays unapplied. Empty: the oldest first. None for a refund.
  package var invoices: [String]

  /// How money moved, where it did.
  var postedMethod: String { kind == .payment || kind == .refund ? method : "" }

  package init(
    kind: Kind = .payment, account: String, day: CivilDate, amount: String, currency: String, reference: String,
    method: String = "", memo: String = "", rate: String? = nil, credited: String? = nil, invoices: [String] = []
  ) {
    self.kind = kind
    self.account = account
    self.day = day
    self.amount = amount
    self.currency = currency
    self.reference = reference
    self.method = method
    self.memo = memo
    self.rate = rate
    self.credited = credited
    self.invoices = invoices
  }
}
