import BillingStore

/// Columns with what they mean, a line each, for `--help`.
enum ColumnHelp {
  /// Those marked with a star must be filled in a new row.
  static func text(_ kind: RecordKind) -> String {
    text(kind.columns.map { ($0.name + ($0.isRequired ? "*" : ""), $0.help) })
  }

  static func text(_ columns: [EntryColumn]) -> String {
    text(columns.map { ($0.name + ($0.isRequired ? "*" : ""), $0.help) })
  }

  static func text(_ columns: [(name: String, help: String)]) -> String {
    let width = columns.map(\.name.count).max() ?? 0
    return columns.map { "  " + $0.name + String(repeating: " ", count: width + 2 - $0.name.count) + $0.help }
      .joined(separator: "\n")
  }
}
