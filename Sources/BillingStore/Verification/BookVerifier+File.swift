/// What SQLite itself can tell of the file. A part that cannot be read keeps no other from being looked at.
extension BookVerifier {
  func checkFile() throws(BookError) {
    let tables = try connection.rows(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name").map { $0.text(0) }
    count = try number("SELECT count(*) FROM sqlite_master WHERE type = 'table'")
    let faults = faults("integrity_check")
    if !faults.isEmpty {
      let named = tables.flatMap { table in self.faults("integrity_check", of: table).map { "table \(table): \($0)" } }
      for fault in named.isEmpty ? faults : named { find(fault) }
    }
    try reading("the references between tables") { () throws(BookError) in
      for row in try connection.rows("PRAGMA foreign_key_check") {
        find("\(row.text(0)) row \(row.optionalInteger(1).map(String.init) ?? "?") refers to a row of \(row.text(2)) that is not there")
      }
    }
    for table in tables { try reading("table \(table)") { () throws(BookError) in try checkTypes(of: table) } }
    try reading("the plans") { () throws(BookError) in
      for row in try connection.rows("SELECT id, name, digest FROM plan ORDER BY id") {
        if try PlanStore.content(row.integer(0), digest: row.blob(2), connection) == nil {
          find("plan \(row.text(1)) (id \(row.integer(0))): its files are not what their digest says")
        }
      }
    }
    try reading("where numbers are") { () throws(BookError) in
      for table in try NumberStore.all(connection) where (try? NumberStore.content(table, connection)) == nil {
        find("number_table \(table.id) (\(table.file)): its content is not what its digest says")
      }
    }
  }

  /// The tables with pages that are not what SQLite wrote there, in words.
  func damagedTables() -> String {
    let tables = (try? connection.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")) ?? []
    let damaged = tables.map { $0.text(0) }.filter { !faults("quick_check", of: $0).isEmpty }
    if damaged.isEmpty { return "a page of the file is damaged; restore the book from a copy" }
    return "table \(damaged.joined(separator: ", ")) is damaged; restore the book from a copy"
  }

  /// What a pragma finds in the file or in one table and its indexes.
  private func faults(_ pragma: String, of table: String? = nil) -> [String] {
    var faults: [String] = []
    do throws(BookError) {
      try connection.each("PRAGMA \(pragma)(\(table.map { "'\($0)'" } ?? "20"))") { row throws(BookError) in
        faults += row.text(0).split(separator: "\n").map(String.init).filter { $0 != "ok" && !$0.hasPrefix("***") }
      }
    } catch {
      faults.append("it cannot be read to its end")
    }
    return faults
  }

  private func reading(_ what: String, _ body: () throws(BookError) -> Void) throws(BookError) {
    do throws(BookError) {
      try body()
    } catch {
      guard error.kind == .unreadable else { throw error }
      find("\(what) cannot be read to the end")
    }
  }

  /// SQLite keeps a value of any type in any column; a column of the book holds what it was declared for.
  private func checkTypes(of table: String) throws(BookError) {
    var wrong: [String] = []
    for column in try connection.rows("SELECT name, type, \"notnull\" FROM pragma_table_info(?1)", [.text(table)]) {
      let type: String? = switch column.text(1) {
      case "INTEGER", "BIGINT": "integer"
      case "TEXT": "text"
      case "BLOB": "blob"
      default: nil  // A column for values of several types.
      }
      guard let type else { continue }
      wrong.append("typeof(\(column.text(0))) NOT IN ('\(type)'\(column.int(2) == 0 ? ", 'null'" : ""))")
    }
    guard !wrong.isEmpty else { return }
    try none("SELECT * FROM \(table) WHERE \(wrong.joined(separator: " OR "))") { row in
      "\(table): a value is of another type than its column in the row that begins \(row.values.prefix(3))"
    }
  }
}
