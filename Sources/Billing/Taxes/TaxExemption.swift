package import Telecom

/// An account that does not pay a tax.
package struct TaxExemption: Hashable, Sendable, Codable {
  /// The account that owns the charges.
  package var account: String
  /// `nil` for every authority.
  package var authority: String?
  package var certificate: String
  package var from: CivilDate?
  /// The first day without it.
  package var to: CivilDate?

  package init(
    account: String, authority: String? = nil, certificate: String, from: CivilDate? = nil, to: CivilDate? = nil
  ) {
    self.account = account
    self.authority = authority
    self.certificate = certificate
    self.from = from
    self.to = to
  }
}
