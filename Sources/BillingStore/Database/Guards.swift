/// Triggers that one transaction takes away and gives back before its end.
enum Guards {
  static func take(_ names: [String], _ connection: SQLConnection) throws(BookError) -> [(name: String, sql: String)] {
    var guards: [(name: String, sql: String)] = []
    for name in names {
      guard let row = try connection.row("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?1", [.text(name)])
      else { throw BookError(.damaged, "the book's guard '\(name)' is missing; restore the book from a copy") }
      guards.append((name, row.text(0)))
      try connection.executeScript("DROP TRIGGER \(name)")
    }
    return guards
  }

  static func give(_ guards: [(name: String, sql: String)], _ connection: SQLConnection) throws(BookError) {
    for (_, sql) in guards { try connection.executeScript(sql) }
  }
}
