/// The first column of cells that were merged into one, over more than one row.
///
/// Of cells merged across columns only the first is meant: a banner over a table says nothing of the columns below it.
struct SheetMerge {
  private static let mostCells = 1 << 24

  let column: Int
  let rows: ClosedRange<Int>

  /// - Parameter reference: `A5:B9`.
  /// - Returns: `nil` for cells of one row.
  init?(_ reference: String) {
    let ends = reference.split(separator: ":").compactMap { CellReference($0) }
    guard ends.count == 2, ends[0].row < ends[1].row else { return nil }
    column = ends[0].column
    rows = ends[0].row...ends[1].row
  }

  /// Puts the value of the first cell into those below it.
  static func fill(_ merges: [SheetMerge], in text: [UInt8]) -> [UInt8] {
    guard !merges.isEmpty else { return text }
    var lines = text.split(separator: 10, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    var left = mostCells
    for merge in merges where merge.rows.lowerBound <= lines.count {
      let cells = cells(of: lines[merge.rows.lowerBound - 1])
      guard merge.column <= cells.count, !cells[merge.column - 1].isEmpty else { continue }
      let value = cells[merge.column - 1]
      for row in merge.rows.dropFirst() where row <= lines.count && left > 0 {
        left -= 1
        var cells = self.cells(of: lines[row - 1])
        while cells.count < merge.column { cells.append([]) }
        guard cells[merge.column - 1].isEmpty else { continue }
        cells[merge.column - 1] = value
        lines[row - 1] = ArraySlice(cells.joined(separator: [CellText.delimiter]))
      }
    }
    return Array(lines.joined(separator: [10])) + [10]
  }

  private static func cells(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    line.split(separator: CellText.delimiter, omittingEmptySubsequences: false)
  }
}
