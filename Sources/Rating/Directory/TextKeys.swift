internal import Bytes
internal import Telecom

/// The claims to each of many texts of some kind: a hash table with open addressing, a quarter to half full.
struct TextKeys: Sendable {
  private struct Slot: Sendable {
    /// 0: free.
    var hash: UInt64 = 0
    var text = TextRange.none
    var claim: Int32 = -1
  }

  private var slots: [Slot]
  private var text: [UInt8] = []
  private let shift: UInt64
  private(set) var isEmpty = true

  init(capacity: Int) {
    let bits = max(4, Int.bitWidth - (capacity * 2).leadingZeroBitCount)
    slots = [Slot](repeating: Slot(), count: 1 << bits)
    shift = UInt64(64 - bits)
  }

  /// Never 0.
  static func hash(_ text: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in text.indices { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3 }
    return (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  private func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> shift) }

  /// Where the text's claims begin, and where they are to be noted.
  mutating func withClaim(of key: String, _ body: (inout Int32) -> Void) {
    isEmpty = false
    let bytes = Array(key.utf8)
    let hash = Self.hash(bytes.span)
    var index = place(hash)
    while slots[index].hash != 0, slots[index].hash != hash || !matches(slots[index].text, bytes.span) {
      index = (index + 1) & (slots.count - 1)
    }
    if slots[index].hash == 0 {
      slots[index].hash = hash
      slots[index].text = TextRange(offset: UInt32(text.count), count: UInt32(bytes.count))
      text += bytes
    }
    body(&slots[index].claim)
  }

  func prefetch(_ hash: UInt64) { slots.prefetch(place(hash)) }

  /// The first claim; -1 without one.
  func claim(of key: Span<UInt8>, hash: UInt64) -> Int32 {
    var index = place(hash)
    while slots[index].hash != hash || !matches(slots[index].text, key) {
      if slots[index].hash == 0 { return -1 }
      index = (index &+ 1) & (slots.count &- 1)
    }
    return slots[index].claim
  }

  private func matches(_ range: TextRange, _ key: Span<UInt8>) -> Bool {
    guard Int(range.count) == key.count else { return false }
    let offset = Int(range.offset)
    for index in key.indices where text[offset &+ index] != key[index] { return false }
    return true
  }
}
