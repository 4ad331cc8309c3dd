/// Where a cell stands: `C17`.
struct CellReference: Hashable, Sendable {
  static let mostColumns = 16_384
  static let mostRows = 1_048_576

  /// Counted from 1, both.
  var column: Int
  var row: Int

  init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  /// - Returns: `nil` for no cell of a sheet.
  init?(_ text: some StringProtocol) {
    var (column, row) = (0, 0)
    for byte in text.utf8 {
      if row == 0, 65...90 ~= byte, column <= Self.mostColumns {
        column = column * 26 + Int(byte - 64)
      } else if 48...57 ~= byte, column > 0, row <= Self.mostRows {
        row = row * 10 + Int(byte - 48)
      } else {
        return nil
      }
    }
    guard 1...Self.mostColumns ~= column, 1...Self.mostRows ~= row else { return nil }
    self.init(column: column, row: row)
  }
}
