internal import Bytes
internal import Telecom
internal import Workbooks

extension DeckParser {
  mutating func row(
    _ cells: DeckCells, _ bytes: Span<UInt8>, _ ends: Span<UInt32>, _ places: Span<DeckLayout.Place>
  ) {
    var key = Key(cell: cells.range(prefixColumn, bytes, ends))
    if key.cell.isEmpty, cells.range(layout.rate, bytes, ends).isEmpty,
      !hasJoinedKeys || layout.key.indices.allSatisfy({ cells.range($0, bytes, ends).isEmpty })
    {
      if source.mapping.tableEnd == .blankRow {
        hasEnded = true
        return
      }
      if cells.isBlank(bytes, ends) { return }
    }
    guard isNotTooWide(cells, bytes, ends), isNotCutOff(cells, bytes, ends) else { return }
    if isSheet, !hasValues(cells, bytes, ends) { return }

    var draft = base
    var destination = destination(cells, bytes, ends)
    if hasIncrements { setIncrements(of: destination, bytes, &draft) }
    var isSound = true
    if hasJoinedKeys {
      key.joined = joinedKey(cells, bytes, ends)
      isSound = key.joined != nil
      if destination.isEmpty { destination = pairName(cells, bytes, ends) }
    }
    if isZones, destination.isEmpty {
      report(cells, at: key.cell.lowerBound, bytes, "the row has no zone", remedy: "write its name, or delete the row")
      isSound = false
    }
    for index in places.indices {
      let place = places[index]
      let cell = cells.range(place.index, bytes, ends)
      if cell.isEmpty || hasEmptyWords && isEmptyWord(bytes.extracting(cell), place.column) { continue }
      if isNotice { draft.said.give(place.column) }
      if let fault = apply(place.column, bytes.extracting(cell), to: &draft) {
        reportCell(fault, place.column, cells, cell, bytes)
        isSound = false
      }
    }
    if !layout.rates.isEmpty {
      let hasAny = rowsByJurisdiction(cells, key, destination, isSound ? draft : nil, bytes, ends)
      if hasAny, draft.rateNanos < 0 { return }
    }
    if draft.rateNanos < 0, !isNotice, !isZones {
      if isSound, !draft.terms.blocked, draft.terms.perCallNanos == 0 {
        let place = cells.range(layout.rate, bytes, ends).lowerBound
        report(cells, at: place, bytes, "the row has no rate", remedy: "write 0 for a free destination, or delete the row")
        isSound = false
      }
      draft.rateNanos = 0
    }
    if isZones { draft.rateNanos = 0 }
    store(cells, key, destination, isSound ? draft : nil, bytes)
  }

  /// What a row stands under.
  private struct Key {
    /// The cell with its prefixes.
    var cell: Range<Int>
    /// Put together from other cells; `nil` where those have an error.
    var joined: UInt64?
  }

  /// A row for each jurisdiction that has a rate.
  /// - Returns: whether any has.
  private mutating func rowsByJurisdiction(
    _ cells: DeckCells, _ key: Key, _ destination: TextRange, _ draft: Draft?, _ bytes: Span<UInt8>,
    _ ends: Span<UInt32>
  ) -> Bool {
    var hasAny = false
    for (jurisdiction, index) in layout.rates {
      let cell = cells.range(index, bytes, ends)
      if cell.isEmpty || hasEmptyWords && isEmptyWord(bytes.extracting(cell), .ratePerMinute) { continue }
      hasAny = true
      guard var own = draft else { continue }
      own.said.give(.ratePerMinute)
      _ = apply(.jurisdiction, Array(jurisdiction.utf8).span, to: &own)
      if let fault = apply(.ratePerMinute, bytes.extracting(cell), to: &own) {
        reportCell(fault, .ratePerMinute, cells, cell, bytes)
        continue
      }
      own.rateNanos = max(own.rateNanos, 0)
      store(cells, key, destination, own, bytes)
    }
    return hasAny
  }

  /// - Parameter draft: `nil` for a row that has an error already, of whose prefix errors are still told.
  private mutating func store(
    _ cells: DeckCells, _ key: Key, _ destination: TextRange, _ draft: Draft?, _ bytes: Span<UInt8>
  ) {
    var draft = draft
    if let row = draft, !isConsistent(row, cells, bytes) { draft = nil }
    let terms = draft.map { table.terms.index(of: $0.terms) } ?? -1
    let own = RateRows.Packed(
      rateNanos: draft?.rateNanos ?? -1, connectFeeNanos: draft?.connectFeeNanos ?? 0, destination: destination,
      terms: terms, line: Int32(truncatingIfNeeded: line(of: cells)))
    defer { if isNotice { say(draft?.said) } }
    let isSound = draft != nil
    let plain = hasPlainPrefixes && !hasJoinedKeys ? PrefixNotation.plainKey(bytes.extracting(key.cell)) : key.joined
    if let plain {
      if isSound {
        table.keys.append(plain)
        table.rows.append(own)
      }
    } else if !hasJoinedKeys {
      appendPrefixes(cells, key.cell, bytes, isSound ? own : nil)
    }
  }

  /// Keeps what a notice's row says, for each prefix that was stored.
  private mutating func say(_ said: NoticeCells?) {
    guard let said else { return }
    table.said.append(contentsOf: repeatElement(said, count: table.keys.count - table.said.count))
  }

  /// A cell that holds anything but one plain prefix.
  private mutating func appendPrefixes(
    _ cells: DeckCells, _ cell: Range<Int>, _ bytes: Span<UInt8>, _ own: RateRows.Packed?
  ) {
    let text = cell.map { bytes[$0] }
    do throws(PrefixNotation.Failure) {
      guard !text.isEmpty else { throw .empty }
      let prefixes = try source.mapping.prefix.prefixes(text)
      guard !prefixes.isEmpty else { throw .empty }
      guard let own else { return }
      guard table.keys.count + prefixes.count <= PrefixNotation.mostPrefixes else { throw .tooMany }
      for prefix in prefixes {
        table.keys.append(prefix.key)
        table.rows.append(own)
      }
    } catch {
      let written = String(decoding: text, as: UTF8.self)
      report(cells, at: cell.lowerBound, bytes, error.message(written), remedy: error.remedy(source.mapping.prefix))
    }
  }

  /// More cells than titles are the sign of a separator inside a value: the cells behind it mean something else.
  private mutating func isNotTooWide(_ cells: DeckCells, _ bytes: Span<UInt8>, _ ends: Span<UInt32>) -> Bool {
    guard layout.cellCount > 0, cells.count > layout.cellCount else { return true }
    for index in layout.cellCount..<cells.count {
      let cell = cells.range(index, bytes, ends)
      if !cell.isEmpty {
        report(
          cells, at: cell.lowerBound, bytes, "the row has \(cells.count) cells, the header \(layout.cellCount)",
          remedy: "put values that hold a separator in quotes")
        return false
      }
    }
    return true
  }

  /// Fewer cells than titles are the sign of a row that was cut off: its price may be the beginning of another. Foreign
  /// decks leave out empty cells at a row's end, so that there only a last row without a line end is suspect.
  private mutating func isNotCutOff(_ cells: DeckCells, _ bytes: Span<UInt8>, _ ends: Span<UInt32>) -> Bool {
    // Sheets are written cell by cell: where cells are missing they are empty.
    guard cells.count < layout.leastCellCount, !isSheet else { return true }
    guard source.mapping.isCanonical || cells.end(ends) == bytes.count else { return true }
    let found = "the row has \(cells.count == 1 ? "1 cell" : "\(cells.count) cells")"
    let wanted = layout.cellCount > 0 ? "the header" : "the plan maps column"
    report(
      cells, at: Int(cells.entry.start), bytes, "\(found), \(wanted) \(layout.leastCellCount)", remedy: "complete it")
    return false
  }

  /// Whether no cell that is read holds an error, or a formula that was never calculated.
  private mutating func hasValues(_ cells: DeckCells, _ bytes: Span<UInt8>, _ ends: Span<UInt32>) -> Bool {
    var isSound = true
    for index in layout.key.indices + layout.destinations + layout.places.map(\.index) {
      let cell = cells.range(index, bytes, ends)
      guard !cell.isEmpty, bytes[cell.lowerBound] == CellText.noValue else { continue }
      let text = String(decoding: cell.dropFirst().map { bytes[$0] }, as: UTF8.self)
      let isFormula = text.hasPrefix("=")
      report(
        cells, at: cell.lowerBound, bytes,
        isFormula ? "the formula \(text) was never calculated" : "the cell holds \(text), which is no value",
        remedy: isFormula ? "open the workbook, and save it" : "mend the cell in the workbook")
      isSound = false
    }
    return isSound
  }

  private mutating func isConsistent(_ draft: Draft, _ cells: DeckCells, _ bytes: Span<UInt8>) -> Bool {
    if draft.terms.effectiveTo <= draft.terms.effectiveFrom {
      report(
        cells, at: Int(cells.entry.start), bytes, "the row ends before it begins to hold",
        remedy: "put effective_to after effective_from, or leave it empty")
      return false
    }
    if draft.terms.maximumChargeNanos < draft.terms.minimumChargeNanos {
      report(
        cells, at: Int(cells.entry.start), bytes, "maximum_charge is less than minimum_charge",
        remedy: "exchange them, or leave one of them empty")
      return false
    }
    return true
  }

  // MARK: - Destinations

  /// The place of the destination's name in the deck's text or, where it had to be put together, in `table.extra`.
  private mutating func destination(_ cells: DeckCells, _ bytes: Span<UInt8>, _ ends: Span<UInt32>) -> TextRange {
    let cell = cells.range(destinationColumn, bytes, ends)
    var seen: UInt8 = 0
    var isPlain = destinationColumn >= 0
    for position in cell {
      seen |= bytes[position]
      if bytes[position] < 32 || bytes[position] == cells.quote { isPlain = false }
    }
    if seen >= 0x80, String(validating: cell.map { bytes[$0] }, as: UTF8.self) == nil {
      report(
        cells, at: cell.lowerBound, bytes, "the destination is not UTF-8 text",
        remedy: "map the deck with `encoding: latin-1`")
    }
    if isPlain { return TextRange(offset: UInt32(cell.lowerBound), count: UInt32(cell.count)) }
    if layout.destinations.isEmpty { return .none }
    var name: [UInt8] = []
    for index in layout.destinations {
      let part = cells.value(index, bytes, ends)
      if !name.isEmpty, !part.isEmpty { name.append(32) }
      name += part
    }
    if let last = table.rows.last?.destination, last.offset & DeckTable.extraFlag != 0 {
      let start = Int(last.offset & ~DeckTable.extraFlag)
      if table.extra[start..<start + Int(last.count)].elementsEqual(name) { return last }
    }
    let range = TextRange(offset: UInt32(table.extra.count) | DeckTable.extraFlag, count: UInt32(name.count))
    table.extra += name
    return range
  }

  /// Increments the plan gives by the beginning of a destination's name.
  private func setIncrements(of destination: TextRange, _ bytes: Span<UInt8>, _ draft: inout Draft) {
    let start = Int(destination.offset & ~DeckTable.extraFlag)
    let isExtra = destination.offset & DeckTable.extraFlag != 0
    let name = (start..<start + Int(destination.count)).map { isExtra ? table.extra[$0] : bytes[$0] }
    let lower = Array(String(decoding: name, as: UTF8.self).lowercased().utf8)
    for increments in source.mapping.increments where lower.starts(with: increments.destination) {
      // `Niger` does not mean Nigeria.
      let next = increments.destination.count
      if next < lower.count, 97...122 ~= lower[next] { continue }
      draft.said.give(.increments)
      draft.terms.firstInterval = increments.first
      draft.terms.nextInterval = increments.next
      return
    }
  }
}
