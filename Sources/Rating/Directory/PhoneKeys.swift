internal import Bytes
internal import Telecom

/// The claims to each of many numbers: a hash table with open addressing, a quarter to half full.
struct PhoneKeys: Sendable {
  private struct Slot: Sendable {
    /// 0: free.
    var packed: UInt64 = 0
    var claim: Int32 = -1
  }

  private var slots: [Slot]
  private let shift: UInt64
  private(set) var isEmpty = true

  init(capacity: Int) {
    let bits = max(4, Int.bitWidth - (capacity * 2).leadingZeroBitCount)
    slots = []
    slots.reserveCapacityOnHugePages(1 << bits)
    slots.append(contentsOf: repeatElement(Slot(), count: 1 << bits))
    shift = UInt64(64 - bits)
  }

  private func place(_ number: PhoneNumber) -> Int {
    Int(truncatingIfNeeded: ((number.packed ^ number.packed >> 29) &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }

  /// Where the number's claims begin, and where they are to be noted.
  mutating func withClaim(of number: PhoneNumber, _ body: (inout Int32) -> Void) {
    isEmpty = false
    var index = place(number)
    while slots[index].packed != 0, slots[index].packed != number.packed { index = (index + 1) & (slots.count - 1) }
    slots[index].packed = number.packed
    body(&slots[index].claim)
  }

  func prefetch(_ number: PhoneNumber) { slots.prefetch(place(number)) }

  /// The first claim; -1 without one.
  func claim(of number: PhoneNumber) -> Int32 {
    var index = place(number)
    while slots[index].packed != number.packed {
      if slots[index].packed == 0 { return -1 }
      index = (index &+ 1) & (slots.count &- 1)
    }
    return slots[index].claim
  }
}
