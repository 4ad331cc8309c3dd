internal import Bytes
internal import Telecom

/// Walks one JSON object and puts the values of known paths into slots.
struct ObjectReader {
  private let paths: PathTree
  private let urlDecoded: Bool
  private let keepsOthers: Bool
  private let end: Int
  private var index: Int

  /// Deeper objects are no records.
  private static let deepest = 64

  init(_ paths: PathTree, from start: Int, to end: Int, urlDecoded: Bool, keepsOthers: Bool) {
    self.paths = paths
    self.urlDecoded = urlDecoded
    self.keepsOthers = keepsOthers
    self.end = end
    index = start
  }

  /// - Returns: `nil` when all went well, or what is wrong and where.
  mutating func read(_ text: inout [UInt8], _ scratch: inout DecodeScratch) -> String? {
    let start = index
    guard value(&text, &scratch, node: 0, depth: 0, name: .none) else {
      return "not JSON at byte \(index - start + 1) of the record"
    }
    skipBlanks(text.span)
    return index == end ? nil : "text behind the object's end at byte \(index - start + 1) of the record"
  }

  private mutating func skipBlanks(_ text: Span<UInt8>) {
    while index < end, text[index] == 32 || text[index] == 9 || text[index] == 10 || text[index] == 13 { index += 1 }
  }

  private mutating func value(
    _ text: inout [UInt8], _ scratch: inout DecodeScratch, node: Int32, depth: Int, name: Slot
  ) -> Bool {
    skipBlanks(text.span)
    guard index < end, depth < Self.deepest else { return false }
    let start = index
    var found: Slot
    switch text[index] {
    case UInt8(ascii: "{"):
      guard members(&text, &scratch, node: node, depth: depth) else { return false }
      found = Slot(start, index)
    case UInt8(ascii: "["):
      guard elements(&text, &scratch, node: node, depth: depth) else { return false }
      found = Slot(start, index)
    case UInt8(ascii: "\""):
      guard let string = string(text.span) else { return false }
      let isWanted = node > 0 && paths.nodes[Int(node)].slot >= 0 || keepsOthers && depth == 1
      found = isWanted ? plain(string, &text) : string
    default:
      while index < end, Self.isBare(text[index]) { index += 1 }
      guard index > start, isScalar(text.span, start, index) else { return false }
      found = text[start] == UInt8(ascii: "n") ? .none : Slot(start, index)
    }
    if found.isEmpty { found = .none }
    if node > 0, paths.nodes[Int(node)].slot >= 0 {
      scratch.slots[Int(paths.nodes[Int(node)].slot)] = found
    } else if keepsOthers, depth == 1, node < 0, !found.isEmpty {
      scratch.others.append(UsageProperty(name: name.range, value: found.range))
    }
    return true
  }

  private mutating func members(
    _ text: inout [UInt8], _ scratch: inout DecodeScratch, node: Int32, depth: Int
  ) -> Bool {
    index += 1
    skipBlanks(text.span)
    if index < end, text[index] == UInt8(ascii: "}") {
      index += 1
      return true
    }
    while true {
      skipBlanks(text.span)
      guard index < end, text[index] == UInt8(ascii: "\""), let key = string(text.span) else { return false }
      skipBlanks(text.span)
      guard index < end, text[index] == UInt8(ascii: ":") else { return false }
      index += 1
      let child = paths.child(of: node, text.span, key)
      guard value(&text, &scratch, node: child, depth: depth + 1, name: key) else { return false }
      skipBlanks(text.span)
      guard index < end else { return false }
      index += 1
      if text[index - 1] == UInt8(ascii: "}") { return true }
      guard text[index - 1] == UInt8(ascii: ",") else { return false }
    }
  }

  private mutating func elements(
    _ text: inout [UInt8], _ scratch: inout DecodeScratch, node: Int32, depth: Int
  ) -> Bool {
    index += 1
    skipBlanks(text.span)
    if index < end, text[index] == UInt8(ascii: "]") {
      index += 1
      return true
    }
    var number = 0
    while true {
      let child = paths.child(of: node, number: number)
      guard value(&text, &scratch, node: child, depth: depth + 2, name: .none) else { return false }
      skipBlanks(text.span)
      guard index < end else { return false }
      index += 1
      number += 1
      if text[index - 1] == UInt8(ascii: "]") { return true }
      guard text[index - 1] == UInt8(ascii: ",") else { return false }
    }
  }

  /// What stands between the quotes, escapes and all.
  private mutating func string(_ text: Span<UInt8>) -> Slot? {
    let start = index + 1
    index = start
    while index < end {
      let byte = text[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        return Slot(start, index - 1)
      }
      index += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }

  private static func isBare(_ byte: UInt8) -> Bool {
    byte &- 48 < 10 || (byte | 32) &- 97 < 26 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
      || byte == UInt8(ascii: ".")
  }

  /// A number, `true`, `false` or `null`.
  private func isScalar(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    if text[start] &- 48 < 10 || text[start] == UInt8(ascii: "-") { return true }
    for word in [[116, 114, 117, 101], [102, 97, 108, 115, 101], [110, 117, 108, 108]] as [[UInt8]] {
      if word.count == end - start, word.indices.allSatisfy({ word[$0] == text[start + $0] }) { return true }
    }
    return false
  }

  /// The value itself: escapes undone behind the chunk where there are any.
  private func plain(_ string: Slot, _ text: inout [UInt8]) -> Slot {
    guard !string.isEmpty else { return .none }
    let hasEscapes = text.span.contains(UInt8(ascii: "\\"), from: string.from, to: string.to)
    let hasPercents = urlDecoded && text.span.contains(UInt8(ascii: "%"), from: string.from, to: string.to)
    guard hasEscapes || hasPercents else { return string }
    let start = text.count
    var index = string.from
    while index < string.to {
      let byte = text[index]
      index += 1
      if byte == UInt8(ascii: "\\"), index < string.to {
        escape(&index, string.to, &text)
      } else if urlDecoded, byte == UInt8(ascii: "%"), index + 2 <= string.to,
        let high = Self.hexadecimal(text[index]), let low = Self.hexadecimal(text[index + 1])
      {
        text.append(high << 4 | low)
        index += 2
      } else {
        text.append(byte)
      }
    }
    return Slot(start, text.count)
  }

  private func escape(_ index: inout Int, _ end: Int, _ text: inout [UInt8]) {
    let letter = text[index]
    index += 1
    switch letter {
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "u"):
      var unit = codeUnit(&index, end, text)
      if unit & 0xFC00 == 0xD800, index + 1 < end, text[index] == UInt8(ascii: "\\"), text[index + 1] == UInt8(ascii: "u") {
        index += 2
        unit = 0x10000 + (unit & 0x3FF) << 10 + codeUnit(&index, end, text) & 0x3FF
      }
      text.append(contentsOf: String(UnicodeScalar(unit) ?? "\u{FFFD}").utf8)
    default: text.append(letter)
    }
  }

  private func codeUnit(_ index: inout Int, _ end: Int, _ text: [UInt8]) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard index < end, let digit = Self.hexadecimal(text[index]) else { return 0xFFFD }
      unit = unit << 4 | UInt32(digit)
      index += 1
    }
    return unit
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}
