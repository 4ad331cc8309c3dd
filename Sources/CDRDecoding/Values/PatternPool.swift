internal import Bytes

/// Values and shapes to compare fields with, in one flat array: `ANSWERED`, `2*`, `#.#`.
///
/// In a shape `*` stands for any run of characters, `?` for one, `#` for one or more digits.
struct PatternPool: Sendable {
  enum Kind: UInt8, Sendable { case exact, prefix, suffix, shape }

  struct Pattern: Sendable {
    var offset: Int32
    var count: Int32
    var kind: Kind
    /// The first eight bytes as one word, and ones where it has some: most values are compared by these alone.
    var head: UInt64
    var headMask: UInt64
  }

  private(set) var bytes: [UInt8] = []
  private(set) var patterns: [Pattern] = []

  mutating func add(_ text: String) -> Int {
    var text = Array(text.utf8)
    var kind = text.contains(where: Self.isWild) ? Kind.shape : .exact
    if text.first == Self.anyRun, !text.dropFirst().contains(where: Self.isWild) {
      text.removeFirst()
      kind = .suffix
    } else if text.last == Self.anyRun, !text.dropLast().contains(where: Self.isWild) {
      text.removeLast()
      kind = .prefix
    }
    return add(text, kind)
  }

  /// Whatever begins with a text that is meant as it stands.
  mutating func add(prefix text: String) -> Int { add(Array(text.utf8), .prefix) }

  private mutating func add(_ text: [UInt8], _ kind: Kind) -> Int {
    let head = text.prefix(8)
    patterns.append(
      Pattern(
        offset: Int32(bytes.count), count: Int32(text.count), kind: kind,
        head: head.reversed().reduce(0) { $0 << 8 | UInt64($1) },
        headMask: head.isEmpty ? 0 : .max >> UInt64(64 - 8 * head.count)))
    bytes.append(contentsOf: text)
    return patterns.count - 1
  }

  private static let anyRun = UInt8(ascii: "*")
  private static let anyByte = UInt8(ascii: "?")
  private static let digits = UInt8(ascii: "#")

  private static func isWild(_ byte: UInt8) -> Bool { byte == anyRun || byte == anyByte || byte == digits }

  func matches(_ index: Int, _ text: Span<UInt8>, _ slot: Slot) -> Bool {
    let pattern = patterns[index]
    let first = Int(pattern.offset)
    let count = Int(pattern.count)
    let length = max(slot.count, 0)
    if pattern.kind == .shape { return matchesShape(first, first + count, text, slot.from, slot.from + length) }
    guard pattern.kind == .exact ? count == length : count <= length else { return false }
    let start = pattern.kind == .suffix ? slot.from &+ length &- count : slot.from
    var compared = 0
    if start &+ 8 <= text.count {
      if (text.word(at: start) ^ pattern.head) & pattern.headMask != 0 { return false }
      compared = min(8, count)
    }
    for offset in compared..<count where bytes[first &+ offset] != text[start &+ offset] { return false }
    return true
  }

  /// The classic match with one point to go back to for `*`; a run of digits is never given back.
  private func matchesShape(_ first: Int, _ last: Int, _ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var pattern = first
    var index = start
    var retry: (pattern: Int, index: Int)?
    while index < end || pattern < last {
      if pattern < last {
        switch bytes[pattern] {
        case Self.anyRun:
          retry = (pattern, index)
          pattern += 1
          continue
        case Self.digits:
          var after = index
          while after < end, text[after] &- 48 < 10 { after += 1 }
          if after > index {
            index = after
            pattern += 1
            continue
          }
        case Self.anyByte:
          if index < end {
            index += 1
            pattern += 1
            continue
          }
        case let byte:
          if index < end, text[index] == byte {
            index += 1
            pattern += 1
            continue
          }
        }
      }
      guard let (star, from) = retry, from < end else { return false }
      retry = (star, from + 1)
      pattern = star + 1
      index = from + 1
    }
    return true
  }
}
