/// Units that somebody bought or was given beside the plan's, once.
package struct Booster: Sendable, Hashable {
  /// Milliseconds since 1970 UTC; usage that starts then or later may draw on it.
  package var from: Int64
  /// Usage that starts then or later may not.
  package var expires: Int64
  /// Base units.
  package let granted: Int64
  package internal(set) var left: Int64

  /// - Parameter left: all of the units where it is `nil`.
  package init(units: Int64, left: Int64? = nil, from: Int64, expires: Int64) {
    self.from = from
    self.expires = expires
    granted = units
    self.left = left ?? units
  }

  func holds(at milliseconds: Int64) -> Bool { from <= milliseconds && milliseconds < expires }
}
