import Foundation
import Testing

/// A switch that takes a breath while it writes its file into a watched folder.
@Suite struct `A file that is written slowly into a watched folder` {
  private let book: BookPlace
  private var place: Workplace { book.place }
  private static let watch = "$T ingest --book book --watch in --every 0.05 2>log & pid=$!; "
  private static let end = "; kill -TERM $pid; wait $pid; echo $?; ls -A in in/failed; cat log >&2"

  init() throws {
    book = try BookPlace()
    try book.write("whole.csv", (0..<1500).map { "r\($0),12025550100,442079460\(100 + $0 % 900),2026-03-02T09:00:00Z,60" })
    try FileManager.default.createDirectory(atPath: place.path + "/in", withIntermediateDirectories: true)
  }

  private func expectAll(_ outcome: Workplace.Outcome) throws {
    #expect(outcome.text == "0\nin:\ndone\nfailed\n\nin/failed:\n", "\(outcome.messages)")
    #expect(try book.sql("SELECT count(*), count(DISTINCT record_id) FROM usage;") == "1500|1500\n", "\(outcome.messages)")
    #expect(try place.text("in/done/slow.csv") == place.text("whole.csv"))
  }

  @Test func `is left alone as long as the switch has it open`() throws {
    let outcome = try place.shell(
      Self.watch + "exec 3>in/slow.csv; head -500 whole.csv >&3; sleep 1; tail -n +501 whole.csv >&3; exec 3>&-; "
        + "waitfor 'test -e in/done/slow.csv'" + Self.end)
    try expectAll(outcome)
    #expect(try book.sql("SELECT count(*) FROM usage_batch;") == "1\n")
  }

  /// As on a network drive, where nobody can say who has a file open.
  @Test func `is taken once more when it grows after it was taken`() throws {
    let outcome = try place.shell(
      Self.watch + "head -500 whole.csv > part; mv part in/slow.csv; waitfor 'test -e in/done/slow.csv'; "
        + "tail -n +501 whole.csv >> in/done/slow.csv; waitfor 'grep -q \"in/slow.csv: read 1500\" log'; waitfor 'test -e in/done/slow.csv'" + Self.end)
    try expectAll(outcome)
    #expect(outcome.messages.contains("in/done/slow.csv: it was written to after it was taken"))
    #expect(try book.sql("SELECT records_read, rated, duplicate FROM usage_batch ORDER BY id;") == "499|499|0\n1500|1001|499\n")
  }

  @Test func `stays where it is when it grows while it is taken`() throws {
    try book.write("big.csv", BookPlace.calls(0..<60_000))
    let outcome = try place.shell(
      Self.watch + "mv big.csv in/big.csv; for i in {1..40}; do sleep 0.05; echo x$i,12025550100,442079460100,2026-03-02T09:00:00Z,60 >> in/big.csv || break; done; "
        + "waitfor 'test -e in/done/big.csv'" + Self.end)
    #expect(outcome.text == "0\nin:\ndone\nfailed\n\nin/failed:\n", "\(outcome.messages)")
    #expect(try book.sql("SELECT count(*) FROM usage WHERE record_id LIKE 'x%';") == "40\n", "\(outcome.messages)")
  }

  @Test func `is nothing for a second watcher`() throws {
    let outcome = try place.shell(
      Self.watch + "waitfor 'test -e in/failed'; $T ingest --book book --watch in; echo $?; cp whole.csv in/slow.csv; "
        + "waitfor 'test -e in/done/slow.csv'" + Self.end)
    #expect(outcome.messages.contains("tollbook: in: another program watches this folder; end it, or name another folder with --watch"))
    #expect(outcome.text.hasPrefix("1\n"))
    #expect(!place.exists("in/failed/slow.csv.why"))
  }
}
