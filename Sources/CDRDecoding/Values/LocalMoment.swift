/// What a time field said: the clock's own reading, and its offset where that was written along.
struct LocalMoment: Sendable {
  static let unknownOffset = Int32.min

  /// Milliseconds since 1970-01-01 00:00 of the clock.
  var local: Int64
  /// Seconds east of Greenwich, or `unknownOffset`.
  var offset: Int32
}
