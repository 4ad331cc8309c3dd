package import Telecom

/// Something off the charges of a customer, service or product.
package struct Discount: Hashable, Sendable, Codable {
  package enum Value: Hashable, Sendable, Codable {
    /// Minor units per invoice.
    case amount(Int64)
    /// Millionths of a percent: 10 % is 10_000_000.
    case percent(Int64)
  }

  /// The book's own number of it.
  package var id: Int64
  package var code: String
  /// As it stands on the invoice.
  package var text: String
  package var value: Value
  /// Of which charges; `nil` for any.
  package var account: String?
  package var service: String?
  package var product: String?
  package var kinds: [ChargeKind]
  /// Covers lines whose service period begins on these days.
  package var from: CivilDate?
  package var to: CivilDate?
  /// On how many more invoices it may stand; `nil` without limit.
  package var cyclesLeft: Int?
  /// Lower ranks are taken first; each sees what those before it left.
  package var rank: Int
  /// Whether an amount may exceed what it is taken off.
  package var mayGoBelowZero: Bool

  package init(
    id: Int64, code: String, text: String, value: Value, account: String? = nil, service: String? = nil,
    product: String? = nil, kinds: [ChargeKind] = [.usage, .recurring, .oneOff], from: CivilDate? = nil,
    to: CivilDate? = nil, cyclesLeft: Int? = nil, rank: Int = 0, mayGoBelowZero: Bool = false
  ) {
    self.id = id
    self.code = code
    self.text = text
    self.value = value
    self.account = account
    self.service = service
    self.product = product
    self.kinds = kinds
    self.from = from
    self.to = to
    self.cyclesLeft = cyclesLeft
    self.rank = rank
    self.mayGoBelowZero = mayGoBelowZero
  }
}
