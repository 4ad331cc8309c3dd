import Foundation
import Testing

@Suite struct `Usage of several switches` {
  private let book: BookPlace
  private var place: Workplace { book.place }
  /// Two switches that both count from r0 on, their calls all different: on other days and of other lengths.
  private let first = BookPlace.calls(0..<400)
  private let second = BookPlace.calls(0..<400).map { $0.replacing("2026-03-", with: "2026-04-") }

  init() throws {
    book = try BookPlace()
    try book.write("a.csv", first)
    try book.write("b.csv", second)
    for name in ["pbx-a", "pbx-b"] {
      let added = try place.tollbook("switch", "add", name, "--book", "book")
      try #require(added.status == 0, "\(added.messages)")
    }
  }

  private func ingest(_ file: String, _ name: String?, status: Int32 = 3) throws -> String {
    let outcome = try place.shell("$T ingest --book book --summary json \(name.map { "--switch '\($0)'" } ?? "") \(file)")
    #expect(outcome.status == status, "\(outcome.messages)")
    return outcome.messages
  }

  /// What the same calls come to in a book to which every one comes under an id of its own.
  private func oracle() throws -> String {
    try book.makeBook("apart")
    try book.write("apart.csv", first + second.map { "x" + $0 })
    try book.ingest("apart.csv", book: "apart", status: 3)
    return try book.totals("apart")
  }

  /// Of the rows, by what another program reads: switch, id, start.
  private func exported(_ book: String = "book") throws -> [String] {
    let export = try place.tollbook("usage", "export", "--book", book)
    let rows = export.text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let columns = ["switch", "record_id", "start"].map { rows[0].firstIndex(of: $0)! }
    return rows.dropFirst().map { row in columns.map { row[$0] }.joined(separator: " ") }.sorted()
  }

  @Test(arguments: [("pbx-a", "pbx-b"), (nil, "pbx-b"), ("pbx-b", nil)] as [(String?, String?)])
  func `may have the same ids`(one: String?, other: String?) throws {
    _ = try ingest("a.csv", one)
    let taken = try ingest("b.csv", other)
    #expect(taken.contains("\"conflicting_record\":0}") && taken.contains("\"duplicate\":0,"), "\(taken)")
    let totals = try oracle()
    #expect(try book.totals() == totals)
    let expected = [(first, one), (second, other)].flatMap { calls, name in
      calls.compactMap { call -> String? in
        let cells = call.split(separator: ",")
        guard cells[1] != "12025550109", cells[4] != "x" else { return nil }
        return "\(name ?? "") \(cells[0]) \(cells[3].dropLast())+00:00"
      }
    }
    // Calls of no seconds are not charged.
    #expect(try Set(exported()).isSubset(of: expected))
    #expect(try String(exported().count) + "\n" == book.sql("SELECT count(*) FROM usage;"))
    // Each again, renamed and in another order, adds nothing; as the other's it is foreign.
    try book.write("a2.csv", first.shuffled())
    let again = try ingest("a2.csv", one, status: 0)
    #expect(again.contains("\"rated\":0,") && again.contains("\"rejected\":0,"), "\(again)")
    #expect(try ingest("a2.csv", other).contains("\"conflicting_record\":"))
    #expect(try book.totals() == totals)
    #expect(try book.sql("SELECT count(*) FROM usage_batch b LEFT JOIN switch w ON w.id = b.switch WHERE source = 'b.csv' AND coalesce(name, '') = '\(other ?? "")';") == "1\n")
    #expect(try place.tollbook("verify", "--book", "book").status == 0)
  }

  @Test func `have rows as short as before without a name`() throws {
    _ = try ingest("a.csv", nil)
    #expect(try book.sql("SELECT count(*) FROM usage WHERE record_id NOT GLOB 'r[0-9]*';") == "0\n")
    _ = try ingest("b.csv", "pbx-b")
    #expect(try book.sql("SELECT max(length(u.record_id) - length(v.record_id)) FROM usage u JOIN usage v ON substr(u.record_id, 3) = v.record_id;") == "2\n")
  }

  @Test func `are told apart even where an id looks like that of another`() throws {
    let call = ",12025550100,442079460100,2026-03-02T09:00:00Z,60"
    try book.write("sly.csv", ["2\u{1F}r1" + call.replacing("60", with: "61")])
    try book.write("plain.csv", ["r1" + call])
    for (file, name) in [("plain.csv", nil), ("plain.csv", "pbx-b"), ("sly.csv", nil), ("sly.csv", "pbx-b")] as [(String, String?)] {
      #expect(try ingest(file, name, status: 0).contains("\"rated\":1,"))
    }
    #expect(try book.sql("SELECT count(*) FROM usage;") == "4\n")
    #expect(try Set(exported().map { $0.prefix { $0 != "2" } }).count == 4)
  }

  @Test func `that were taken for one are told apart by a retry`() throws {
    _ = try ingest("a.csv", nil)
    let conflicts = try ingest("b.csv", nil)
    #expect(conflicts.contains("\"conflicting_record\":"))
    let same = try place.tollbook("rejects", "retry", "--reason", "conflicting_record", "--book", "book")
    #expect(same.status == 3)
    let retried = try place.tollbook("rejects", "retry", "--reason", "conflicting_record", "--switch", "pbx-b", "--book", "book")
    #expect(retried.status == 0, "\(retried.messages)")
    #expect(try book.totals() == oracle())
    #expect(try book.sql("SELECT DISTINCT name FROM usage_batch b JOIN switch w ON w.id = b.switch WHERE rated > 0;") == "pbx-b\n")
    #expect(try place.tollbook("verify", "--book", "book").status == 0)
  }

  /// Rejects of two switches and of one without a name, with the same ids: after mending each goes to its own.
  @Test func `are rated again each as its own`() throws {
    let call = ",12025550101,4930100,2026-03-02T09:00:00Z,60"
    try book.write("one.csv", ["r1" + call])
    try book.write("two.csv", ["r1" + call])
    for (file, name) in [("one.csv", nil), ("one.csv", "pbx-a"), ("two.csv", "pbx-b"), ("two.csv", nil)] as [(String, String?)] {
      _ = try ingest(file, name, status: file == "two.csv" && name == nil ? 0 : 3)
    }
    let shown = try place.tollbook("rejects", "show", "--format", "csv", "--book", "book")
    #expect(shown.rows.filter { $0.contains("r1,") }.map { $0.split(separator: ",", omittingEmptySubsequences: false)[8] } == ["", "pbx-a", "pbx-b"])
    try place.write("deck.csv", Workplace.deck + "49,Germany,0,0.03,60,60,1970-01-01\n")
    _ = try place.tollbook("plan", "import", "--book", "book", "deck.csv")
    let retried = try place.tollbook("rejects", "retry", "--book", "book")
    #expect(retried.status == 0 && retried.messages.contains("3 rejects: 3 rated"), "\(retried.messages)")
    #expect(try exported() == ["", "pbx-a", "pbx-b"].map { "\($0) r1 2026-03-02T09:00:00+00:00" })
  }

  @Test func `are archived, known again, and come back`() throws {
    _ = try ingest("a.csv", "pbx-a")
    _ = try ingest("b.csv", "pbx-b")
    let usage = try book.sql("SELECT * FROM usage ORDER BY id;")
    _ = try book.sql("INSERT INTO invoice_run (run, invoice) SELECT id, 1 FROM usage_run;")
    try FileManager.default.createDirectory(atPath: place.path + "/archive", withIntermediateDirectories: true)
    #expect(try place.tollbook("archive", "--book", "book", "--before", "2026-05", "archive").status == 0)
    #expect(try book.sql("SELECT count(*) FROM usage;") == "0\n")
    try book.write("a2.csv", first.shuffled())
    #expect(try ingest("a2.csv", "pbx-a", status: 0).contains("\"rated\":0,"))
    #expect(try ingest("a2.csv", "pbx-b").contains("\"rated\":0,"))
    let restored = try place.tollbook("archive", "--book", "book", "--restore", "archive")
    #expect(restored.status == 0, "\(restored.messages)")
    #expect(try book.sql("SELECT * FROM usage ORDER BY id;") == usage)
  }

  @Test func `are watched, each its folder`() throws {
    let outcome = try place.shell(
      "mkdir in; cp b.csv in; $T ingest --book book --switch pbx-b --watch in --every 0.05 & pid=$!; "
        + "waitfor 'test -e in/done/b.csv'; kill -TERM $pid; wait $pid")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try exported().allSatisfy { $0.hasPrefix("pbx-b r") } && !exported().isEmpty)
  }

  @Test func `must be declared`() throws {
    #expect(try ingest("a.csv", "pbx-c", status: 1) == "tollbook: there is no switch 'pbx-c'; did you mean pbx-a? Else add it with 'tollbook switch add pbx-c'\n")
    #expect(try book.sql("SELECT count(*) FROM usage;") == "0\n")
  }
}
