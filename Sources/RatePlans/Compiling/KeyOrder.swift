/// Puts keys in ascending order, equal ones in the order they came.
enum KeyOrder {
  static func isAscending(_ keys: [UInt64]) -> Bool {
    var previous: UInt64 = 0
    for key in keys {
      if key < previous { return false }
      previous = key
    }
    return true
  }

  /// The indices of the keys in ascending order.
  ///
  /// A radix sort by two bytes at a time, lowest first; places in which all keys agree are passed over, which for
  /// prefixes of a dozen digits is a quarter of them.
  static func ascending(_ keys: [UInt64]) -> [Int32] {
    var order = keys.indices.map { Int32($0) }
    var next = order
    let differing = keys.reduce(0) { $0 | ($1 ^ keys[0]) }
    for shift in stride(from: UInt64(0), to: 64, by: 16) where differing >> shift & 0xFFFF != 0 {
      var starts = [Int32](repeating: 0, count: 1 << 16)
      for key in keys { starts[Int(key >> shift & 0xFFFF)] += 1 }
      var total: Int32 = 0
      for bucket in starts.indices {
        let count = starts[bucket]
        starts[bucket] = total
        total += count
      }
      for index in order {
        let bucket = Int(keys[Int(index)] >> shift & 0xFFFF)
        next[Int(starts[bucket])] = index
        starts[bucket] += 1
      }
      swap(&order, &next)
    }
    return order
  }
}
