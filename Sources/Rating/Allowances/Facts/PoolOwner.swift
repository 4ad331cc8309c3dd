/// A service, an account or a branch, and how long the plan holds for it.
package struct PoolOwner: Sendable, Hashable {
  /// The caller's; unique among services, among accounts, and among branches.
  package var id: Int32
  /// Whose cycles its are: index into the calendars of the run.
  package var calendar: Int32
  /// Milliseconds since 1970 UTC; `Int64.min` when open.
  package var from: Int64
  /// The first moment at which the plan no longer holds; `Int64.max` when open.
  package var to: Int64

  package init(id: Int32, calendar: Int32 = 0, from: Int64 = .min, to: Int64 = .max) {
    self.id = id
    self.calendar = calendar
    self.from = from
    self.to = to
  }
}
