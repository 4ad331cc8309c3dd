/// An address of the internet protocol, version 4 or 6, however it was written.
package struct IPAddress: Hashable, Sendable {
  /// 0 for version 4.
  package let high: UInt64
  /// Version 4 stands as `::ffff:192.0.2.1`.
  package let low: UInt64

  private static let mapped: UInt64 = 0xFFFF << 32

  /// Reads `192.0.2.1`, `2001:db8::1`, `::ffff:192.0.2.1`, in brackets or not.
  /// - Returns: `nil` for anything else, a port or a zone behind the address among it.
  package init?(_ text: Span<UInt8>) {
    var range = 0..<text.count
    if range.count > 2, text[0] == UInt8(ascii: "["), text[text.count - 1] == UInt8(ascii: "]") { range = 1..<text.count - 1 }
    let written = text.extracting(range)
    guard 2...45 ~= written.count else { return nil }
    if let four = Self.versionFour(written) {
      (high, low) = (0, Self.mapped | UInt64(four))
    } else if let six = Self.versionSix(written) {
      (high, low) = six
    } else {
      return nil
    }
  }

  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    self.init(bytes.span)
  }

  /// Four numbers up to 255 without leading zeros, which some read as octal.
  private static func versionFour(_ text: Span<UInt8>) -> UInt32? {
    var (address, parts, part, digits): (UInt32, Int, UInt32, Int) = (0, 0, 0, 0)
    for index in 0...text.count {
      if index < text.count, text[index] != UInt8(ascii: ".") {
        let digit = text[index] &- 48
        guard digit < 10, digits == 0 || part > 0 else { return nil }
        part = part * 10 + UInt32(digit)
        digits += 1
        guard part <= 255 else { return nil }
      } else {
        guard digits > 0, parts < 4 else { return nil }
        address = address << 8 | part
        (parts, part, digits) = (parts + 1, 0, 0)
      }
    }
    return parts == 4 ? address : nil
  }

  private static func versionSix(_ text: Span<UInt8>) -> (UInt64, UInt64)? {
    var groups: [UInt16] = []
    /// How many groups stand before `::`.
    var gap: Int?
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: ":") {
        guard index + 1 < text.count, text[index + 1] == UInt8(ascii: ":"), gap == nil else { return nil }
        gap = groups.count
        index += 2
        continue
      }
      var end = index
      while end < text.count, text[end] != UInt8(ascii: ":") { end += 1 }
      let part = text.extracting(index..<end)
      if end == text.count, let four = versionFour(part) {
        groups += [UInt16(four >> 16), UInt16(four & 0xFFFF)]
      } else {
        guard let group = hexadecimal(part) else { return nil }
        groups.append(group)
      }
      index = end
      // A single colon parts two groups; two of them are the gap, which the next turn takes.
      if index < text.count, index + 1 < text.count, text[index + 1] != UInt8(ascii: ":") { index += 1 }
    }
    guard gap == nil ? groups.count == 8 : groups.count < 8 else { return nil }
    if let gap { groups.insert(contentsOf: [UInt16](repeating: 0, count: 8 - groups.count), at: gap) }
    func half(_ part: ArraySlice<UInt16>) -> UInt64 { part.reduce(0) { $0 << 16 | UInt64($1) } }
    return (half(groups[..<4]), half(groups[4...]))
  }

  private static func hexadecimal(_ text: Span<UInt8>) -> UInt16? {
    guard 1...4 ~= text.count else { return nil }
    var value: UInt16 = 0
    for index in text.indices {
      let byte = text[index]
      switch byte {
      case 48...57: value = value << 4 | UInt16(byte - 48)
      case 65...70: value = value << 4 | UInt16(byte - 55)
      case 97...102: value = value << 4 | UInt16(byte - 87)
      default: return nil
      }
    }
    return value
  }
}
