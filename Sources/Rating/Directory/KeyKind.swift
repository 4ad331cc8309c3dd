/// Which fact of a record a service key is compared with, in the order in which they go before one another when several
/// facts of one record find a payer.
package enum KeyKind: String, Sendable, CaseIterable {
  case accountCode = "account_code"
  /// Number of a calling card.
  case card
  /// RADIUS user name; one with a realm is looked for whole first, then without it.
  case user
  /// Calling number.
  case number
  /// Calling numbers; the narrowest that holds the number wins.
  case range
  case ip
  /// The trunk group a call came in by.
  case trunk
  /// Called number.
  case did
}
