internal import Telecom

/// What a deck is called: its file or, in a workbook, file and sheet.
struct DeckName: Hashable, Sendable, CustomStringConvertible {
  var path: String
  /// `nil` for a file that is no workbook, and before the only sheet of one is known.
  var sheet: String?

  init(path: String, sheet: String? = nil) {
    self.path = path
    self.sheet = sheet
  }

  /// `deck.csv`, `deck.xlsx` or `deck.xlsx[Rates]`.
  init(_ text: String) {
    self.init(path: text)
    guard text.hasSuffix("]"), let bracket = text.lastIndex(of: "[") else { return }
    (path, sheet) = (String(text[..<bracket]), String(text[text.index(after: bracket)...].dropLast()))
  }

  var description: String { path + (sheet.map { "[\($0)]" } ?? "") }

  func place(line: Int? = nil, column: Int? = nil) -> InputLocation {
    InputLocation(description, line: line, column: column, isSheet: sheet != nil)
  }
}
