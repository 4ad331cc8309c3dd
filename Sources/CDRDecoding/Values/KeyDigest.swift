internal import Telecom

/// 128 bits of what identifies a session. Two lanes of multiply-and-rotate: chance collisions of 10⁹ sessions are
/// less likely than 1 in 10²⁰, and nobody gains anything by making one.
struct KeyDigest {
  private var high: UInt64
  private var low: UInt64

  init(seed: UInt8) {
    high = 0x9E37_79B9_7F4A_7C15 ^ UInt64(seed)
    low = 0xC2B2_AE3D_27D4_EB4F &+ UInt64(seed)
  }

  mutating func add(_ text: Span<UInt8>, _ slot: Slot) {
    for index in slot.from..<max(slot.from, slot.to) { add(text[index]) }
    add(UInt8(0xFF))  // Ends the value: no byte of UTF-8.
  }

  /// Adds a value so that the order of such values does not matter.
  mutating func addUnordered(_ text: Span<UInt8>, _ slot: Slot) {
    var own = KeyDigest(seed: 7)
    own.add(text, slot)
    let key = own.key
    high &+= key.high
    low &+= key.low
  }

  @inline(__always) private mutating func add(_ byte: UInt8) {
    high = (high ^ UInt64(byte)) &* 0x9FB2_1C65_1E98_DF25
    high ^= high >> 29
    low = (low ^ (UInt64(byte) &+ 0x51)) &* 0xD6E8_FEB8_6659_FD93
    low ^= low >> 32
  }

  var key: CallPart.Key { CallPart.Key(high: high, low: low | 1) }
}
