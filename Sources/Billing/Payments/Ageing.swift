/// What is open, by how many days it is past its due date, in minor units.
package struct Ageing: Hashable, Sendable, Decodable {
  /// Not yet due, or due on the very day.
  @MinorText package var current: Int64
  @MinorText package var days1To30: Int64
  @MinorText package var days31To60: Int64
  @MinorText package var days61To90: Int64
  @MinorText package var over90: Int64

  package init(
    current: Int64 = 0, days1To30: Int64 = 0, days31To60: Int64 = 0, days61To90: Int64 = 0, over90: Int64 = 0
  ) {
    self.current = current
    self.days1To30 = days1To30
    self.days31To60 = days31To60
    self.days61To90 = days61To90
    self.over90 = over90
  }
}
