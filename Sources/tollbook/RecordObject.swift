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
    ColumnHelp.text(kind.columns.map { ("--" + $0.name.replacing("_", with: "-"), $0.help) })
  }

  /// For `--help`: what is shown beside the columns, as a paragraph of its own; empty where there is nothing.
  static var derivedHelp: String {
    kind.derived.isEmpty ? "" : " Worked out:\n\n" + ColumnHelp.text(kind.derived.map { ($0.title, $0.help) })
  }

  /// The one column that the first word is, or none.
  static var usage: String { kind.nameColumn == nil ? "" : "NAME " }
}
