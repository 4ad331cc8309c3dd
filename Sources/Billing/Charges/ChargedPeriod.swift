/// A charge period that stands on a closed invoice.
package struct ChargedPeriod: Hashable, Sendable, Codable {
  /// The book's own number of it.
  package var id: Int64
  /// Number of the invoice.
  package var invoice: String
  package var part: ChargePeriod

  package init(id: Int64, invoice: String, part: ChargePeriod) {
    self.id = id
    self.invoice = invoice
    self.part = part
  }
}
