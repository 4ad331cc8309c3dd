internal import Bytes
internal import RatePlans
internal import Telecom

/// The cells of a row of a small table, as texts, and where they stand. What is wrong with any of them is reported.
struct TableRow<Column: TableColumn> {
  let file: String
  let line: Int
  let log: ProblemLog
  private(set) var hasErrors = false
  private var values: [Column: (text: String, column: Int)] = [:]

  /// - Returns: `nil` after reporting that the row is not one of the table.
  init?(_ cells: DeckCells, _ ends: Span<UInt32>, _ line: Int, of table: TableFile<Column>, log: ProblemLog) {
    file = table.path
    self.line = line
    self.log = log
    guard cells.count == table.header.count else {
      log.error(
        InputLocation(file, line: line), "the row has \(cells.count) cells, the header \(table.header.count)",
        remedy: "mend its commas and quotes")
      return nil
    }
    let bytes = table.text.span
    for (column, place) in table.header.places {
      let range = cells.range(place, bytes, ends)
      if range.isEmpty { continue }
      let text = String(decoding: cells.value(place, bytes, ends), as: UTF8.self)
      values[column] = (text, range.lowerBound - Int(cells.entry.start) + 1)
    }
    for needed in Column.needed where values[needed] == nil {
      error(nil, "the row has no \(needed.name)", remedy: "fill it in, or delete the row")
    }
  }

  /// `nil` for an empty cell.
  subscript(column: Column) -> String? { values[column]?.text }

  mutating func error(_ column: Column?, _ message: String, remedy: String) {
    hasErrors = true
    log.error(InputLocation(file, line: line, column: column.flatMap { values[$0]?.column }), message, remedy: remedy)
  }

  /// Index of the plan that a cell names; `nil` for an empty cell, and after reporting that there is none.
  mutating func plan(_ column: Column, among plans: [RatePlan]) -> Int? {
    guard let name = self[column] else { return nil }
    if let index = plans.firstIndex(where: { $0.name == name }) { return index }
    error(
      column, "no plan of this run is named '\(name)'",
      remedy: "name it with --plan too; " + Spelling.hint(for: name, among: plans.map(\.name)))
    return nil
  }

  /// Milliseconds since 1970 UTC; local midnight for a day. `nil` for an empty cell, and after reporting what it is not.
  mutating func moment(_ column: Column, zone: ZoneRules) -> Int64? {
    guard let text = self[column] else { return nil }
    let time = text.utf8.count == 10 ? text + "T00:00:00" : text
    if let moment = Timestamp(rfc3339: time, zone: zone), ZoneRules.covered.contains(moment.milliseconds / 1000) {
      return moment.milliseconds
    }
    error(
      column, "\(column.name) '\(text)' is no date",
      remedy: "write 2026-03-14, 2026-03-14 12:00:00 or 2026-03-14T12:00:00-05:00")
    return nil
  }

  /// A stretch of time from its two cells, open where they are empty.
  mutating func stretch(_ from: Column, _ to: Column, zone: ZoneRules) -> (from: Int64, to: Int64) {
    let stretch = (from: moment(from, zone: zone) ?? .min, to: moment(to, zone: zone) ?? .max)
    if stretch.to <= stretch.from, !hasErrors {
      error(to, "\(to.name) is not after \(from.name)", remedy: "\(to.name) is the first moment that the row does not count")
    }
    return stretch
  }
}
