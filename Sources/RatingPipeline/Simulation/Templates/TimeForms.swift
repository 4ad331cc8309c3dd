/// A moment of a call.
enum Moment: String {
  case start, answer, end
}

/// A stretch of a call: from start to answer, from answer to end, and both.
enum Length: String {
  case ring, talk, total
}

/// How moments are written.
enum MomentForm: String, CaseIterable {
  /// `2026-01-31 09:05:00` by the local clock.
  case local
  /// The same by the UTC clock.
  case utc
  /// Seconds since 1970.
  case epoch
  /// Seconds since 1970 with three decimals.
  case epochMilliseconds = "epoch-ms"
  /// Microseconds since 1970.
  case epochMicroseconds = "epoch-us"
  /// RFC 3339 by the local clock, with milliseconds where there are any.
  case rfc3339
  /// `20260131090500.123` by the UTC clock.
  case compactUTC = "compact-utc"
  /// `0-050000`: whether it is summer time, and the offset of the local clock.
  case flaggedOffset = "flagged-offset"
  /// `GMT-05:00`.
  case offset = "gmt-offset"
  /// `01/31/2026` and `09:05:00.1`, local.
  case americanDate = "american-date"
  case timeTenths = "time-tenths"
  /// `260131` and `090500`, local.
  case shortDate = "yymmdd"
  case shortTime = "hhmmss"
  /// `Sat Jan 31 09:05:00 2026`, local.
  case ctime
  /// `Jan 31 2026 14:05:00 UTC`.
  case monthFirst = "month-first"
  /// `14:05:00.123 UTC Sat Jan 31 2026`.
  case h323
  /// Hundredths of a second, as a counter of 32 bits.
  case ticks
}

/// How stretches of time are written.
enum LengthForm: String, CaseIterable {
  /// Whole seconds.
  case seconds = "s"
  /// Seconds with three decimals, with six, and with as many as there are.
  case thousandths = "s.3"
  case millionths = "s.6"
  case decimal = "s.*"
  case milliseconds = "ms"
  case microseconds = "us"
  /// Ticks of 10 ms.
  case ticks
  /// Tenths of a second in seven digits.
  case tenths7 = "tenths-7"
}
