/// A place in something a person gave us: `rateplans/us/termination.csv:1204:9`.
package struct InputLocation: Hashable, Sendable, CustomStringConvertible {
  /// The path as the user named it; `-` for standard input.
  package var file: String
  /// Counted from 1; `nil` when the whole file is meant.
  package var line: Int?
  /// Counted from 1, in bytes; `nil` when the whole line is meant.
  package var column: Int?

  package init(_ file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  package var description: String {
    [file, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":")
  }
}
