internal import Bytes
internal import Telecom

/// Rows as they were read, in the order of the file, with the key of the prefix each stands under beside them.
struct DeckTable: Sendable {
  /// `DeckPrefix.key` of each row.
  var keys: [UInt64] = []
  var rows: [RateRows.Packed] = []
  var terms = TermsTable()
  /// Of a notice, what each row says itself; empty for a deck.
  var said: [NoticeCells] = []
  /// What the rows' destinations point into.
  var text: [UInt8] = []

  /// Set in `TextRange.offset` where a destination is not in the deck's own text but in `extra`.
  static let extraFlag: UInt32 = 1 << 31

  /// Destinations that had to be rewritten: unescaped, or put together from several cells.
  var extra: [UInt8] = []

  /// Takes the rows of a table read after this one.
  /// - Parameters:
  ///   - lineOffset: how many lines stand before those the other table counted.
  ///   - jurisdictions: the other table's indices of jurisdictions in this one's.
  ///   - textOffset: where the deck's text begins in this table's.
  mutating func append(_ other: consuming DeckTable, lineOffset: Int, jurisdictions: [Int16], textOffset: Int) {
    // The first table is taken as it is: it made room for the rows of the whole deck.
    if keys.isEmpty, lineOffset == 0, textOffset == 0, jurisdictions.indices.allSatisfy({ jurisdictions[$0] == $0 }) {
      self = other
      return
    }
    let indices = other.terms.all.map { terms in
      var terms = terms
      if terms.jurisdiction >= 0 { terms.jurisdiction = jurisdictions[Int(terms.jurisdiction)] }
      return self.terms.index(of: terms)
    }
    let (line, text, extra) = (Int32(lineOffset), UInt32(textOffset), UInt32(self.extra.count))
    self.extra += other.extra
    keys.append(contentsOf: other.keys)
    said.append(contentsOf: other.said)
    rows.reserveCapacityOnHugePages(rows.count + other.rows.count)
    for row in other.rows {
      var row = row
      row.terms = indices[Int(row.terms)]
      row.line &+= line
      row.destination.offset &+= row.destination.offset & Self.extraFlag == 0 ? text : extra
      rows.append(row)
    }
  }

  /// Leaves of `text` the names of destinations alone, in the order of the rows, a name that repeats once: names are
  /// looked up at random, and the fewer bytes they lie in, the nearer those are.
  mutating func compactNames() {
    var names: [UInt8] = []
    names.reserveCapacityOnHugePages(text.count / 2)
    var last = TextRange.none
    for index in rows.indices {
      let name = rows[index].destination
      guard !name.isEmpty else {
        rows[index].destination = .none
        continue
      }
      if name.count == last.count, text[name.range].elementsEqual(names[last.range]) {
        rows[index].destination = last
        continue
      }
      last = TextRange(offset: UInt32(truncatingIfNeeded: names.count), count: name.count)
      names.append(contentsOf: text[name.range])
      rows[index].destination = last
    }
    names.append(contentsOf: repeatElement(0, count: 32))  // So that the last name too can be copied in one go.
    text = names
  }

  /// Moves `extra` behind `text`, and the flagged destinations with it.
  mutating func settleExtra() {
    guard !extra.isEmpty else { return }
    let base = UInt32(text.count)
    text += extra
    extra = []
    for index in rows.indices where rows[index].destination.offset & Self.extraFlag != 0 {
      rows[index].destination.offset = rows[index].destination.offset & ~Self.extraFlag + base
    }
  }

  /// Puts the rows in the order of their keys; rows of one key keep theirs.
  mutating func sort() {
    let order = KeyOrder.ascending(keys)
    keys = order.map { [keys] in keys[Int($0)] }
    rows = order.map { [rows] in rows[Int($0)] }
  }

  /// Lets a prefix's rows that were in force when their deck was issued hold for any time before, unless the deck dates
  /// several of them differently.
  ///
  /// The rows are in the order of their keys.
  mutating func openDates(_ issued: [Int64?]) {
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end] == keys[start] { end += 1 }
      // Of each deck, by its index.
      var dates: [Int16: Set<Int64>] = [:]
      for index in start..<end {
        let own = terms.all[Int(rows[index].terms)]
        if let date = issued[Int(own.file)], own.effectiveFrom <= date, own.effectiveFrom > .min {
          dates[own.file, default: []].insert(own.effectiveFrom)
        }
      }
      for index in start..<end {
        var own = terms.all[Int(rows[index].terms)]
        guard let date = issued[Int(own.file)], own.effectiveFrom <= date, dates[own.file]?.count == 1 else { continue }
        own.effectiveFrom = .min
        rows[index].terms = terms.index(of: own)
      }
      start = end
    }
  }

  /// Of rows for the same calls from the same moment on, keeps the first or the last where their deck says so.
  ///
  /// The rows are in the order of their keys.
  mutating func removeDuplicates(_ policies: [DeckMapping.Duplicates]) {
    var dropped = [Bool](repeating: false, count: keys.count)
    var start = 0
    while start < keys.count {
      var end = start + 1
      while end < keys.count, keys[end] == keys[start] { end += 1 }
      if end - start > 1 {
        var kept: [RowTerms: Int] = [:]
        for index in start..<end {
          let own = terms.all[Int(rows[index].terms)]
          let policy = policies[Int(own.file)]
          guard policy != .error else { continue }
          // When it begins to hold, and for which calls.
          var identity = RowTerms()
          (identity.effectiveFrom, identity.fromSeconds) = (own.effectiveFrom, own.fromSeconds)
          (identity.band, identity.jurisdiction, identity.file) = (own.band, own.jurisdiction, own.file)
          if let earlier = kept[identity] { dropped[policy == .first ? index : earlier] = true }
          if policy == .last || kept[identity] == nil { kept[identity] = index }
        }
      }
      start = end
    }
    let kept = keys.indices.filter { !dropped[$0] }
    keys = kept.map { [keys] in keys[$0] }
    rows = kept.map { [rows] in rows[$0] }
  }
}
