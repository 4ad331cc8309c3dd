internal import Telecom

/// Reads numbers that can only be North American: routing numbers, and those of the table of ported numbers.
enum NorthAmericanNotation {
  /// - Parameter text: ten digits, or eleven with a leading 1; a `+` may stand before them.
  /// - Returns: the number with its country code.
  static func number(_ text: Span<UInt8>) -> PhoneNumber? {
    let digits = text.count > 0 && text[0] == UInt8(ascii: "+") ? text.extracting(1...) : text
    guard let number = PhoneNumber(digits: digits) else { return nil }
    let whole = digits.count == 10
      ? PhoneNumber(packed: 1 << 60 | (number.packed & ~0xF) >> 4 & ~0xF | 11) : number
    return whole.northAmerican == nil ? nil : whole
  }
}
