import Foundation
import Testing

@Suite struct `Usage that leaves a book for an archive` {
  private let book: BookPlace
  private var place: Workplace { book.place }
  private let calls = BookPlace.calls(0..<2000)

  /// All usage up to 3 March is on an invoice.
  init() throws {
    book = try BookPlace()
    try book.write("in.csv", calls + ["\"q,\"\"1\",12025550100,0442079460,2026-03-01T09:00:00Z,60"])
    try book.ingest("in.csv", status: 3)
    _ = try book.sql("INSERT INTO invoice_run (run, invoice) SELECT id, 1 FROM usage_run WHERE day < 20516;")
    try FileManager.default.createDirectory(atPath: place.path + "/archive", withIntermediateDirectories: true)
  }

  private let usage = "SELECT *, typeof(calling), typeof(called) FROM usage ORDER BY id;"

  private func archive() throws {
    let outcome = try place.tollbook("archive", "--book", "book", "--before", "2026-04", "archive")
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  @Test func `is gone, is known again, and comes back as it was`() throws {
    let before = try book.sql(usage)
    let totals = try book.totals()
    let kept = try book.sql("SELECT count(*) FROM usage u JOIN usage_run r ON u.id >= first_usage AND u.id < first_usage + usage_count WHERE day >= 20516;")
    try archive()
    #expect(try book.sql("SELECT count(*) FROM usage;") == kept)
    #expect(try book.totals() == totals)
    // An independent program finds the checksum right, and as many rows as are gone.
    let file = "usage-2026-03.1.csv"
    let check = try place.shell("cd archive && zstd -q -d \(file).zst && sha256sum -c \(file).zst.sha256 && tail -n +2 \(file) | wc -l; rm \(file)")
    let total = before.split(separator: "\n").count
    #expect(check.text == "\(file): OK\n\(total - Int(kept.dropLast())!)\n", "\(check.messages)")

    try book.write("again.csv", calls.shuffled())
    let again = try book.ingest("again.csv")
    #expect(again.messages.contains("\"rated\":0,") && again.messages.contains("\"rejected\":0,"), "\(again.messages)")
    let id = try book.sql("SELECT min(record_id) FROM archived_record WHERE record_id LIKE 'r%';").dropLast()
    try book.write("other.csv", ["\(id),12025550100,442079460100,2026-03-02T09:00:00Z,599"])
    #expect(try book.ingest("other.csv", status: 3).messages.contains("\"conflicting_record\":1"))

    let restored = try place.tollbook("archive", "--book", "book", "--restore", "archive")
    #expect(restored.status == 0, "\(restored.messages)")
    #expect(try book.sql(usage) == before)
    #expect(try book.sql("SELECT count(*) FROM archived_record; SELECT count(*) FROM archived_run;") == "0\n0\n")
    let triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1;"
    try book.makeBook("other")
    #expect(try book.sql(triggers) == book.sql(triggers, "other"))
    try archive()  // And out once more.
    #expect(try book.sql("SELECT count(*) FROM usage;") == kept)
  }

  @Test func `does not come back from a file that was changed`() throws {
    try archive()
    let left = try book.sql("SELECT count(*) FROM usage;")
    let file = "archive/usage-2026-03.1.csv.zst"
    _ = try place.shell("zstd -q -d \(file) -o x.csv; sed -i '7s/,60,/,61,/;8s/1/2/' x.csv; zstd -q -f x.csv -o \(file)")
    let outcome = try place.tollbook("archive", "--book", "book", "--restore", "archive")
    #expect(outcome.status == 1 && outcome.messages.contains("SHA-256 differs"), "\(outcome.messages)")
    #expect(try book.sql("SELECT count(*) FROM usage;") == left)
  }

  @Test func `is exported as CSV as rating alone writes it`() throws {
    let exported = try place.tollbook("usage", "export", "--book", "book")
    let rated = try place.tollbook("rate", "--plan", "deck.csv", "--subscribers", "subscribers.csv", "--rejects", "r.csv", "in.csv")
    func rows(_ text: String) throws -> [String: [String]] {
      let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
      var rows: [String: [String]] = [:]
      let names = ["record_id", "source", "line", "account", "calling", "called", "duration_s", "billed_s", "prefix", "destination", "charge"]
      let columns = names.map { lines[0].firstIndex(of: $0)! }
      for line in lines.dropFirst() where !line[0].hasPrefix("\"") { rows[line[0]] = columns.map { line[$0] } }
      return rows
    }
    let (left, right) = (try rows(exported.text), try rows(rated.text))
    #expect(left == right && left.count > 1500)
    let one = try place.tollbook("usage", "export", "--book", "book", "--account", "A2", "--from", "2026-03-02", "--to", "2026-03-03")
    #expect(one.rows.count == Int(try book.sql("SELECT sum(usage_count) FROM usage_run WHERE account = 2 AND day = 20514;").dropLast()))
  }
}
