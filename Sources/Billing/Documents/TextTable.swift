/// Rows of cells as text in columns, the amounts to the right.
struct TextTable {
  /// One letter a column: `l` left, `r` right.
  let alignment: [Character]
  private var rows: [[String]] = []

  init(_ alignment: String) { self.alignment = Array(alignment) }

  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// Lines that end in a line feed; two blanks between columns, none at the end of a line.
  var text: String {
    let widths = alignment.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        line += (column > 0 ? "  " : "") + (alignment[column] == "r" ? padding + cell : cell + padding)
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
