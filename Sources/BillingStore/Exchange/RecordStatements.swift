/// The SQL that a kind's rows are found and stored with.
struct RecordStatements {
  /// Parameters: the identity. Yields the number, where rows have one, the columns, and the extras.
  let find: String
  /// Parameters: the columns, and the extras.
  let insert: String
  /// Parameters: those of `insert`, then the identity.
  let update: String

  init(_ kind: RecordKind) {
    let columns = kind.columns.map(\.name) + [kind.extras?.column].compactMap(\.self)
    let named = { (first: Int) in
      kind.identity.enumerated().map { "\(kind.columns[$1].name) = ?\(first + $0)" }.joined(separator: " AND ")
    }
    find = "SELECT \((kind.hasID ? ["id"] : []) + columns, separator: ", ") FROM \(kind.table) WHERE \(named(1))"
    insert =
      "INSERT INTO \(kind.table) (\(columns, separator: ", ")) VALUES (\(columns.indices.map { "?\($0 + 1)" }, separator: ", "))"
    let assignments = columns.enumerated().map { "\($1) = ?\($0 + 1)" }
    update = "UPDATE \(kind.table) SET \(assignments, separator: ", ") WHERE \(named(columns.count + 1))"
  }
}

extension DefaultStringInterpolation {
  fileprivate mutating func appendInterpolation(_ parts: [String], separator: String) {
    appendInterpolation(parts.joined(separator: separator))
  }
}
