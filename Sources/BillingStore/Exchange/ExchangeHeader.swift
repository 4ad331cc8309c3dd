internal import RatePlans
internal import Telecom

/// Which columns of a file are which of a kind's.
struct ExchangeHeader {
  /// Index among the kind's columns, by index in the file.
  private(set) var columns: [(file: Int, column: Int)] = []
  /// Name without its prefix, by index in the file.
  private(set) var extras: [(file: Int, name: String)] = []
  private var fileColumns: [Int: Int] = [:]
  private var fileExtras: [String: Int] = [:]
  private let columnCount: Int

  /// Reports columns that are not known, that stand twice, and that are missing.
  init(_ file: ExchangeFile, _ kind: RecordKind, log: ProblemLog) {
    columnCount = kind.columns.count
    var seen: Set<String> = []
    for (index, title) in file.titles.enumerated() {
      if title.isEmpty { continue }
      guard seen.insert(title).inserted else {
        log.error(file.place(0, index), "the column \(title) stands twice", remedy: "keep one of them")
        continue
      }
      if let column = kind.columns.firstIndex(where: { $0.name == title }) {
        columns.append((index, column))
        fileColumns[column] = index
      } else if let extras = kind.extras, title.hasPrefix(extras.prefix) {
        let name = String(title.dropFirst(extras.prefix.count))
        self.extras.append((index, name))
        fileExtras[name] = index
      } else {
        log.error(
          file.place(0, index), "\(kind.name) have no column \(title)",
          remedy: Spelling.hint(for: title, among: kind.columns.map(\.name) + (kind.extras.map { ["\($0.prefix)NAME"] } ?? [])))
      }
    }
    for index in kind.identity where fileColumns[index] == nil && kind.columns[index].isRequired {
      log.error(
        InputLocation(file.name, line: 1), "the header has no column \(kind.columns[index].name)",
        remedy: "rows are named by \(kind.identity.map { kind.columns[$0].name }.joined(separator: ", "))")
    }
  }

  /// - Returns: `nil` after reporting that the row does not fit the header, or is no text.
  func input(_ file: ExchangeFile, _ row: Int, log: ProblemLog) -> RecordInput? {
    guard file.cellCount(row) == file.titles.count else {
      log.error(
        file.place(row, nil), "the row has \(file.cellCount(row)) cells, the header \(file.titles.count)",
        remedy: "mend its commas and quotes")
      return nil
    }
    let texts = [String?](repeating: nil, count: columnCount)
    var input = RecordInput(texts: texts, extras: [:], line: file.line(row)) { [fileColumns, fileExtras] column, extra in
      file.place(row, column.flatMap { fileColumns[$0] } ?? extra.flatMap { fileExtras[$0] })
    }
    var isText = true
    func value(_ column: Int) -> String {
      if let value = file.value(row, column) { return value }
      log.error(file.place(row, column), "the cell is not UTF-8", remedy: "save the file as UTF-8")
      isText = false
      return ""
    }
    for (index, column) in columns { input.texts[column] = value(index) }
    for (index, name) in extras { input.extras[name] = value(index) }
    return isText ? input : nil
  }
}
