internal import Telecom

/// Rows of a kind as they stand in the book, in the form an import reads.
struct RecordListing {
  let kind: RecordKind
  let connection: SQLConnection

  init(_ kind: RecordKind, _ connection: SQLConnection) {
    self.kind = kind
    self.connection = connection
  }

  /// Where the currency or the zone of a row is kept.
  private var contextSQL: String {
    if kind.columns.contains(where: { $0.name == "service" }), kind.columns.contains(where: \.isInstant) {
      return "(SELECT a.time_zone FROM service s JOIN account a ON a.id = s.account WHERE s.id = t.service)"
    }
    return "NULL"
  }

  private var columnSQL: [String] {
    kind.columns.map { column in
      if case .reference(let reference) = column.kind, reference.keepsID {
        return "(SELECT r.\(reference.nameColumn) FROM \(reference.table) r WHERE r.id = t.\(column.name))"
      }
      return "t.\(column.name)"
    }
  }

  /// Texts of the columns, the extras by name, and the derived ones, row by row.
  /// - Parameters:
  ///   - now: milliseconds since 1970, for what is derived.
  ///   - filter: SQL over `t`, its parameters from `?2` on.
  func each(
    now: Int64, filter: String = "1 = 1", _ values: [SQLValue] = [],
    _ body: (_ texts: [String], _ extras: [String: String], _ derived: [String]) throws(BookError) -> Void
  ) throws(BookError) {
    let columns = columnSQL
    let selected = columns + [contextSQL, kind.extras.map { "t.\($0.column)" } ?? "'{}'"] + kind.derived.map(\.sql)
    let order = kind.identity.map { columns[$0] } + (kind.isHistory ? ["t.id"] : [])
    // Orders of one time stand as they were given.
    let ordered = kind.isHistory ? [columns[0], "t.effective", "t.id"] : order
    let sql = """
      SELECT \(selected.joined(separator: ", ")) FROM \(kind.table) t WHERE (?1 IS NOT NULL) AND \(filter)
      ORDER BY \(ordered.joined(separator: ", "))
      """
    try connection.each(sql, [.integer(now)] + values) { statement throws(BookError) in
      let row = statement.row.values
      var context = ValueContext()
      if case .text(let zone) = row[kind.columns.count] { context.zone = ZoneTable.shared.zone(zone) ?? .utc }
      if let currency = kind.columns.firstIndex(where: { $0.name == "currency" }), case .text(let code) = row[currency] {
        context.currency = Currency(code)
      }
      let texts = kind.columns.indices.map { kind.columns[$0].kind.text(row[$0], context) }
      var extras: [String: String] = [:]
      if case .text(let json) = row[kind.columns.count + 1] { extras = ExtrasText.parse(json) }
      let derived = zip(kind.derived, row[(kind.columns.count + 2)...]).map { $0.kind.text($1, context) }
      try body(texts, extras, derived)
    }
  }
}
