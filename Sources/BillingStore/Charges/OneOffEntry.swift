package import Telecom

/// A single charge, or a credit with a negative price, as somebody enters it.
package struct OneOffEntry: Hashable, Sendable {
  package var account: String
  /// Name of the service it is for.
  package var service: String?
  package var product: String
  /// As it stands on the invoice; the product's title where empty.
  package var title: String
  package var day: CivilDate
  /// Decimal text.
  package var quantity: String
  /// Decimal text; the catalogue's price of the day where it is not given.
  package var price: String?
  /// Its own id, taken once.
  package var reference: String

  package init(
    account: String, service: String? = nil, product: String, title: String = "", day: CivilDate,
    quantity: String = "1", price: String? = nil, reference: String
  ) {
    self.account = account
    self.service = service
    self.product = product
    self.title = title
    self.day = day
    self.quantity = quantity
    self.price = price
    self.reference = reference
  }
}
