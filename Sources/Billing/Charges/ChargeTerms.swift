package import Telecom

/// What a recurring charge is from a day on, until the next terms.
package struct ChargeTerms: Hashable, Sendable, Codable {
  package var from: CivilDate
  /// Code of the product: the item on the invoice and the row of the catalogue.
  package var product: String
  /// As it stands on the invoice.
  package var text: String
  /// In billionths: three lines are 3_000_000_000.
  package var quantity: Int64
  /// Per unit and period; `nil` for the price of the catalogue.
  package var ownPriceNanos: Int64?

  package init(
    from: CivilDate, product: String, text: String, quantity: Int64 = 1_000_000_000, ownPriceNanos: Int64? = nil
  ) {
    self.from = from
    self.product = product
    self.text = text
    self.quantity = quantity
    self.ownPriceNanos = ownPriceNanos
  }
}
