/// The book's schema, step by step: every book was made by the first so many of them.
package enum Migrations {
  /// In order; a step never changes once a release has it. `Tests/StoredBooks` has a book of each, which a test brings up
  /// to date and bills on.
  static let steps: [[[UInt8]]] = [
    [PackageResources.v1_book_sql, PackageResources.v1_guards_sql],
    [PackageResources.v2_levels_sql],
    [PackageResources.v3_allowances_sql],
  ]

  package static var latest: Int { steps.count }

  /// Brings a book from `version` to the newest schema, in the transaction it is called in.
  package static func migrate(_ connection: SQLConnection, from version: Int) throws(BookError) {
    for step in version..<steps.count {
      for script in steps[step] { try connection.executeScript(String(decoding: script, as: UTF8.self)) }
      try connection.execute(
        "INSERT INTO book (name, value) VALUES ('schema_version', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1",
        [.text(String(step + 1))])
    }
  }
}
