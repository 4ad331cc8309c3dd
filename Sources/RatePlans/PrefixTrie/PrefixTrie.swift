internal import Bytes
package import Telecom

/// Finds the longest of many prefixes.
///
/// The slow algorithm: of all prefixes that the number begins with, take the longest. Here the prefixes form a tree, a
/// level a digit, in one array of words; the children of a node stand side by side.
/// ```
/// bits 63…37        36…10          9…0 + 10 in `ends`
///      first child  value + 1      which digits go on
/// ```
/// A number that must match whole has an eleventh child, kept as the node's `exact` value in an array of its own, since
/// few nodes have one. The first four digits are looked up at once in a table, which then remembers the longest value
/// on the way there.
package struct PrefixTrie: Sendable {
  private var nodes: [UInt64]
  /// Values of exact numbers: node index → value. Empty for most decks.
  private var exact: [Int32: Int32]
  /// For each four digits: the node they lead to (or 0) in the low word, the longest value above it + 1 in the high.
  private var root: [UInt64]

  private static let rootDigits = 4
  private static let indexBits: UInt64 = 27

  /// - Parameter sortedKeys: of `DeckPrefix`es, ascending, none twice; each one's value is its index.
  package init(sortedKeys keys: [UInt64]) {
    precondition(keys.count < 1 << Self.indexBits)
    nodes = [0]
    nodes.reserveCapacityOnHugePages(keys.count * 2 + 16)
    exact = [:]
    root = []
    build(keys)
    buildRoot()
  }

  /// Breadth first, so that the children of a node come to stand side by side.
  private mutating func build(_ keys: [UInt64]) {
    struct Open { var low: Int32, high: Int32 }  // The keys under a node whose children are not there yet.
    var level = [Open(low: 0, high: Int32(keys.count))]
    var firstNode = 0
    var depth = 0
    while !level.isEmpty {
      var next: [Open] = []
      next.reserveCapacity(level.count * 2)
      let shift = UInt64(60 - 4 * depth)
      for (offset, open) in level.enumerated() {
        let node = firstNode + offset
        var (low, high) = (Int(open.low), Int(open.high))
        var word: UInt64 = 0
        // The key that ends here sorts first. The root's own is the default row, which the tariff keeps.
        if low < high, depth == 16 || keys[low] << UInt64(4 * depth) == 0 {
          if depth > 0 { word |= UInt64(low + 1) << 10 }
          low += 1
        }
        if low < high, depth < 16, keys[high - 1] >> shift & 0xF == DeckPrefix.end {
          high -= 1
          exact[Int32(node)] = Int32(high)
        }
        if low < high {
          word |= UInt64(firstNode + level.count + next.count) << 37
          while low < high {
            let symbol = keys[low] >> shift & 0xF
            word |= 1 << (symbol - 1)
            var end = low + 1
            if end < high, keys[high - 1] >> shift & 0xF == symbol { end = high }
            while end < high, keys[end] >> shift & 0xF == symbol { end += 1 }
            next.append(Open(low: Int32(low), high: Int32(end)))
            low = end
          }
        }
        nodes[node] = word
      }
      firstNode += level.count
      nodes.append(contentsOf: repeatElement(0, count: next.count))
      level = next
      depth += 1
    }
  }

  private mutating func buildRoot() {
    // Exact numbers of fewer digits than the table takes at once would be overlooked: then there is no table.
    guard exact.isEmpty, nodes.count > 1_000 else { return }
    var count = 1
    for _ in 0..<Self.rootDigits { count *= 10 }
    root = [UInt64](repeating: 0, count: count)
    for index in 0..<count {
      var node = 0
      var best: UInt64 = 0
      var rest = index
      var divisor = count / 10
      var reached = true
      for _ in 0..<Self.rootDigits {
        let digit = rest / divisor
        rest %= divisor
        divisor /= 10
        guard let child = child(of: nodes[node], digit: digit) else {
          reached = false
          break
        }
        node = child
        let value = nodes[node] >> 10 & (1 << Self.indexBits - 1)
        if value != 0 { best = value }
      }
      root[index] = best << 32 | UInt64(reached ? node : 0)
    }
  }

  private func child(of word: UInt64, digit: Int) -> Int? {
    let bit: UInt64 = 1 << UInt64(digit)
    guard word & bit != 0 else { return nil }
    return Int(word >> 37) + (word & (bit &- 1)).nonzeroBitCount
  }

  /// - Returns: the index among the keys the trie was made from; -1 when no prefix of the number is there.
  /// - Complexity: O(digits); no allocation.
  package func longestMatch(_ number: PhoneNumber) -> Int32 {
    let count = number.count
    var digits = number.packed
    var node = 0
    var best: UInt64 = 0
    var used = 0
    if !root.isEmpty, count >= Self.rootDigits {
      let index = (digits >> 60) * 1000 + (digits >> 56 & 0xF) * 100 + (digits >> 52 & 0xF) * 10 + (digits >> 48 & 0xF)
      let entry = root[Int(truncatingIfNeeded: index)]
      best = entry >> 32
      node = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF)
      if node == 0 { return Int32(truncatingIfNeeded: best) &- 1 }
      used = Self.rootDigits
      digits <<= UInt64(4 * Self.rootDigits)
    }
    var word = nodes[node]
    while used < count {
      let digit = digits >> 60
      let bit: UInt64 = 1 << digit
      guard word & bit != 0 else { break }
      node = Int(truncatingIfNeeded: word >> 37) &+ (word & (bit &- 1)).nonzeroBitCount
      word = nodes[node]
      let value = word >> 10 & (1 << Self.indexBits - 1)
      if value != 0 { best = value }
      digits <<= 4
      used &+= 1
    }
    if used == count, !exact.isEmpty, let value = exact[Int32(truncatingIfNeeded: node)] { return value }
    return Int32(truncatingIfNeeded: best) &- 1
  }

  /// A number on its way down the trie.
  private struct Walk {
    /// The digits not yet used, the next one highest.
    var digits: UInt64
    /// How many of them there are.
    var left: Int32
    var node: Int32
    /// Which of the numbers it is.
    var index: Int32
  }

  /// `longestMatch` of many numbers at once: all take their first step, then all their second, so that the waits for
  /// memory overlap.
  /// - Parameter matches: for each number the index among the keys; -1 where no prefix of it is there.
  package func longestMatches(_ numbers: [PhoneNumber], into matches: inout [Int32]) {
    matches.removeAll(keepingCapacity: true)
    guard exact.isEmpty, !root.isEmpty else {
      for number in numbers { matches.append(longestMatch(number)) }
      return
    }
    var walks: [Walk] = []
    walks.reserveCapacity(numbers.count)
    for (index, number) in numbers.enumerated() {
      guard number.count >= Self.rootDigits else {
        matches.append(longestMatch(number))
        continue
      }
      let digits = number.packed
      let place = (digits >> 60) * 1000 + (digits >> 56 & 0xF) * 100 + (digits >> 52 & 0xF) * 10 + (digits >> 48 & 0xF)
      let entry = root[Int(truncatingIfNeeded: place)]
      matches.append(Int32(truncatingIfNeeded: entry >> 32) &- 1)
      let node = Int32(truncatingIfNeeded: entry & 0xFFFF_FFFF)
      if node != 0 {
        walks.append(
          Walk(
            digits: digits << UInt64(4 * Self.rootDigits), left: Int32(number.count - Self.rootDigits), node: node,
            index: Int32(truncatingIfNeeded: index)))
      }
    }
    var count = walks.count
    while count > 0 {
      var kept = 0
      for position in 0..<count {
        var walk = walks[position]
        let word = nodes[Int(walk.node)]
        let value = word >> 10 & (1 << Self.indexBits - 1)
        if value != 0 { matches[Int(walk.index)] = Int32(truncatingIfNeeded: value) &- 1 }
        let bit: UInt64 = 1 << (walk.digits >> 60)
        guard walk.left > 0, word & bit != 0 else { continue }
        walk.node = Int32(truncatingIfNeeded: word >> 37) &+ Int32(truncatingIfNeeded: (word & (bit &- 1)).nonzeroBitCount)
        walk.digits <<= 4
        walk.left &-= 1
        walks[kept] = walk
        kept &+= 1
      }
      count = kept
    }
  }
}
