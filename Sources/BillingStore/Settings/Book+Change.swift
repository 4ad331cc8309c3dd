internal import RatePlans
internal import Telecom

extension Book {
  /// Changes settings, all of them or none. An empty value takes one away that no book must have.
  ///
  /// Currency and time zone are what new accounts begin with. Once anything is posted they stay: imports that leave them
  /// out go on to mean what they meant.
  /// - Parameter recordedAt: milliseconds since 1970, for the audit trail.
  /// - Throws: `ProblemReport` with everything that is wrong.
  package func change(_ settings: [BookSetting], actor: String, recordedAt: Int64) throws {
    try changing(actor: actor, recordedAt: recordedAt) { connection, log, trail throws(BookError) in
      let values = BookSetting.check(settings, log) { "\($0.name)=\($0.value)" }
      let isPosted = try connection.row("SELECT 1 FROM journal LIMIT 1") != nil
      for (name, value) in values.sorted(by: { $0.key < $1.key }) {
        let before = try Book.setting(name, connection)
        let after = value.isEmpty ? nil : value
        guard before != after else { continue }
        if isPosted, ["currency", "time_zone"].contains(name) {
          log.error(
            InputLocation("\(name)=\(value)"), "something is posted in this book, its \(name) stays",
            remedy: "give accounts their own, or make another book")
          continue
        }
        if let after {
          try connection.execute(
            "INSERT INTO book (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
            [.text(name), .text(after)])
        } else {
          try connection.execute("DELETE FROM book WHERE name = ?1", [.text(name)])
        }
        let whose = try Book.setting("operator", connection) ?? ""
        try trail.record("book", whose, field: name, before: before, after: after)
      }
    }
  }
}
