internal import Bytes
internal import RatePlans
internal import Telecom

/// Where a table has its columns.
struct TableHeader<Column: TableColumn> {
  /// The columns that the file has, with the index of each.
  private(set) var places: [(column: Column, index: Int)] = []
  /// Columns without a meaning of their own, by index.
  private(set) var others: [(index: Int, name: String)] = []
  let count: Int
  /// First byte behind it.
  let end: Int
  /// Line ends up to there.
  let lines: Int

  /// - Returns: `nil` after reporting that the file has none, or lacks a column that it needs.
  init?(_ file: String, _ text: [UInt8], _ layout: FieldIndex.Layout, log: ProblemLog) {
    var index = FieldIndex()
    let start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var line = 1
    var low = start
    // The first line that is not blank.
    while low < text.count {
      let high = text.firstIndex(of: 10, in: low..<text.count) ?? text.count
      if text[low..<high].contains(where: { $0 > 32 }) {
        index.scan(text, from: low, count: high, as: layout)
        break
      }
      (low, line) = (high + 1, line + 1)
    }
    guard let entry = index.entries.first else {
      log.error(InputLocation(file), "the file is empty", remedy: "begin it with a header such as \(Column.example)")
      return nil
    }
    let cells = DeckCells(entry: entry, quote: layout.quote)
    let (bytes, ends) = (text.span, index.fieldEnds.span)
    count = cells.count
    end = min(cells.end(ends) + 1, text.count)
    lines = line
    var seen: Set<String> = []
    for place in 0..<cells.count {
      let name = String(decoding: cells.value(place, bytes, ends), as: UTF8.self)
      let location = InputLocation(file, line: line, column: cells.range(place, bytes, ends).lowerBound - low + 1)
      if name.isEmpty { continue }
      guard seen.insert(name.lowercased()).inserted else {
        log.error(location, "the column \(name) stands twice", remedy: "keep one of them")
        continue
      }
      if let column = Column.allCases.first(where: { $0.names.contains(name.lowercased()) }) {
        if let earlier = places.first(where: { $0.column == column }) {
          log.error(
            location, "the columns \(name) and \(String(decoding: cells.value(earlier.index, bytes, ends), as: UTF8.self)) mean the same",
            remedy: "keep one of them")
          continue
        }
        places.append((column, place))
      } else {
        others.append((place, name))
        if let meant = Spelling.nearest(to: name, among: Column.allCases.flatMap(\.names)) {
          log.warning(location, "the column \(name) is \(Column.useOfOthers)", remedy: "did you mean \(meant)?")
        }
      }
    }
    let missing = Column.needed.filter { needed in !places.contains { $0.column == needed } }
    for needed in missing {
      log.error(
        InputLocation(file, line: line), "the header has no column \(needed.name)",
        remedy: "begin the file with a header such as \(Column.example)")
    }
    if !missing.isEmpty { return nil }
  }

  /// Where the file has a column; -1 where it does not.
  func index(of column: Column) -> Int { places.first { $0.column == column }?.index ?? -1 }
}
