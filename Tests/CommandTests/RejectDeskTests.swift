import Foundation
import Testing

@Suite struct `What a book could not rate` {
  private let book: BookPlace
  private var place: Workplace { book.place }

  init() throws { book = try BookPlace() }

  @Test func `is rated again in one go, once the plan is mended`() throws {
    // 49 is in no deck yet; a record stays broken.
    let calls = (0..<3000).map { "g\($0),12025550101,4930\(100_000 + $0),2026-03-02T09:00:00Z,60" }
    try book.write("in.csv", calls + ["broken,12025550101,4930100,yesterday,60"])
    try book.ingest("in.csv", status: 3)
    let list = try place.tollbook("rejects", "list", "--book", "book", "--format", "csv")
    #expect(list.rows.map { $0.split(separator: ",").prefix(3).joined(separator: ",") } == ["no_rate,called,3000", "invalid_time,start,1"])
    #expect(try place.tollbook("rejects", "retry", "--book", "book", "--reason", "no_rate").status == 3)
    #expect(try book.sql("SELECT state, count(*) FROM reject GROUP BY 1;") == "open|3001\n")

    try place.write("deck.csv", Workplace.deck + "49,Germany,0,0.03,60,60,1970-01-01\n")
    #expect(try place.tollbook("plan", "import", "--book", "book", "deck.csv").status == 0)
    let retried = try place.tollbook("rejects", "retry", "--book", "book", "--reason", "no_rate")
    #expect(retried.status == 0 && retried.messages.contains("3000 rejects: 3000 rated"), "\(retried.messages)")
    #expect(try book.sql("SELECT state, reason, count(*), count(DISTINCT settled_by) FROM reject GROUP BY 1, 2;") == "open|invalid_time|1|0\nretried|no_rate|3000|1\n")
    #expect(try book.sql("SELECT count(*), sum(charge), min(line), max(line), min(json_extract(extras, '$.source')) FROM usage;") == "3000|90000000000|2|3001|in.csv\n")
    // The file itself adds nothing now.
    try book.write("again.csv", calls)
    #expect(try book.ingest("again.csv").messages.contains("\"duplicate\":3000,"))
    #expect(try place.tollbook("rejects", "retry", "--book", "book", "--reason", "no_rate").messages == "there are no such rejects\n")
  }

  @Test func `is set aside for its new reason where it is wanting in something else`() throws {
    try book.write("in.csv", ["a,12025559999,4930100,2026-03-02T09:00:00Z,60"])
    try book.ingest("in.csv", status: 3)
    _ = try book.sql("INSERT INTO service_key (service, kind, key, valid_from) VALUES (1, 'number', '12025559999', 0);")
    let retried = try place.tollbook("rejects", "retry", "--book", "book")
    #expect(retried.status == 3, "\(retried.messages)")
    #expect(try book.sql("SELECT id, state, reason, settled_by, source, line FROM reject;") == "1|retried|unknown_payer|2|in.csv|2\n2|open|no_rate||in.csv|2\n")
  }

  @Test func `can be given up, which is written down`() throws {
    try book.write("in.csv", ["a,12025559999,4930100,2026-03-02T09:00:00Z,60", "b,12025550100,4930100,2026-03-02T09:00:00Z,60"])
    try book.ingest("in.csv", status: 3)
    #expect(try place.tollbook("rejects", "drop", "--book", "book").status == 64)
    #expect(try place.tollbook("rejects", "drop", "--book", "book", "--reason", "unknown_payer", "--actor", "jane").status == 0)
    #expect(try book.sql("SELECT reason, state FROM reject ORDER BY id; SELECT actor, name, before, after FROM audit WHERE object = 'reject';") == "unknown_payer|dropped\nno_rate|open\njane|1|open|dropped\n")
    let shown = try place.tollbook("rejects", "show", "--book", "book", "--format", "csv", "2")
    #expect(shown.text.contains("b,12025550100,4930100"))
  }
}
