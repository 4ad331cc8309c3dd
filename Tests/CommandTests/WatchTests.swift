import Foundation
import Testing

@Suite struct `A watched folder` {
  private let book: BookPlace
  private var place: Workplace { book.place }

  init() throws {
    book = try BookPlace()
    try FileManager.default.createDirectory(atPath: place.path + "/in", withIntermediateDirectories: true)
  }

  @Test func `is taken file by file, complete ones only`() throws {
    try book.write("one.csv", BookPlace.calls(0..<100))
    try book.write("two.csv", BookPlace.calls(50..<150))
    let outcome = try place.shell(
      "$T ingest --book book --watch in --every 0.1 & pid=$!; cp one.csv in/.hidden.csv; cp one.csv in/one.csv.partial; "
        + "mkdir in/folder; echo 'not a record' > in/bad.bin; cp two.csv in/two.csv; waitfor 'test -e in/done/two.csv -a -e in/failed/bad.bin.why'; "
        + "mv in/one.csv.partial in/one.csv; waitfor 'test -e in/done/one.csv'; kill -TERM $pid; wait $pid; echo $?; ls -A in")
    #expect(outcome.text == "0\n.hidden.csv\ndone\nfailed\nfolder\n", "\(outcome.messages)")
    #expect(try place.text("in/failed/bad.bin.why").contains("bad.bin"))
    try book.write("all.csv", BookPlace.calls(0..<150))
    try book.makeBook("other")
    try book.ingest("all.csv", book: "other", status: 3)
    #expect(try book.totals() == book.totals("other"))
  }

  /// Killed at random moments, begun again, until everything is in: the book is as if nothing had happened.
  @Test func `survives being killed at any moment`() throws {
    let calls = BookPlace.calls(0..<24_000)
    for part in 0..<24 { try book.write("in/part\(part).csv", calls[part * 1000..<part * 1000 + 1000]) }
    let outcome = try place.shell(
      "kills=0; while [ -n \"$(ls in | grep csv)\" ] && [ $kills -lt 60 ]; do $T ingest --book book --watch in --every 0.01 2>>log & pid=$!; "
        + "sleep 0.$((RANDOM % 25 + 5)); kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null; kills=$((kills + 1)); done; "
        + "echo $kills >&2; ls in; ls in/done | wc -l")
    if outcome.text != "done\nfailed\n24\n" {  // A slow machine got no file in between two kills.
      _ = try place.shell("$T ingest --book book in/*.csv")
    }
    for part in 0..<24 { try book.write("again\(part).csv", calls[part * 1000..<part * 1000 + 1000]) }
    try book.makeBook("other")
    _ = try place.shell("$T ingest --book other again*.csv")
    #expect(try book.totals() == book.totals("other"))
    for facts in [
      "SELECT * FROM account_balance ORDER BY account;", "SELECT count(*), sum(rated), sum(rejected) FROM usage_batch;",
      "SELECT record_id, account, service, start_ms, charge FROM usage ORDER BY 1;",
      "SELECT ledger, account, sum(amount) FROM journal_line GROUP BY 1, 2 ORDER BY 1, 2;",
      "SELECT reason, hex(record_hash) FROM reject ORDER BY 2;",
      "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1;", "PRAGMA integrity_check;",
    ] {
      #expect(try book.sql(facts) == book.sql(facts, "other"), "\(facts)")
    }
  }
}
