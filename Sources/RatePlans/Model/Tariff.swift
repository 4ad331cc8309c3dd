package import Telecom

/// The rows of all decks of a plan that price the same measure, by prefix.
package struct Tariff: Sendable {
  package var measure: Measure
  package var trie: PrefixTrie
  /// What the trie finds; rows of a group stand together.
  package var groups: [PrefixGroup]
  package var rows: [RateRow]
  /// The group of the `*` row; -1 without one.
  package var defaultGroup: Int32
  /// Names of destinations, one behind the other, as `RateRow.destination` places them.
  package var text: [UInt8]
  package var jurisdictions: [String]
  /// The decks, as their user named them.
  package var files: [String]

  /// - Parameters:
  ///   - rows: the rows with the prefix each stands under, in any order.
  ///   - text: what the rows' destinations point into.
  package init(
    measure: Measure, rows: [(prefix: DeckPrefix, row: RateRow)], text: [UInt8], jurisdictions: [String],
    files: [String]
  ) {
    self.measure = measure
    self.text = text
    self.jurisdictions = jurisdictions
    self.files = files
    var order = Array(rows.indices)
    let isSorted = rows.indices.dropFirst().allSatisfy { rows[$0 - 1].prefix.key <= rows[$0].prefix.key }
    if !isSorted { order.sort { (rows[$0].prefix.key, $0) < (rows[$1].prefix.key, $1) } }

    self.rows = []
    self.rows.reserveCapacity(rows.count)
    groups = []
    groups.reserveCapacity(rows.count)
    var keys: [UInt64] = []
    keys.reserveCapacity(rows.count)
    for index in order {
      let prefix = rows[index].prefix
      if keys.last != prefix.key {
        keys.append(prefix.key)
        groups.append(PrefixGroup(prefix: prefix, firstRow: Int32(self.rows.count)))
      }
      groups[groups.count - 1].append(rows[index].row)
      self.rows.append(rows[index].row)
    }
    defaultGroup = groups.first?.prefix == .default ? 0 : -1
    trie = PrefixTrie(sortedKeys: keys)
    linkShorterPrefixes()
  }

  /// Where no row of a group applies, the next shorter prefix is tried.
  private mutating func linkShorterPrefixes() {
    var open: [Int32] = []
    for index in groups.indices {
      let prefix = groups[index].prefix
      while let last = open.last, !groups[Int(last)].prefix.covers(prefix) { open.removeLast() }
      groups[index].shorter = open.last ?? -1
      if !prefix.isExact { open.append(Int32(index)) }
    }
  }

  /// The group of the longest prefix of `number`; -1 when there is none, not even a default.
  /// - Complexity: O(digits), whatever the size of the deck.
  package func match(_ number: PhoneNumber) -> Int32 {
    let found = trie.longestMatch(number)
    return found >= 0 ? found : defaultGroup
  }

  package func rows(of group: PrefixGroup) -> ArraySlice<RateRow> {
    rows[Int(group.firstRow)..<Int(group.firstRow + group.rowCount)]
  }
}

/// The rows of one prefix.
package struct PrefixGroup: Sendable {
  package var prefix: DeckPrefix
  package var firstRow: Int32
  package var rowCount: Int32 = 0
  /// The group of the next shorter prefix, of the default in the end; -1 when there is none.
  package var shorter: Int32 = -1
  /// All rows hold at any time of day, for any jurisdiction and from the first second, so that one row prices a call.
  package var isPlain = true

  init(prefix: DeckPrefix, firstRow: Int32) {
    self.prefix = prefix
    self.firstRow = firstRow
  }

  mutating func append(_ row: RateRow) {
    rowCount += 1
    if row.band >= 0 || row.jurisdiction >= 0 || row.fromSeconds > 0 { isPlain = false }
  }
}
