/// Dialled digits that stand for others: directory assistance, N11 services, carrier access codes.
package struct DialledRewrite: Sendable, Hashable {
  /// Of the dialled digits, one each, the digits it may be: bit 0 is the digit 0.
  package let symbols: [UInt16]
  /// Digits follow, and stay as they are; otherwise the number ends with the pattern.
  package let goesOn: Bool
  /// What is dialled in place of the pattern: digits, or a `+` and digits. May be empty where digits follow.
  package let replacement: String
  /// As it was written.
  package let pattern: String

  /// - Parameters:
  ///   - pattern: digits, `X` for any of them, `N` for 2 to 9; a `*` at the end where others follow.
  /// - Returns: `nil` for a pattern or a replacement that is none.
  package init?(_ pattern: String, replacement: String) {
    goesOn = pattern.hasSuffix("*")
    var symbols: [UInt16] = []
    for symbol in (goesOn ? pattern.dropLast() : pattern[...]).utf8 {
      switch symbol {
      case 48...57: symbols.append(1 << UInt16(symbol - 48))
      case UInt8(ascii: "X"): symbols.append(0x3FF)
      case UInt8(ascii: "N"): symbols.append(0x3FC)
      default: return nil
      }
    }
    let digits = replacement.hasPrefix("+") ? replacement.dropFirst() : replacement[...]
    guard 1...15 ~= symbols.count, digits.utf8.count <= 15, digits.utf8.allSatisfy({ 48...57 ~= $0 }),
      goesOn || !digits.isEmpty
    else { return nil }
    (self.symbols, self.replacement, self.pattern) = (symbols, replacement, pattern)
  }

  /// Whether every number that `other` is for is also one of this.
  package func covers(_ other: DialledRewrite) -> Bool {
    guard symbols.count <= other.symbols.count, zip(symbols, other.symbols).allSatisfy({ $0 & $1 == $1 }) else { return false }
    return goesOn ? other.goesOn || other.symbols.count > symbols.count : !other.goesOn && other.symbols.count == symbols.count
  }
}
