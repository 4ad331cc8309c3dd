/// Which end of a call a deck prices, or both.
package enum Leg: String, Sendable, CaseIterable {
  /// By the called number.
  case termination
  /// By the calling number.
  case origination
  /// By the zones of the calling and the called number.
  case matrix
}
