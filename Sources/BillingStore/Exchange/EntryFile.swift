internal import RatePlans
internal import Telecom

/// A CSV file of things that happened (payments, one-off charges): every row is entered once, or all are refused.
struct EntryFile {
  struct Row {
    let place: InputLocation
    fileprivate let values: [String: String]

    /// Empty where the file has no such column.
    subscript(_ column: String) -> String { values[column] ?? "" }

    func optional(_ column: String) -> String? { self[column].isEmpty ? nil : self[column] }

    func day(_ column: String) throws(BookError) -> CivilDate {
      guard let day = CivilDate(iso: self[column]) else {
        throw BookError(.invalid, "'\(self[column])' is no \(column); write it as 2026-11-21")
      }
      return day
    }
  }

  /// Enters every row in one transaction, and takes all of it back when one of them is refused.
  /// - Parameter enter: `false` for a row that the book has already.
  /// - Throws: `ProblemReport` with everything that is wrong with the file, or `BookError`.
  static func enter<Desk>(
    _ path: String, columns: [EntryColumn], into book: Book,
    desk: (SQLConnection) throws(BookError) -> Desk, enter: (Desk, Row) throws(BookError) -> Bool
  ) throws -> (added: Int, known: Int) {
    let log = ProblemLog()
    guard let file = ExchangeFile(path, log: log) else { throw ProblemReport(log.sorted) }
    let known = columns.map(\.name)
    for title in columns.filter(\.isRequired).map(\.name) where !file.titles.contains(title) {
      log.error(InputLocation(path, line: 1), "the header has no column \(title)", remedy: "add it; columns come in any order")
    }
    for (index, title) in file.titles.enumerated() where !known.contains(title) {
      log.error(file.place(0, index), "there is no column \(title)", remedy: Spelling.hint(for: title, among: known))
    }
    guard !log.hasErrors else { throw ProblemReport(log.sorted) }
    var counts = (added: 0, known: 0)
    try book.database.begin()
    do {
      try book.database.onWriter { connection throws(BookError) in
        let desk = try desk(connection)
        for row in file.rows {
          guard let row = read(file, row, log) else { continue }
          do throws(BookError) {
            if try enter(desk, row) { counts.added += 1 } else { counts.known += 1 }
          } catch {
            guard error.kind == .invalid || error.kind == .refused else { throw error }
            let parts = error.message.split(separator: "; ", maxSplits: 1).map(String.init)
            log.error(row.place, parts[0], remedy: parts.count > 1 ? parts[1] : "mend the row")
          }
        }
      }
      guard !log.hasErrors else { throw ProblemReport(log.sorted) }
      try book.database.commit()
    } catch {
      try? book.database.rollback()
      throw error
    }
    return counts
  }

  private static func read(_ file: ExchangeFile, _ row: Int, _ log: ProblemLog) -> Row? {
    guard file.cellCount(row) == file.titles.count else {
      log.error(
        file.place(row, nil), "the row has \(file.cellCount(row)) cells, the header \(file.titles.count)",
        remedy: "mend its commas and quotes")
      return nil
    }
    var values: [String: String] = [:]
    for (index, title) in file.titles.enumerated() {
      guard let value = file.value(row, index) else {
        log.error(file.place(row, index), "the cell is not UTF-8", remedy: "save the file as UTF-8")
        return nil
      }
      values[title] = value
    }
    return Row(place: file.place(row, nil), values: values)
  }
}
