internal import Telecom

/// The row of one deck that prices a call by itself, and what it comes to.
struct LegRow: Sendable {
  /// Index into the tariff's rows; -1 where the general way has to decide.
  var row: Int32 = -1
  /// Index into the tariff's groups.
  var group: Int32 = -1
  /// Index into the tariff's jurisdictions; -1 for any.
  var jurisdiction: Int16 = -1
  /// How many digits of the number the row's prefix has.
  var prefixDigits: UInt8 = 0
  /// Place of the destination's name in the tariff's text.
  var destination = TextRange.none
  /// Seconds after increments.
  var billedSeconds: Int64 = 0
  /// The price before rounding, in nanos: `numerator / unit`.
  var numerator: Int64 = 0
  var unit: Int64 = 0
}
