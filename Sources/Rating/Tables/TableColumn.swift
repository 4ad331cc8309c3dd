/// A column of a table that has a meaning.
protocol TableColumn: CaseIterable, Hashable, Sendable {
  /// As the header has it, in lower case; the first is the project's own word.
  var names: [String] { get }
  static var needed: [Self] { get }
  /// What becomes of a column without a meaning: "kept as a property only".
  static var useOfOthers: String { get }
  /// A header, for files that lack one.
  static var example: String { get }
}

extension TableColumn {
  var name: String { names[0] }
  static var example: String { needed.map(\.name).joined(separator: ",") }
}
