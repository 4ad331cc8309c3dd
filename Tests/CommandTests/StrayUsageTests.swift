import Testing

/// Usage that somebody writes into the file past tollbook.
@Suite struct `Usage that is in no batch` {
  private let book: BookPlace
  private var place: Workplace { book.place }
  private let stray = "INSERT INTO usage SELECT id + 1000, batch, line, 'stray', account, service, start_ms, start_offset, duration_ms, billed_s, calling, called, price, charge, extras FROM usage WHERE id = 1;"

  init() throws {
    book = try BookPlace()
    try book.write("in.csv", BookPlace.calls(0..<100))
    try book.ingest("in.csv", status: 3)
  }

  @Test func `is refused`() throws {
    let outcome = try place.shell("sqlite3 -bail book \"\(stray)\"")
    #expect(outcome.status != 0 && outcome.messages.contains("usage comes in by tollbook ingest alone"), "\(outcome.messages)")
  }

  @Test func `is named by verify and by the next ingest, where its guard was taken away`() throws {
    let guardSQL = try book.sql("SELECT sql FROM sqlite_master WHERE name = 'usage_no_insert';")
    let row = (Int(try book.sql("SELECT max(id) FROM usage;").dropLast())! + 1)
    _ = try book.sql("DROP TRIGGER usage_no_insert; \(stray.replacing("id + 1000", with: "\(row)")) \(guardSQL.dropLast());")
    let found = try place.tollbook("verify", "--book", "book")
    #expect(found.status == 1)
    #expect(found.text.contains("usage row \(row) (record stray) is in no batch"), "\(found.text)")
    try book.write("more.csv", BookPlace.calls(100..<200))
    let refused = try book.ingest("more.csv", status: 1)
    #expect(refused.messages.contains("usage row \(row) (record stray) is in no batch: somebody wrote it into the file"), "\(refused.messages)")
  }
}
