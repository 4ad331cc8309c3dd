internal import Telecom

/// A carrier's notice of changes, row by row as it came.
package struct Notice: Sendable {
  var table: DeckTable
  var jurisdictions: [String]
  var source: DeckSource
  /// What stands above the table, on one line.
  package var banner: String { source.banner }
  /// When it was issued, where its mapping says so: milliseconds since 1970 UTC.
  package var issued: Int64? { source.mapping.date.issued }

  func place(_ index: Int) -> InputLocation { source.name.place(line: Int(table.rows[index].line)) }

  func destination(_ index: Int) -> String {
    String(decoding: table.text[table.rows[index].destination.range], as: UTF8.self)
  }
}
