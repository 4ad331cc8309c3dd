package import Telecom

/// A percentage that an authority takes of some charges.
package struct TaxRule: Hashable, Sendable, Codable {
  /// Which day decides whether the rule is in force.
  package enum DateBasis: String, Hashable, Sendable, Codable, CaseIterable {
    /// The invoice's date.
    case invoice
    /// The last day of a line's service period.
    case supply
  }

  package var code: String
  package var authority: String
  /// As it stands on the invoice.
  package var name: String
  /// Millionths of a percent: 8.25 % is 8_250_000.
  package var percent: Int64
  /// Product and item codes; `nil` for any.
  package var products: [String]?
  /// `nil` for any.
  package var kinds: [ChargeKind]?
  /// Codes of the accounts that own the charges; `nil` for any.
  package var accounts: [String]?
  package var from: CivilDate?
  /// The first day without it.
  package var to: CivilDate?
  package var basis: DateBasis

  package init(
    code: String, authority: String, name: String, percent: Int64, products: [String]? = nil,
    kinds: [ChargeKind]? = nil, accounts: [String]? = nil, from: CivilDate? = nil, to: CivilDate? = nil,
    basis: DateBasis = .supply
  ) {
    self.code = code
    self.authority = authority
    self.name = name
    self.percent = percent
    self.products = products
    self.kinds = kinds
    self.accounts = accounts
    self.from = from
    self.to = to
    self.basis = basis
  }
}
