import Foundation

enum Clock {
  /// Seconds since 1970 UTC.
  static var now: Int64 { Int64(Date().timeIntervalSince1970) }

  /// Since 1970 UTC.
  @Sendable static func milliseconds() -> Int64 { Int64(Date().timeIntervalSince1970 * 1000) }
}
