package import Telecom

/// The rows of all decks of a plan that price the same measure in the same unit, by prefix.
package struct Tariff: Sendable {
  package var measure: Measure
  package var leg = Leg.termination
  /// Of a measured quantity what it is counted in: `kWh`; empty where the decks price any.
  package var unit = ""
  package var trie: PrefixTrie
  /// What the trie finds; rows of a group stand together.
  package var groups: [PrefixGroup]
  package var rows: RateRows
  /// The group of the `*` row; -1 without one.
  package var defaultGroup: Int32
  /// From here on groups stand under places or zones, and no prefix finds them.
  package let firstKeyedGroup: Int
  /// What those are called, in their order: places in `text`.
  package let keyNames: [TextRange]
  /// What `RateRow.destination` points into.
  package var text: [UInt8]
  package var jurisdictions: [String]
  /// The decks, as their user named them.
  package var files: [String]
  /// Which of `files` are sheets of workbooks.
  package var sheets: Set<Int16> = []
  /// The product codes that usage stands under on invoices, by deck.
  package var items: [String]

  /// Of a deck that names none.
  package static let usualItem = "USAGE"

  /// - Parameters:
  ///   - rows: the rows with the prefix each stands under, in any order; rows of one prefix keep theirs.
  ///   - text: what the rows' destinations point into.
  ///   - zones: names of the zones that rows stand under, from index 1 on.
  package init(
    measure: Measure, rows: [(prefix: DeckPrefix, row: RateRow)], text: [UInt8], jurisdictions: [String],
    files: [String], zones: [String] = []
  ) {
    var table = DeckTable()
    for (prefix, row) in rows {
      let terms = table.terms.index(of: row.terms)
      table.keys.append(prefix.key)
      table.rows.append(
        RateRows.Packed(
          rateNanos: row.rateNanos, connectFeeNanos: row.connectFeeNanos, destination: row.destination, terms: terms,
          line: row.line))
    }
    table.text = text
    self = TariffCompiler(measure: measure, jurisdictions: jurisdictions, files: files, zones: zones).compile(table)
  }

  init(
    measure: Measure, trie: PrefixTrie, groups: [PrefixGroup], rows: RateRows, text: [UInt8], jurisdictions: [String],
    files: [String], items: [String], keyNames: [TextRange]
  ) {
    self.measure = measure
    self.trie = trie
    self.groups = groups
    self.rows = rows
    defaultGroup = groups.first?.prefix == .default ? 0 : -1
    firstKeyedGroup = groups.count - keyNames.count
    self.keyNames = keyNames
    self.text = text
    self.jurisdictions = jurisdictions
    self.files = files
    self.items = items
  }

  /// The prefix that a row stands under.
  package func prefix(ofRow row: Int32) -> DeckPrefix { groups[group(ofRow: row)].prefix }

  /// Index of the group that a row stands in.
  package func group(ofRow row: Int32) -> Int {
    var (low, high) = (0, groups.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if groups[middle].firstRow <= row { low = middle } else { high = middle }
    }
    return low
  }

  /// What the rows of a group stand under: `4420`, `1411$`, `*`, `LATA224/OCN9206`, `EU>US`.
  package func name(ofGroup group: Int) -> String {
    group < firstKeyedGroup ? groups[group].prefix.description : String(decoding: text[keyName(ofGroup: group).range], as: UTF8.self)
  }

  /// The place in `text` of what a group that no prefix finds is called.
  package func keyName(ofGroup group: Int) -> TextRange { keyNames[group - firstKeyedGroup] }

  /// The same by the key of the group.
  /// - Precondition: the tariff has a group of this key, which no prefix finds.
  package func keyName(ofKey key: UInt64) -> TextRange {
    var (low, high) = (firstKeyedGroup, groups.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if groups[middle].prefix.key <= key { low = middle } else { high = middle }
    }
    return keyName(ofGroup: low)
  }

  /// The product code that usage priced by a row stands under on invoices.
  package func item(ofRow row: Int) -> String { items[Int(rows.terms[Int(rows.packed[row].terms)].file)] }

  /// The rows of which of `jurisdictions` are for a call: of its own, else of the next wider one that any row has.
  /// - Returns: -1 where only rows for any jurisdiction are.
  package func jurisdiction(for call: Jurisdiction) -> Int16 {
    var next: Jurisdiction? = call
    while let wanted = next {
      if let index = jurisdictions.firstIndex(of: wanted.code), wanted != .unknown { return Int16(index) }
      next = wanted.wider
    }
    return -1
  }

  /// Where a row stands: `rateplans/us.csv:17`.
  package func place(of row: RateRow) -> InputLocation {
    InputLocation(files[Int(row.file)], line: Int(row.line), isSheet: sheets.contains(row.file))
  }

  /// The group of the longest prefix of `number`; -1 when there is none, not even a default.
  /// - Complexity: O(digits), whatever the size of the deck.
  package func match(_ number: PhoneNumber) -> Int32 {
    let found = trie.longestMatch(number)
    return found >= 0 ? found : defaultGroup
  }

  package func rows(of group: PrefixGroup) -> Slice<RateRows> {
    rows[Int(group.firstRow)..<Int(group.firstRow + group.rowCount)]
  }

  package func destination(_ row: RateRow) -> String {
    String(decoding: text[row.destination.range], as: UTF8.self)
  }
}
