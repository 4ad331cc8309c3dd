internal import Bytes
package import Telecom

/// Finds the longest of many prefixes.
///
/// The slow algorithm: of all prefixes that the number begins with, take the longest. Here the prefixes form a tree, a
/// level a digit, in one array of words; the children of a node stand side by side.
/// ```
/// bits 63…37        36…10          9…0
///      first child  value + 1      which digits go on
/// ```
/// Numbers that must match whole stand apart in a dictionary, since few decks have any. The first four digits are looked up at once in a table, which then remembers the longest value
/// on the way there.
package struct PrefixTrie: Sendable {
  private var nodes: [UInt64]
  /// Values of numbers that must match whole, by `PhoneNumber.packed`.
  private var exact: [UInt64: Int32] = [:]
  /// Bit n is set when there are exact numbers of n digits.
  private var exactLengths: UInt64 = 0
  /// For each four digits where they lead.
  private var root: [Root]

  /// How many bits are set in each number of ten bits.
  private let ones = (0..<1024).map { UInt8(truncatingIfNeeded: $0.nonzeroBitCount) }

  private struct Root: Sendable {
    /// 0 where no prefix goes on behind the four digits.
    var node: Int32 = 0
    /// Of the longest prefix above the node.
    var match = Match(key: -1, digits: 0)
  }

  private static let rootDigits = 4
  private static let indexBits: UInt64 = 27

  /// - Parameter sortedKeys: of `DeckPrefix`es, ascending, none twice; each one's value is its index.
  package init(sortedKeys keys: [UInt64]) {
    precondition(keys.count < 1 << Self.indexBits)
    nodes = [0]
    nodes.reserveCapacityOnHugePages(keys.count * 2 + 16)
    root = []
    build(keys)
    buildRoot()
  }

  /// A node whose children are not there yet, and the keys under it.
  private struct Open {
    var node: Int32
    var low: Int32
    var high: Int32
    var depth: Int32
  }

  /// Depth first, the children of a node side by side: the last steps of a look-up then stay within a few cache lines.
  private mutating func build(_ keys: [UInt64]) {
    var open = [Open(node: 0, low: 0, high: Int32(keys.count), depth: 0)]
    while let next = open.popLast() {
      let depth = UInt64(next.depth)
      var (low, high) = (Int(next.low), Int(next.high))
      var word: UInt64 = 0
      // The key that ends here sorts first. The root's own is the default row, which the tariff keeps.
      if low < high, depth == 16 || keys[low] << (4 * depth) == 0 {
        if depth > 0 { word |= UInt64(low + 1) << 10 }
        low += 1
      }
      let shift = 60 &- 4 &* depth
      if low < high, depth < 16, keys[high - 1] >> shift & 0xF == DeckPrefix.end {
        high -= 1
        addExact(keys[high], digits: next.depth, value: Int32(high))
      }
      if low < high {
        word |= UInt64(nodes.count) << 37
        let firstOpen = open.count
        while low < high {
          let symbol = keys[low] >> shift & 0xF
          word |= 1 << (symbol - 1)
          var end = low + 1
          if end < high, keys[high - 1] >> shift & 0xF == symbol { end = high }
          while end < high, keys[end] >> shift & 0xF == symbol { end += 1 }
          open.append(Open(node: Int32(nodes.count), low: Int32(low), high: Int32(end), depth: next.depth + 1))
          nodes.append(0)
          low = end
        }
        open[firstOpen...].reverse()
      }
      nodes[Int(next.node)] = word
    }
  }

  private mutating func addExact(_ key: UInt64, digits: Int32, value: Int32) {
    var packed = UInt64(digits)
    for index in 0..<UInt64(digits) { packed |= (key >> (60 - 4 * index) & 0xF - 1) << (60 - 4 * index) }
    exact[packed] = value
    exactLengths |= 1 << UInt64(digits)
  }

  /// The value of a number that must match whole.
  private func exactMatch(_ number: PhoneNumber) -> Int32? {
    exactLengths >> UInt64(number.count) & 1 == 1 ? exact[number.packed] : nil
  }

  private mutating func buildRoot() {
    guard nodes.count > 1_000 else { return }
    var count = 1
    for _ in 0..<Self.rootDigits { count *= 10 }
    root = [Root](repeating: Root(), count: count)
    for index in 0..<count {
      var entry = Root()
      var rest = index
      var divisor = count / 10
      for depth in 1...Self.rootDigits {
        let digit = rest / divisor
        rest %= divisor
        divisor /= 10
        entry.node = Int32(child(of: nodes[Int(entry.node)], digit: digit) ?? 0)
        if entry.node == 0 { break }
        let value = nodes[Int(entry.node)] >> 10 & (1 << Self.indexBits - 1)
        if value != 0 { entry.match = Match(key: Int32(value) - 1, digits: Int32(depth)) }
      }
      root[index] = entry
    }
  }

  /// The first four digits as a number; the rest of the digits come after.
  private static func place(_ digits: UInt64) -> Int {
    let (first, second) = (digits >> 60 & 0xF, digits >> 56 & 0xF)
    let (third, fourth) = (digits >> 52 & 0xF, digits >> 48 & 0xF)
    return Int(truncatingIfNeeded: ((first * 10 + second) * 10 + third) * 10 + fourth)
  }

  private func child(of word: UInt64, digit: Int) -> Int? {
    let bit: UInt64 = 1 << UInt64(digit)
    guard word & bit != 0 else { return nil }
    return Int(word >> 37) + (word & (bit &- 1)).nonzeroBitCount
  }

  /// - Returns: the index among the keys the trie was made from; -1 when no prefix of the number is there.
  /// - Complexity: O(digits); no allocation.
  package func longestMatch(_ number: PhoneNumber) -> Int32 {
    if let value = exactMatch(number) { return value }
    let count = number.count
    var digits = number.packed
    var node = 0
    var best: UInt64 = 0
    var used = 0
    if !root.isEmpty, count >= Self.rootDigits {
      let entry = root[Self.place(digits)]
      if entry.node == 0 { return entry.match.key }
      best = UInt64(entry.match.key + 1)
      node = Int(entry.node)
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
    return Int32(truncatingIfNeeded: best) &- 1
  }

  /// Whether both were made from the same keys.
  package func isSame(as other: PrefixTrie) -> Bool { nodes == other.nodes && exact == other.exact }

  /// A number on its way down the trie.
  private struct Walk {
    /// The digits not yet used, the next one highest; behind the last an 11, which no node goes on with.
    var digits: UInt64
    var node: Int32
    /// Which of the numbers it is.
    var index: Int32
    /// How many digits are used.
    var depth: Int32
  }

  /// What was found for one of many numbers.
  package struct Match: Sendable {
    /// Index among the keys the trie was made from; -1 when no prefix of the number is there.
    package var key: Int32
    /// How many digits the prefix has; -1 where the number must match whole.
    package var digits: Int32
  }

  /// `longestMatch` of many numbers at once: all take their first step, then all their second, so that the waits for
  /// memory overlap: each step asks for the node of the next one. Nothing in a step is decided by a branch, since a wrong guess would end the overlap.
  package func longestMatches(_ numbers: [PhoneNumber], into matches: inout [Match]) {
    matches.removeAll(keepingCapacity: true)
    var walks: [Walk] = []
    walks.reserveCapacity(numbers.count)
    for (index, number) in numbers.enumerated() {
      if let value = exactMatch(number) {
        matches.append(Match(key: value, digits: -1))
        continue
      }
      let unused = ~UInt64(0xF) & number.packed | 0xB << UInt64(60 - 4 * number.count)
      if !root.isEmpty, number.count >= Self.rootDigits {
        let entry = root[Self.place(unused)]
        matches.append(entry.match)
        if entry.node == 0 { continue }
        nodes.prefetch(Int(entry.node))
        walks.append(
          Walk(
            digits: unused << UInt64(4 * Self.rootDigits), node: entry.node, index: Int32(truncatingIfNeeded: index),
            depth: Int32(Self.rootDigits)))
      } else {
        matches.append(Match(key: -1, digits: 0))
        if number == .none { continue }
        walks.append(Walk(digits: unused, node: 0, index: Int32(truncatingIfNeeded: index), depth: 0))
      }
    }
    var count = walks.count
    while count > 0 {
      var kept = 0
      for position in 0..<count {
        let walk = walks[position]
        let (index, digits, depth) = (Int(walk.index), walk.digits, walk.depth)
        let word = nodes[Int(walk.node)]
        let value = Int32(truncatingIfNeeded: word >> 10 & (1 << Self.indexBits - 1))
        let best = matches[index]
        matches[index] = Match(key: value != 0 ? value &- 1 : best.key, digits: value != 0 ? depth : best.digits)
        let bit: UInt64 = 1 << (digits >> 60)
        let below = Int(truncatingIfNeeded: word & (bit &- 1) & 0x3FF)
        let goesOn = word & bit & 0x3FF != 0
        let node = goesOn ? Int32(truncatingIfNeeded: word >> 37) &+ Int32(ones[below]) : 0
        nodes.prefetch(Int(node))
        walks[kept] = Walk(digits: digits << 4, node: node, index: walk.index, depth: depth &+ 1)
        kept &+= goesOn ? 1 : 0
      }
      count = kept
    }
  }
}
