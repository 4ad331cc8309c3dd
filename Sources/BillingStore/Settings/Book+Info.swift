extension Book {
  /// The settings, then how many rows each table of a kind has.
  package func info() throws(BookError) -> Listing {
    try database.read { connection throws(BookError) in
      var listing = Listing(["name", "value"])
      for row in try connection.rows("SELECT name, value FROM book ORDER BY name") {
        listing.rows.append([.text(row.text(0)), .text(row.text(1))])
      }
      for (title, table) in Self.counted {
        let count = try connection.row("SELECT count(*) FROM \(table)")?.integer(0) ?? 0
        listing.rows.append([.text(title), .integer(count)])
      }
      return listing
    }
  }

  private static let counted = [
    ("accounts", "account"), ("services", "service"), ("charges", "charge"), ("usage batches", "usage_batch"),
    ("invoices", "invoice"), ("payments", "payment"), ("journal entries", "journal"),
  ]

  /// The value of a setting; `nil` where the book has none of this name.
  package static func setting(_ name: String, _ connection: SQLConnection) throws(BookError) -> String? {
    try connection.row("SELECT value FROM book WHERE name = ?1", [.text(name)])?.text(0)
  }
}
