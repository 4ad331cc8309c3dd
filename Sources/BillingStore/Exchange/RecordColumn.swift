/// A column of a kind of records: of its exchange file, and under the same name of its table.
package struct RecordColumn: Sendable {
  package let name: String
  let kind: ValueKind
  /// In a new row it must be filled.
  package let isRequired: Bool
  /// What an empty cell means. NULL where the kind's own rule fills it in.
  let empty: SQLValue
  /// For `--help`.
  package let help: String

  init(_ name: String, _ kind: ValueKind, required: Bool = false, empty: SQLValue = nil, _ help: String) {
    self.name = name
    self.kind = kind
    isRequired = required
    self.empty = empty
    self.help = help
  }

  var isAmount: Bool { if case .amount = kind { true } else { false } }
  var isInstant: Bool { if case .instant = kind { true } else { false } }
}
