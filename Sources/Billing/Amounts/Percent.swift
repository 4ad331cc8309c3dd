internal import Telecom

/// Percentages in millionths of a percent: 8.25 % is 8,250,000; a whole is 100,000,000.
package enum Percent {
  package static let whole: Int64 = 100_000_000

  /// Reads `8.25`, without a percent sign.
  /// - Returns: `nil` for what is no plain decimal number, or has more than six decimals.
  package static func parse(_ text: String) -> Int64? {
    guard let nanos = try? Decimal9.parse(text), nanos % 1000 == 0 else { return nil }
    return nanos / 1000
  }

  /// `8.25`
  package static func text(_ percent: Int64) -> String { Decimal9.text(Int128(percent) * 1000) }
}
