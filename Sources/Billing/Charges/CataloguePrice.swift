package import Telecom

/// What a product costs from a day on, per unit and period of the charge, in nanos of the account's currency.
package struct CataloguePrice: Hashable, Sendable, Codable {
  package var product: String
  package var from: CivilDate
  package var nanos: Int64

  package init(product: String, from: CivilDate, nanos: Int64) {
    self.product = product
    self.from = from
    self.nanos = nanos
  }
}
