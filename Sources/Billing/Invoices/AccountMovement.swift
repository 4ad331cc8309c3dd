package import Telecom

/// A change of what a customer owes other than by new charges.
package struct AccountMovement: Hashable, Sendable, Codable {
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case payment, refund, correction, chargeback, transfer
    case writeOff = "write_off"
    case creditNote = "credit_note"
    case cashDiscount = "cash_discount"
    case invoice
  }

  package var kind: Kind
  package var date: CivilDate
  /// The payment's own id, a credit note's number, and so on.
  package var reference: String
  package var text: String
  /// Minor units that the customer owes more; negative for a payment.
  package var amount: Int64

  package init(kind: Kind, date: CivilDate, reference: String, text: String, amount: Int64) {
    self.kind = kind
    self.date = date
    self.reference = reference
    self.text = text
    self.amount = amount
  }
}
