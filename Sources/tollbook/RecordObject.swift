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
    let options = kind.columns.map { "--" + $0.name.replacing("_", with: "-") }
    let width = options.map(\.count).max() ?? 0
    return zip(kind.columns, options).map { column, option in
      "  " + option + String(repeating: " ", count: width + 2 - option.count) + column.help
    }.joined(separator: "\n")
  }

  /// The one column that the first word is, or none.
  static var usage: String { kind.nameColumn == nil ? "" : "NAME " }
}
