internal import Bytes
internal import Telecom

/// Makes a tariff of the rows of its decks: sorts them by prefix where they are not sorted yet, groups those of one
/// prefix, links each group to the next shorter prefix, and builds the trie. Groups and trie are built side by side.
struct TariffCompiler {
  var measure: Measure
  var jurisdictions: [String]
  var files: [String]
  /// The product code of each deck's usage; the usual one where they are not given.
  var items: [String] = []
  /// What each deck says about rows that stand for the same calls.
  var duplicates: [DeckMapping.Duplicates] = []
  /// When each deck was issued, where it says so.
  var issued: [Int64?] = []
  /// Names of the zones that rows stand under, from index 1 on.
  var zones: [String] = []
  var threads = 1

  func compile(_ table: consuming DeckTable) -> Tariff {
    if !KeyOrder.isAscending(table.keys) { table.sort() }
    if issued.contains(where: { $0 != nil }) { table.openDates(issued) }
    if duplicates.contains(where: { $0 != .error }) { table.removeDuplicates(duplicates) }
    table.compactNames()
    let keyNames = keyNames(table.keys, appendedTo: &table.text)
    let keys = table.keys
    let packed = table.rows
    let rows = RateRows(packed: packed, terms: table.terms.all)
    let distinct = Self.distinct(keys, hasOthers: !keyNames.isEmpty)
    let results = concurrentMap(2, threads: threads) { task in
      task == 0
        ? Part(trie: PrefixTrie(sortedKeys: distinct), groups: [])
        : Part(trie: nil, groups: Self.groups(keys, rows))
    }
    return Tariff(
      measure: measure, trie: results[0].trie ?? PrefixTrie(sortedKeys: []), groups: results[1].groups, rows: rows,
      text: table.text, jurisdictions: jurisdictions, files: files,
      items: items.isEmpty ? files.map { _ in Tariff.usualItem } : items, keyNames: keyNames)
  }

  private struct Part: Sendable {
    var trie: PrefixTrie?
    var groups: [PrefixGroup]
  }

  /// Puts what the groups that no prefix finds are called behind the other names.
  private func keyNames(_ keys: [UInt64], appendedTo text: inout [UInt8]) -> [TextRange] {
    guard let last = keys.last, !DeckPrefix(key: last).isDigits else { return [] }
    var names: [TextRange] = []
    var previous: UInt64 = 0
    for key in keys where key != previous && !DeckPrefix(key: key).isDigits {
      let start = text.count
      text += Array(name(of: DeckPrefix(key: key)).utf8)
      names.append(TextRange(offset: UInt32(truncatingIfNeeded: start), count: UInt32(text.count - start)))
      previous = key
    }
    text += repeatElement(0, count: 32)  // As behind the other names.
    return names
  }

  private func name(of key: DeckPrefix) -> String {
    func zone(_ index: Int32) -> String { index > 0 && index <= zones.count ? zones[Int(index) - 1] : "*" }
    return key.isZones ? "\(zone(key.origin))>\(zone(key.destination))" : key.description
  }

  /// The keys of prefixes without repetitions; most decks have none, and their keys are not copied.
  private static func distinct(_ keys: [UInt64], hasOthers: Bool) -> [UInt64] {
    let keys = hasOthers ? Array(keys.prefix { DeckPrefix(key: $0).isDigits }) : keys
    let repetitions = keys.indices.dropFirst().reduce(0) { $0 + (keys[$1] == keys[$1 - 1] ? 1 : 0) }
    guard repetitions > 0 else { return keys }
    var distinct: [UInt64] = []
    distinct.reserveCapacity(keys.count - repetitions)
    for key in keys where distinct.last != key { distinct.append(key) }
    return distinct
  }

  private static func groups(_ keys: [UInt64], _ rows: RateRows) -> [PrefixGroup] {
    let plain = rows.terms.map(\.isPlain)
    var groups: [PrefixGroup] = []
    groups.reserveCapacityOnHugePages(keys.count)
    var open: [Int32] = []  // The groups whose prefixes the current one may extend, shortest first.
    var index = 0
    while index < keys.count {
      let prefix = DeckPrefix(key: keys[index])
      var group = PrefixGroup(prefix: prefix, firstRow: Int32(index))
      while index < keys.count, keys[index] == prefix.key {
        if !plain[Int(rows.packed[index].terms)] { group.isPlain = false }
        index += 1
      }
      group.rowCount = Int32(index) - group.firstRow
      while let last = open.last, !groups[Int(last)].prefix.covers(prefix) { open.removeLast() }
      group.shorter = open.last ?? -1
      if prefix.isDigits, !prefix.isExact { open.append(Int32(groups.count)) }
      groups.append(group)
    }
    // Most decks have one plain row a prefix.
    guard groups.count < keys.count || plain.contains(false) else { return groups }
    for index in groups.indices where groups[index].rowCount > 1 || !groups[index].isPlain {
      groups[index].isByJurisdiction = rows.isByJurisdiction(groups[index])
    }
    return groups
  }
}
