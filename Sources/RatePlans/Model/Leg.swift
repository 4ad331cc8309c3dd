/// Which end of a call a deck prices.
package enum Leg: String, Sendable, CaseIterable {
  /// By the called number.
  case termination
  /// By the calling number.
  case origination
}
