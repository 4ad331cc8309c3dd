internal import Bytes
internal import Telecom

/// Keys that are put together from several cells.
extension DeckParser {
  /// - Returns: `nil` after reporting what is wrong with the cells.
  mutating func joinedKey(_ cells: DeckCells, _ bytes: Span<UInt8>, _ ends: Span<UInt32>) -> UInt64? {
    switch layout.key {
    case .prefix: return nil
    case .exchange(let npa, let nxx, let block):
      return exchange(
        Cell(cells, npa, bytes, ends), Cell(cells, nxx, bytes, ends), Cell(cells, block, bytes, ends), cells, bytes)
    case .place(let lata, let ocn, let state):
      return place(
        Cell(cells, lata, bytes, ends), Cell(cells, ocn, bytes, ends), Cell(cells, state, bytes, ends), cells, bytes)
    case .zones(let origin, let destination):
      let first = zone(Cell(cells, origin, bytes, ends), .originZone, cells, bytes)
      guard let second = zone(Cell(cells, destination, bytes, ends), .destinationZone, cells, bytes), let first else { return nil }
      return DeckPrefix(origin: first, destination: second).key
    }
  }

  /// A cell of a key, and where it stands.
  private struct Cell {
    let place: Int
    let text: [UInt8]

    init(_ cells: DeckCells, _ index: Int, _ bytes: Span<UInt8>, _ ends: Span<UInt32>) {
      let range = cells.range(index, bytes, ends)
      place = range.lowerBound
      text = range.map { bytes[$0] }
    }
  }

  private mutating func exchange(
    _ npa: Cell, _ nxx: Cell, _ block: Cell, _ cells: DeckCells, _ bytes: Span<UInt8>
  ) -> UInt64? {
    var isSound = true
    for (cell, name) in [(npa, "area code"), (nxx, "exchange")] {
      guard cell.text.count != 3 || !cell.text.allSatisfy({ 48...57 ~= $0 }) || cell.text[0] < 50 else { continue }
      report(
        cells, at: cell.place, bytes, "'\(Self.text(cell.text))' is no \(name)",
        remedy: "write its three digits, the first of them 2 to 9")
      isSound = false
    }
    let isWhole = block.text.isEmpty || block.text == Array("A".utf8) || block.text == Array("a".utf8)
    if !isWhole, block.text.count != 1 || !(48...57 ~= block.text[0]) {
      report(
        cells, at: block.place, bytes, "'\(Self.text(block.text))' is no block of a thousand",
        remedy: "write its digit, or A or nothing for the whole exchange")
      isSound = false
    }
    guard isSound else { return nil }
    return PrefixNotation.plainKey((Array("1".utf8) + npa.text + nxx.text + (isWhole ? [] : block.text)).span)
  }

  private mutating func place(
    _ lata: Cell, _ ocn: Cell, _ state: Cell, _ cells: DeckCells, _ bytes: Span<UInt8>
  ) -> UInt64? {
    let any = Array("*".utf8)
    func given(_ cell: Cell) -> [UInt8] { cell.text == any ? [] : cell.text }
    var isSound = true
    for (cell, name, remedy) in [
      (lata, "LATA", "write its three to five digits, or * for any"), (ocn, "OCN", "write its four digits or letters, or * for any"),
    ] where !given(cell).isEmpty {
      let isLATA = name == "LATA"
      guard DeckPrefix(lata: isLATA ? cell.text : [], company: isLATA ? [] : cell.text) == nil else { continue }
      report(cells, at: cell.place, bytes, "'\(Self.text(cell.text))' is no \(name)", remedy: remedy)
      isSound = false
    }
    if !given(state).isEmpty, DeckPrefix(lata: [], company: [], state: state.text) == nil {
      report(cells, at: state.place, bytes, "'\(Self.text(state.text))' is no state", remedy: "write its two letters, or * for any")
      isSound = false
    }
    guard isSound else { return nil }
    if let key = DeckPrefix(lata: given(lata), company: given(ocn), state: given(ocn).isEmpty ? [] : given(state)) { return key.key }
    if lata.text == any || ocn.text == any { return DeckPrefix.default.key }
    report(
      cells, at: Int(cells.entry.start), bytes, "the row has neither LATA nor OCN",
      remedy: "write one of them, or * for the default row")
    return nil
  }

  private mutating func zone(
    _ cell: Cell, _ column: DeckColumn, _ cells: DeckCells, _ bytes: Span<UInt8>
  ) -> Int32? {
    let name = Self.text(cell.text)
    if name == "*" { return 0 }
    if let index = zones[name] { return index }
    if name.isEmpty {
      report(cells, at: cell.place, bytes, "the row has no \(column.rawValue)", remedy: "write the zone's name, or * for any")
    } else if let file = zones.file, unknownZones.insert(name).inserted {
      report(cells, at: cell.place, bytes, "no row of \(file) has the zone \(name)", remedy: Spelling.hint(for: name, among: zones.all))
    }
    return nil
  }

  private static func text(_ cell: [UInt8]) -> String { String(decoding: cell, as: UTF8.self) }

  /// What a row of a matrix is called where it has no name of its own: `EU → US`.
  mutating func pairName(_ cells: DeckCells, _ bytes: Span<UInt8>, _ ends: Span<UInt32>) -> TextRange {
    guard case .zones(let origin, let destination) = layout.key else { return .none }
    let name = cells.value(origin, bytes, ends) + Array(" → ".utf8) + cells.value(destination, bytes, ends)
    let range = TextRange(offset: UInt32(table.extra.count) | DeckTable.extraFlag, count: UInt32(name.count))
    table.extra += name
    return range
  }
}
