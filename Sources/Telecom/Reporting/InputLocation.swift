/// A place in something a person gave us: `rateplans/us/termination.csv:1204:9`, or `deck.xlsx[Rates]!C17` in a workbook.
package struct InputLocation: Hashable, Sendable, CustomStringConvertible {
  /// The path as the user named it; `-` for standard input. Behind that of a workbook stands the sheet: `deck.xlsx[Rates]`.
  package var file: String
  /// Counted from 1; `nil` when the whole file is meant. In a sheet, the row.
  package var line: Int?
  /// Counted from 1, in bytes, in a sheet in cells; `nil` when the whole line is meant.
  package var column: Int?
  package var isSheet: Bool

  package init(_ file: String, line: Int? = nil, column: Int? = nil, isSheet: Bool = false) {
    self.file = file
    self.line = line
    self.column = column
    self.isSheet = isSheet
  }

  package var description: String {
    if isSheet, let line { return "\(file)!\(column.map(Self.letters) ?? "")\(line)" }
    return [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
  }

  /// 1 is `A`, 27 is `AA`.
  private static func letters(_ column: Int) -> String {
    var (rest, letters) = (column, "")
    while rest > 0 {
      letters = String(Character(Unicode.Scalar(UInt8(65 + (rest - 1) % 26)))) + letters
      rest = (rest - 1) / 26
    }
    return letters
  }
}
