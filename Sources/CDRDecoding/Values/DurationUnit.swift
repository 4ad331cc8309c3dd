/// What one of a duration column's numbers means.
enum DurationUnit: String, Sendable, CaseIterable {
  case seconds = "s"
  case milliseconds = "ms"
  case microseconds = "us"
  /// Ten milliseconds.
  case ticks
  /// Tenths of a second.
  case tenths
  case minutes
  /// `01:02:03`, `2:03`.
  case clock = "HH:MM:SS"
  /// `1m30s`, `10.5s`, `250ms`, as Go writes durations.
  case go
}
