internal import Telecom

/// How a deck writes the prefixes its rows stand under.
struct PrefixNotation: Sendable {
  enum Hyphen: String, Sendable, CaseIterable {
    /// `447400-447409` is ten prefixes.
    case range
    /// The same where both ends have the same number of digits, four at least; anything else could be either.
    case wholeRange = "whole_range"
    /// `93-76` is 9376.
    case joined
  }

  enum Failure: Error, Hashable, Sendable {
    case empty
    case notDigits
    case tooLong
    case backwardRange
    case wideRange
    /// A hyphen that could mean a range, or stand between country and city.
    case unclearHyphen
    /// The table has as many prefixes as a plan can hold.
    case tooMany
  }

  static let widestRange = 100_000
  static let mostPrefixes = 1 << 26

  /// Only digits, `digits$` and `*`, as in our own form.
  var isStrict = true
  var hyphen = Hyphen.range
  /// What stands between the prefixes of a list.
  var separators: [UInt8] = Array(",;".utf8)
  /// The first of these that a prefix begins with is taken off.
  var strip: [[UInt8]] = []
  var prepend: [UInt8] = []

  /// The key of a cell that holds nothing but a prefix of digits; `nil` for any other.
  static func plainKey(_ cell: Span<UInt8>) -> UInt64? {
    guard 1...PhoneNumber.maximumDigits ~= cell.count else { return nil }
    var key: UInt64 = 0
    for index in cell.indices {
      let digit = cell[index] &- 48
      guard digit < 10 else { return nil }
      key = key << 4 | UInt64(digit &+ 1)
    }
    return key << UInt64(64 &- 4 &* cell.count)
  }

  /// Every prefix of a cell that is not empty.
  func prefixes(_ cell: [UInt8]) throws(Failure) -> [DeckPrefix] {
    if isStrict { return [try strictPrefix(cell)] }
    var prefixes: [DeckPrefix] = []
    for item in cell.split(whereSeparator: { separators.contains($0) || Self.lineEnds.contains($0) }) {
      // Blanks, brackets and dots are there for the eye; a regular expression's `.*` goes with its dot.
      var symbols = item.filter { !Self.ornaments.contains($0) }
      if item.contains(UInt8(ascii: ".")), symbols.last == UInt8(ascii: "*") { symbols.removeLast() }
      guard !symbols.isEmpty else { continue }
      try append(symbols, to: &prefixes)
    }
    return prefixes
  }

  private static let ornaments = Array(" \t+^().\\".utf8)
  /// Lists may stand below one another in a cell.
  private static let lineEnds: [UInt8] = [10, 13, 0x1E]

  private func append(_ symbols: [UInt8], to prefixes: inout [DeckPrefix]) throws(Failure) {
    if symbols == Array("*".utf8) {
      prefixes.append(.default)
      return
    }
    guard let dash = symbols.firstIndex(of: UInt8(ascii: "-")) else {
      prefixes.append(try prefix(symbols))
      return
    }
    let (low, high) = (Array(symbols[..<dash]), Array(symbols[(dash + 1)...]))
    if hyphen == .joined {
      prefixes.append(try prefix(symbols.filter { $0 != UInt8(ascii: "-") }))
      return
    }
    if hyphen == .wholeRange, low.count != high.count || low.count < 4 { throw .unclearHyphen }
    let first = try trimmed(low)
    var last = try high.count < low.count ? high : trimmed(high)
    // `447400-09` leaves out what both ends have in common.
    if last.count < first.count { last = first.prefix(first.count - last.count) + last }
    guard !high.isEmpty, let from = Int(String(decoding: first, as: UTF8.self)), let to = Int(String(decoding: last, as: UTF8.self)),
      first.count == last.count
    else { throw .notDigits }
    guard from <= to else { throw .backwardRange }
    guard to - from < Self.widestRange else { throw .wideRange }
    for number in from...to {
      let digits = Array(padded(number, first.count).utf8)
      prefixes.append(try Self.deckPrefix(prepend + digits))
    }
  }

  /// Digits without the dialling prefix.
  private func trimmed(_ symbols: [UInt8]) throws(Failure) -> [UInt8] {
    guard !symbols.isEmpty, symbols.allSatisfy({ 48...57 ~= $0 }) else { throw .notDigits }
    guard symbols.count <= 18 else { throw .tooLong }
    guard let lead = strip.first(where: { symbols.starts(with: $0) && symbols.count > $0.count }) else { return symbols }
    return Array(symbols.dropFirst(lead.count))
  }

  private func prefix(_ symbols: [UInt8]) throws(Failure) -> DeckPrefix {
    let isExact = symbols.last == UInt8(ascii: "$")
    return try Self.deckPrefix(prepend + trimmed(isExact ? Array(symbols.dropLast()) : symbols), isExact: isExact)
  }

  private func strictPrefix(_ cell: [UInt8]) throws(Failure) -> DeckPrefix {
    cell == Array("*".utf8) ? .default : try prefix(cell)
  }

  private static func deckPrefix(_ digits: [UInt8], isExact: Bool = false) throws(Failure) -> DeckPrefix {
    guard !digits.isEmpty, digits.allSatisfy({ 48...57 ~= $0 }) else { throw .notDigits }
    guard let number = PhoneNumber(digits: digits.span) else { throw .tooLong }
    return DeckPrefix(number, isExact: isExact)
  }
}
