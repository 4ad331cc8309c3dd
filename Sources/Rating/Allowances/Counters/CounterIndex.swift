internal import Bytes

/// Where the counters of keys stand: a hash table with open addressing, at most half full.
struct CounterIndex: Sendable {
  private struct Slot {
    var pool = PoolKey(plan: 0, promise: 0, owner: 0)
    var cycle: Int32 = 0
    /// -1: free.
    var place: Int32 = -1
  }

  private var slots = [Slot](repeating: Slot(), count: 16)
  private var shift: UInt64 = 60
  private var count = 0

  private static func hash(_ key: CounterKey) -> UInt64 {
    let owner = UInt64(UInt32(bitPattern: key.pool.owner))
    let promise = UInt64(UInt16(bitPattern: key.pool.plan)) << 16 | UInt64(UInt16(bitPattern: key.pool.promise))
    let mixed = (owner << 32 | promise) &+ UInt64(UInt32(bitPattern: key.cycle)) &* 0xD6E8_FEB8_6659_FD93
    return (mixed ^ mixed >> 29) &* 0x9E37_79B9_7F4A_7C15
  }

  private func start(_ key: CounterKey) -> Int { Int(truncatingIfNeeded: Self.hash(key) >> shift) }

  func prefetch(_ key: CounterKey) { slots.prefetch(start(key)) }

  /// -1 for a key that is not there.
  func place(of key: CounterKey) -> Int {
    var index = start(key)
    while slots[index].place >= 0, slots[index].pool != key.pool || slots[index].cycle != key.cycle {
      index = (index &+ 1) & (slots.count &- 1)
    }
    return Int(slots[index].place)
  }

  mutating func reserveCapacity(_ capacity: Int) {
    guard capacity * 2 > slots.count else { return }
    let bits = Int.bitWidth - (capacity * 2 - 1).leadingZeroBitCount
    let old = slots
    slots = []
    slots.reserveCapacityOnHugePages(1 << bits)
    slots.append(contentsOf: repeatElement(Slot(), count: 1 << bits))
    shift = UInt64(64 - bits)
    for slot in old where slot.place >= 0 { put(slot) }
  }

  /// - Parameter key: one that is not there.
  mutating func insert(_ key: CounterKey, at place: Int) {
    count += 1
    if count * 2 > slots.count { reserveCapacity(slots.count) }
    put(Slot(pool: key.pool, cycle: key.cycle, place: Int32(place)))
  }

  private mutating func put(_ slot: Slot) {
    var index = start(CounterKey(slot.pool, cycle: slot.cycle))
    while slots[index].place >= 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }
}
