internal import Bytes
package import Telecom

/// Numbers that were ported, with the location routing number (LRN) of the switch that has them now.
///
/// A hash table with open addressing, a quarter to half full: 34 bits of a slot are the number, the rest says which LRN.
package struct PortedNumbers: Sendable {
  /// The number's ten digits plus one shifted left by 30, and the index into `routingNumbers`; 0: free.
  private var slots: [UInt64]
  private var routingNumbers: [PhoneNumber] = []
  private var indices: [PhoneNumber: UInt64] = [:]
  private let shift: UInt64
  package private(set) var count = 0

  private static let indexBits: UInt64 = 30

  init(capacity: Int) {
    let bits = max(4, Int.bitWidth - (capacity * 2).leadingZeroBitCount)
    slots = []
    slots.reserveCapacityOnHugePages(1 << bits)
    slots.append(contentsOf: repeatElement(0, count: 1 << bits))
    shift = UInt64(64 - bits)
  }

  /// The ten digits behind the 1, plus one.
  private static func key(_ number: PhoneNumber) -> UInt64 {
    var key: UInt64 = 0
    for index in 1...10 as ClosedRange<UInt64> { key = key * 10 + number.packed >> (60 - 4 * index) & 0xF }
    return key + 1
  }

  private func place(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift) }

  /// - Parameter number: a North American one.
  /// - Returns: the LRN it has already; `nil` where it had none.
  mutating func insert(_ number: PhoneNumber, _ routingNumber: PhoneNumber) -> PhoneNumber? {
    let key = Self.key(number)
    var slot = place(key)
    while slots[slot] != 0 {
      if slots[slot] >> Self.indexBits == key { return routingNumbers[index(slot)] }
      slot = (slot + 1) & (slots.count - 1)
    }
    let index = indices[routingNumber] ?? UInt64(routingNumbers.count)
    if index == routingNumbers.count {
      routingNumbers.append(routingNumber)
      indices[routingNumber] = index
    }
    slots[slot] = key << Self.indexBits | index
    count += 1
    return nil
  }

  private func index(_ slot: Int) -> Int { Int(slots[slot] & (1 << Self.indexBits - 1)) }

  func prefetch(_ number: PhoneNumber) { slots.prefetch(place(Self.key(number))) }

  /// - Parameter number: a North American one.
  /// - Returns: `.none` for a number that was not ported.
  package func routingNumber(of number: PhoneNumber) -> PhoneNumber {
    let key = Self.key(number)
    var slot = place(key)
    while slots[slot] != 0 {
      if slots[slot] >> Self.indexBits == key { return routingNumbers[index(slot)] }
      slot = (slot &+ 1) & (slots.count &- 1)
    }
    return .none
  }
}
