package import Telecom

/// What a row of a deck stands under: digits, digits that must be the whole number (`1411$`), or `*` for every number; else
/// the place of a number, or the zones of both.
///
/// Of digits one word, whose order is that of the trie: each digit is its value plus one in four bits, first digit highest; the
/// end of an exact number is 11; the rest is zero.
package struct DeckPrefix: Hashable, Sendable, CustomStringConvertible {
  package let key: UInt64

  package static let `default` = DeckPrefix(key: 0)
  static let end: UInt64 = 11

  package init(key: UInt64) { self.key = key }

  /// The first digits of a number.
  package init(_ number: PhoneNumber, first count: Int) {
    let kept = count == 0 ? 0 : ~(UInt64.max >> UInt64(4 * count))
    key = number.packed & kept + 0x1111_1111_1111_1111 & kept
  }

  package init(_ digits: PhoneNumber, isExact: Bool = false) {
    var key: UInt64 = 0
    for index in 0..<digits.count { key |= UInt64(digits.digit(index) + 1) << UInt64(60 - 4 * index) }
    if isExact { key |= Self.end << UInt64(60 - 4 * digits.count) }
    self.key = key
  }

  /// - Parameter text: digits, with a `$` behind them for exactly that number.
  package init?(digits text: String) {
    let isExact = text.hasSuffix("$")
    guard let number = PhoneNumber(isExact ? text.dropLast() : text[...]) else { return nil }
    self.init(number, isExact: isExact)
  }

  /// Symbols: digits, and one more for the end of an exact number.
  var symbolCount: Int { 16 - key.trailingZeroBitCount / 4 }
  package var isExact: Bool { key != 0 && isDigits && key >> UInt64(64 - 4 * symbolCount) & 0xF == Self.end }
  package var digitCount: Int { isExact ? symbolCount - 1 : symbolCount }

  /// Whether these digits may be a North American area code and exchange, with what is behind them: neither begins with 0
  /// or 1, and no area code has a 9 in its middle.
  var isExchange: Bool {
    isDigits && !isExact && 6...10 ~= digitCount && key >> 60 >= 3 && key >> 56 & 0xF <= 9 && key >> 48 & 0xF >= 3
  }

  /// Whether these are all digits of a number.
  package func isWhole(_ number: PhoneNumber) -> Bool {
    self == DeckPrefix(number) || self == DeckPrefix(number, isExact: true)
  }

  /// Whether every number under `other` is also under this prefix.
  func covers(_ other: DeckPrefix) -> Bool {
    guard key != 0 else { return other.isDigits }
    return other.key & ~(UInt64.max >> UInt64(4 * symbolCount)) == key
  }

  /// The number of exactly these digits.
  var exact: DeckPrefix { isExact ? self : DeckPrefix(key: key | Self.end << UInt64(60 - 4 * digitCount)) }

  /// The prefix one digit longer; this one has fewer than fifteen, and is not exact.
  func appending(_ digit: Int) -> DeckPrefix { DeckPrefix(key: key | UInt64(digit + 1) << UInt64(60 - 4 * digitCount)) }

  /// Without the `$` of an exact number; empty for the default.
  var digits: String { (0..<digitCount).map { String(key >> UInt64(60 - 4 * $0) & 0xF - 1) }.joined() }

  /// `4420`, `1411$`, `*`, or the name of a place; what zones are called their tariff knows.
  package var description: String {
    if isPlace { return placeName }
    if isZones { return "zone \(origin) to zone \(destination)" }
    return key == 0 ? "*" : isExact ? digits + "$" : digits
  }
}
