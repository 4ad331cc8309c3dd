internal import Bytes
internal import Telecom

/// Puts beside each row of a deck the rows of other files that belong to it, for decks that are keyed by a name.
///
/// The result is a deck again, comma-separated and with a header; a row of the first file stands in it once for each
/// match.
struct DeckJoiner {
  private struct Row {
    var cells: [String]
    var line: Int
  }

  private struct Table {
    var titles: [String]
    var rows: [Row]
  }

  let files: PlanFiles
  let log: ProblemLog

  /// - Returns: the joined text, and for each of its lines the line of the deck it came from; `nil` after reporting
  ///   why nothing could be joined.
  func join(_ text: [UInt8], of source: DeckSource) -> (text: [UInt8], lines: [Int])? {
    let mapping = source.mapping
    guard let first = mapping.joins.first,
      var table = table(text, as: mapping.text, with: first.on, of: source.name)
    else { return nil }
    for join in mapping.joins {
      guard
        let text = DeckText.read(
          join.name, of: files, as: join.text, mention: source.mention, threads: 1, log: log),
        let other = self.table(text.bytes, as: text.layout, with: join.key, of: text.name),
        let on = index(join.on, in: table, of: source.name), let key = index(join.key, in: other, of: text.name)
      else { return nil }
      table = joined(table, on: on, other, key: key, join, deck: source.name)
    }
    let writer = ByteWriter()
    var lines: [Int] = []
    for row in [Row(cells: table.titles, line: 1)] + table.rows {
      for (index, cell) in row.cells.enumerated() {
        if index > 0 { writer.append(UInt8(ascii: ",")) }
        writer.appendCSV(cell)
      }
      writer.append(10)
      lines.append(row.line)
    }
    return (writer.bytes, lines)
  }

  private func joined(
    _ table: Table, on: Int, _ other: Table, key: Int, _ join: DeckMapping.Join, deck: DeckName
  ) -> Table {
    var matches: [String: [Row]] = [:]
    for row in other.rows where key < row.cells.count { matches[row.cells[key].lowercased(), default: []].append(row) }
    var result = Table(titles: table.titles + other.titles, rows: [])
    for row in table.rows {
      guard on < row.cells.count, !row.cells[on].isEmpty else { continue }
      let found = matches[row.cells[on].lowercased()] ?? []
      if found.isEmpty {
        let place = deck.place(line: row.line)
        let message = "no row of \(join.name) has \(row.cells[on])"
        if join.skipsUnmatched {
          log.warning(place, message, remedy: "the row is left out; add it to that file to use it")
        } else {
          log.error(place, message, remedy: "add it to that file, or say `unmatched: skip`")
        }
      }
      let cells = row.cells + repeatElement("", count: max(0, table.titles.count - row.cells.count))
      for match in found { result.rows.append(Row(cells: cells + match.cells, line: row.line)) }
    }
    return result
  }

  private func index(_ column: DeckMapping.Column, in table: Table, of deck: DeckName) -> Int? {
    switch column {
    case .index(let index): return index
    case .title(let title):
      if let index = table.titles.firstIndex(where: { $0.lowercased() == title.lowercased() }) { return index }
      let titles = table.titles.filter { !$0.isEmpty }
      log.error(deck.place(), "there is no column \(title)", remedy: Spelling.hint(for: title, among: titles))
      return nil
    }
  }

  /// The rows below the first that holds the title of the key, or all of a text without a header.
  private func table(_ text: [UInt8], as layout: TextLayout, with key: DeckMapping.Column, of deck: DeckName) -> Table? {
    var fields = FieldIndex()
    fields.scan(text, from: DeckText.start(of: text), count: text.count, as: layout.fields)
    let (bytes, ends) = (text.span, fields.fieldEnds.span)
    var rows: [Row] = []
    for entry in fields.entries {
      let cells = DeckCells(entry: entry, quote: layout.quote)
      var values: [String] = []
      for index in 0..<cells.count { values.append(String(decoding: cells.value(index, bytes, ends), as: UTF8.self)) }
      rows.append(Row(cells: values, line: Int(entry.line) + 1))
    }
    func isWhole(_ width: Int) -> Bool {
      guard let last = rows.last, last.cells.count < width, let byte = text.last, byte != 10 else { return true }
      let count = last.cells.count == 1 ? "1 cell" : "\(last.cells.count) cells"
      log.error(
        deck.place(line: last.line), "the last row has \(count) and no line end, others \(width) cells",
        remedy: "complete it")
      return false
    }
    guard layout.hasHeader else {
      let width = rows.map(\.cells.count).max() ?? 0
      guard isWhole(width) else { return nil }
      return Table(titles: [String](repeating: "", count: width), rows: rows)
    }
    let header = rows.firstIndex { row in
      if case .title(let title) = key { row.cells.contains { $0.lowercased() == title.lowercased() } } else { true }
    }
    guard let header else {
      log.error(deck.place(), "no row holds the title of the joined column", remedy: "name it as the file does")
      return nil
    }
    guard isWhole(rows[header].cells.count) else { return nil }
    return Table(titles: rows[header].cells, rows: Array(rows[(header + 1)...]))
  }
}
