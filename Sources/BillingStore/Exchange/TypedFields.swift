internal import RatePlans
internal import Telecom

/// A row typed on the command line.
enum TypedFields {
  /// - Returns: `nil` after reporting fields that are not known or given twice.
  static func input(_ fields: [(name: String, value: String)], of kind: RecordKind, log: ProblemLog) -> RecordInput? {
    var input = RecordInput(texts: Array(repeating: nil, count: kind.columns.count), extras: [:], line: nil) { column, extra in
      let prefix = kind.extras?.prefix ?? ""
      guard let name = column.map({ kind.columns[$0].name }) ?? extra.map({ prefix + $0 }) else {
        return InputLocation(kind.object)
      }
      return InputLocation(option(name))
    }
    for (name, value) in fields {
      let isNew: Bool
      if let column = kind.columns.firstIndex(where: { $0.name == name }) {
        isNew = input.texts[column] == nil
        input.texts[column] = value
      } else if let extras = kind.extras, name.hasPrefix(extras.prefix) {
        isNew = input.extras.updateValue(value, forKey: String(name.dropFirst(extras.prefix.count))) == nil
      } else {
        log.error(
          InputLocation(option(name)), "\(kind.name) have no \(name)",
          remedy: Spelling.hint(for: name, among: kind.columns.map(\.name)))
        continue
      }
      if !isNew { log.error(InputLocation(option(name)), "\(name) is given twice", remedy: "give it once") }
    }
    return log.hasErrors ? nil : input
  }

  private static func option(_ name: String) -> String { "--" + name.replacing("_", with: "-") }
}
