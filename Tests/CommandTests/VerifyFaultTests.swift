import Testing

@Suite struct `The proof of a file that is damaged` {
  private let book: BookPlace
  private var place: Workplace { book.place }

  init() throws {
    book = try BookPlace()
    try book.write("in.csv", BookPlace.calls(0..<3000))
    try book.ingest("in.csv", status: 3)
  }

  /// A page that a disk lost.
  @Test(arguments: ["usage", "journal_line", "reject"])
  func `names the table, and goes on with what it can read`(table: String) throws {
    let outcome = try place.shell(
      """
      python3 - <<'PY'
      import sqlite3
      db = sqlite3.connect('book')
      size = db.execute('PRAGMA page_size').fetchone()[0]
      page = db.execute("SELECT max(pageno) FROM dbstat WHERE name = '\(table)' AND pagetype = 'leaf'").fetchone()[0]
      db.close()
      with open('book', 'r+b') as file:
          file.seek((page - 1) * size); file.write(b'\\xA5' * size)
      PY
      $T verify --book book
      """)
    #expect(outcome.status == 1)
    let lines = outcome.text.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("     table \(table)") }, "\(outcome.text) \(outcome.messages)")
    #expect(lines.count { $0.hasPrefix("OK") } >= 5, "\(outcome.text)")
    #expect(!outcome.text.contains("run 'tollbook verify'"), "\(outcome.text)")
    let one = try place.tollbook("verify", "--book", "book", "--check", table == "usage" ? "usage-chain" : table == "reject" ? "usage" : "ledger")
    if table != "reject" { #expect(one.text.contains("not checked to the end: table \(table) is damaged"), "\(one.text)") }
  }

  @Test(arguments: ["verify", "bill status", "book info"])
  func `is no success where it could not be written`(command: String) throws {
    let outcome = try place.shell("$T \(command) --book book > /dev/full; echo $?")
    #expect(outcome.text == "1\n")
    #expect(outcome.messages.contains("No space left on device"), "\(outcome.messages)")
  }
}
