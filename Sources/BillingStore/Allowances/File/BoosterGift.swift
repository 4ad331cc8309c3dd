/// A booster that somebody gives to the owner of a pool, by the names they have.
package struct BoosterGift: Sendable {
  package var plan: String
  package var allowance: String
  /// `nil` where the service alone tells it.
  package var account: String?
  /// Where each service has the allowance for itself.
  package var service: String?
  /// In the allowance's unit, as people write it: `100`, `2.5`.
  package var units: String
  /// Milliseconds since 1970; half open.
  package var from: Int64
  package var expires: Int64
  /// One of its own: given twice it is one gift.
  package var reference: String?

  package init(
    plan: String, allowance: String, account: String?, service: String?, units: String, from: Int64, expires: Int64,
    reference: String?
  ) {
    self.plan = plan
    self.allowance = allowance
    self.account = account
    self.service = service
    self.units = units
    self.from = from
    self.expires = expires
    self.reference = reference
  }
}
