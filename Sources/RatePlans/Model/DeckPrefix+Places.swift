/// What a row stands under that is no prefix: the place of a number, or the zones of both numbers.
///
/// Such keys sort behind all prefixes.
/// ```
/// bits 63…60        59…40              39…16              15…4               3…0
///      15: a place  LATA, 4 bits each  OCN, 6 bits each   state, 6 bits each  0
///      14: zones    …                  origin, 28 bits    destination, 28 bits
/// ```
extension DeckPrefix {
  private static let place: UInt64 = 15
  private static let zones: UInt64 = 14

  /// Whether it stands for digits that numbers begin with, or for every number.
  package var isDigits: Bool { key >> 60 <= Self.end }

  // MARK: - Places

  /// - Parameters:
  ///   - lata: three to five digits; empty for any.
  ///   - company: the OCN, four digits or letters; empty for any.
  ///   - state: two letters; empty for any.
  /// - Returns: `nil` for what is none, and where nothing is given.
  package init?(lata: some Collection<UInt8>, company: some Collection<UInt8>, state: some Collection<UInt8> = []) {
    guard lata.isEmpty || 3...5 ~= lata.count, lata.allSatisfy({ 48...57 ~= $0 }), company.isEmpty || company.count == 4,
      state.isEmpty || state.count == 2, state.allSatisfy({ !(48...57 ~= $0) }), lata.count + company.count + state.count > 0
    else { return nil }
    var key = Self.place << 60
    for (index, digit) in lata.enumerated() { key |= UInt64(digit - 47) << UInt64(56 - 4 * index) }
    for (index, byte) in company.enumerated() {
      guard let symbol = Self.symbol(byte) else { return nil }
      key |= symbol << UInt64(34 - 6 * index)
    }
    for (index, byte) in state.enumerated() {
      guard let symbol = Self.symbol(byte) else { return nil }
      key |= symbol << UInt64(10 - 6 * index)
    }
    self.init(key: key)
  }

  /// 1…36 for a digit or a letter of either case.
  private static func symbol(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 48...57: UInt64(byte - 47)
    case 65...90: UInt64(byte - 54)
    case 97...122: UInt64(byte - 86)
    default: nil
    }
  }

  package var isPlace: Bool { key >> 60 == Self.place }

  /// Empty where it is for any.
  package var lata: String {
    let symbols = (0..<5).map { (index: Int) -> UInt64 in key >> UInt64(56 - 4 * index) & 0xF }
    return symbols.filter { $0 > 0 }.map { String($0 - 1) }.joined()
  }
  package var company: String { text(count: 4, from: 34) }
  package var state: String { text(count: 2, from: 10) }

  private func text(count: Int, from shift: Int) -> String {
    let symbols = (0..<count).map { (index: Int) -> UInt8 in
      UInt8(truncatingIfNeeded: key >> UInt64(shift - 6 * index) & 0x3F)
    }
    return String(decoding: symbols.filter { $0 > 0 }.map { $0 <= 10 ? $0 + 47 : $0 + 54 }, as: UTF8.self)
  }

  /// `LATA224/OCN9206`, `OCN9206/NJ`, `OCN9206` or `LATA224`.
  var placeName: String {
    let parts = [lata.isEmpty ? "" : "LATA" + lata, company.isEmpty ? "" : "OCN" + company, state]
    return parts.filter { !$0.isEmpty }.joined(separator: "/")
  }

  // MARK: - Zones

  /// - Parameters: indices of zones; 0 for any.
  package init(origin: Int32, destination: Int32) {
    self.init(key: Self.zones << 60 | UInt64(UInt32(bitPattern: origin)) << 28 | UInt64(UInt32(bitPattern: destination)))
  }

  package var isZones: Bool { key >> 60 == Self.zones }
  package var origin: Int32 { Int32(truncatingIfNeeded: key >> 28 & 0xFFF_FFFF) }
  package var destination: Int32 { Int32(truncatingIfNeeded: key & 0xFFF_FFFF) }
}
