package import Telecom

/// A single charge or credit, posted when it was entered: set-up, hardware, goodwill, a commitment's shortfall.
package struct OneOffCharge: Hashable, Sendable, Codable {
  /// The book's own number of it.
  package var id: Int64
  package var account: String
  package var service: String?
  /// `oneOff`, or `shortfall`.
  package var kind: ChargeKind
  /// Code of the product, the item on the invoice.
  package var product: String
  package var text: String
  package var date: CivilDate
  /// In billionths.
  package var quantity: Int64
  package var unitPriceNanos: Int64
  /// Minor units, as posted; negative for a credit.
  package var amount: Int64

  package init(
    id: Int64, account: String, service: String? = nil, kind: ChargeKind = .oneOff, product: String, text: String,
    date: CivilDate, quantity: Int64 = 1_000_000_000, unitPriceNanos: Int64, amount: Int64
  ) {
    self.id = id
    self.account = account
    self.service = service
    self.kind = kind
    self.product = product
    self.text = text
    self.date = date
    self.quantity = quantity
    self.unitPriceNanos = unitPriceNanos
    self.amount = amount
  }
}
