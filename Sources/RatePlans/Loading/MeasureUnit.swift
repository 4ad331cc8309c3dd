internal import Telecom

/// Reads amounts of what a deck measures: seconds and octets whole, metered quantities in billionths.
enum MeasureUnit {
  /// `60`, `60s`, `5m`; for quantities decimals. No sign, no more than 10¹² seconds or octets.
  /// - Returns: `nil` for anything else.
  static func parse(_ text: Span<UInt8>, of measure: Measure) -> Int64? {
    if measure == .quantity {
      guard let nanos = try? Decimal9.parse(text), nanos >= 0 else { return nil }
      return nanos
    }
    var value: Int64 = 0
    for index in text.indices {
      let digit = text[index] &- 48
      guard digit < 10 else {
        guard index > 0, index == text.count - 1, measure == .seconds else { return nil }
        return multiplier(text[index]).map { value * $0 }
      }
      guard value < 1_000_000_000_000 else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return text.isEmpty ? nil : value
  }

  /// `100 kWh`: how many of what. Either may be missing; what begins like a number is none of the other.
  static func parts(_ text: String) -> (number: String, name: String) {
    guard let first = text.first, first.isNumber || "+-.,".contains(first) else { return ("", text) }
    let number = text.prefix { !$0.isWhitespace }
    return (String(number), String(text[number.endIndex...].drop { $0.isWhitespace }))
  }

  private static func multiplier(_ letter: UInt8) -> Int64? {
    switch letter {
    case UInt8(ascii: "s"): 1
    case UInt8(ascii: "m"): 60
    case UInt8(ascii: "h"): 3600
    default: nil
    }
  }

  /// `60/6`, first and next interval; one number stands for both.
  /// - Returns: `nil` unless both are positive.
  static func increments(_ text: Span<UInt8>, of measure: Measure) -> (first: Int64, next: Int64)? {
    var slash = text.count
    for index in text.indices where text[index] == UInt8(ascii: "/") {
      slash = index
      break
    }
    guard let first = parse(text.extracting(0..<slash), of: measure), first > 0 else { return nil }
    guard slash < text.count else { return (first, first) }
    guard let next = parse(text.extracting((slash + 1)..<text.count), of: measure), next > 0 else { return nil }
    return (first, next)
  }
}
