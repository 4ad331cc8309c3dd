import BillingStore

/// A kind of records with commands of its own.
protocol RecordObject: Sendable {
  static var kind: RecordKind { get }
  /// `tollbook account`
  static var command: String { get }
  /// Arguments that work with the samples, of `add` and of `change`.
  static var addExample: String { get }
  static var changeExample: String { get }
}

extension RecordObject {
  /// For `--help`: a line for each column.
  static var columnHelp: String {
    lines(kind.columns.map { ("--" + $0.name.replacing("_", with: "-"), $0.help) })
  }

  /// For `--help`: what is shown beside the columns, as a paragraph of its own; empty where there is nothing.
  static var derivedHelp: String {
    kind.derived.isEmpty ? "" : " Worked out:\n\n" + lines(kind.derived.map { ($0.title, $0.help) })
  }

  private static func lines(_ entries: [(name: String, help: String)]) -> String {
    let width = entries.map(\.name.count).max() ?? 0
    return entries.map { "  " + $0.name + String(repeating: " ", count: width + 2 - $0.name.count) + $0.help }
      .joined(separator: "\n")
  }

  /// The one column that the first word is, or none.
  static var usage: String { kind.nameColumn == nil ? "" : "NAME " }
}
