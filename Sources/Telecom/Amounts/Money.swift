/// An exact amount of one currency, in nanos: billionths of the major unit. 0.0125 USD is 12_500_000 nanos.
package struct Money: Hashable, Sendable, CustomStringConvertible {
  package let nanos: Int64
  package let currency: Currency

  package init(nanos: Int64, currency: Currency) {
    self.nanos = nanos
    self.currency = currency
  }

  package var description: String { "\(Decimal9.text(nanos)) \(currency)" }
}
