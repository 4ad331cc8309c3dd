/// One cycle of a count.
package struct UsageCycle: Sendable, Hashable {
  /// Milliseconds since 1970 UTC; what starts then or later belongs to it.
  package var from: Int64
  /// What starts then or later does not.
  package var to: Int64
  /// Local days since 1970, the last not counted. A term that is open has `Int32.min` or `Int32.max`.
  package var firstDay: Int32
  package var lastDay: Int32

  package init(from: Int64, to: Int64, firstDay: Int32, lastDay: Int32) {
    self.from = from
    self.to = to
    self.firstDay = firstDay
    self.lastDay = lastDay
  }
}
