/// Decimal numbers with at most nine digits behind the point, kept as whole billionths (nanos) in an `Int64`.
package enum Decimal9 {
  package static let scale: Int64 = 1_000_000_000

  package enum Failure: Error, Hashable, Sendable {
    case empty
    /// A character that is no part of a plain decimal number.
    case notANumber
    /// More than nine digits behind the point that are not zeros.
    case tooPrecise
    /// Past ±9,223,372,036.854775807.
    case tooLarge
  }

  /// Reads `-12.5`, `.5`, `7.` or `0012`, without blanks, exponent or thousands separators.
  /// - Parameter point: the decimal separator, `.` or `,`.
  /// - Returns: billionths.
  package static func parse(
    _ text: Span<UInt8>, point: UInt8 = UInt8(ascii: ".")
  ) throws(Failure) -> Int64 {
    guard !text.isEmpty else { throw .empty }
    var index = 0
    let negative = text[0] == UInt8(ascii: "-")
    if negative || text[0] == UInt8(ascii: "+") { index = 1 }
    var magnitude: UInt64 = 0
    var digits = 0
    var decimals = -1
    while index < text.count {
      let byte = text[index]
      index += 1
      if byte == point, decimals < 0 {
        decimals = 0
        continue
      }
      let digit = byte &- 48
      guard digit < 10 else { throw .notANumber }
      digits += 1
      if decimals >= 0 {
        guard decimals < 9 else {
          guard digit == 0 else { throw .tooPrecise }
          continue
        }
        decimals += 1
      }
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
      guard !overflow, !carry else { throw .tooLarge }
      magnitude = sum
    }
    guard digits > 0 else { throw .notANumber }
    let (nanos, overflow) = magnitude.multipliedReportingOverflow(by: powersOfTen[9 - max(decimals, 0)])
    guard !overflow, nanos <= UInt64(Int64.max) else { throw .tooLarge }
    return negative ? -Int64(nanos) : Int64(nanos)
  }

  package static func parse(
    _ text: some StringProtocol, point: UInt8 = UInt8(ascii: ".")
  ) throws(Failure) -> Int64 {
    let bytes = Array(text.utf8)
    return try parse(bytes.span, point: point)
  }

  /// Plain decimal text without exponent or superfluous zeros: `0.0125`, `-3`, `0`.
  package static func text(_ nanos: Int64) -> String { text(Int128(nanos)) }

  /// The same for a sum of many amounts.
  package static func text(_ nanos: Int128) -> String {
    let (whole, fraction) = nanos.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    let sign = nanos < 0 ? "-" : ""
    guard fraction != 0 else { return "\(sign)\(whole)" }
    var digits = String(fraction)
    digits = String(repeating: "0", count: 9 - digits.count) + digits
    while digits.last == "0" { digits.removeLast() }
    return "\(sign)\(whole).\(digits)"
  }

  private static let powersOfTen: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  ]
}
