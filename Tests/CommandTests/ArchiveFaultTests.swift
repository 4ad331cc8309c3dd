import Foundation
import Testing

/// What stands in the way of an archive, and what somebody can do to one.
@Suite struct `An archive that is disturbed` {
  private let book: BookPlace
  private var place: Workplace { book.place }
  private let file = "archive/usage-2026-03.1.csv.zst"

  init() throws {
    book = try BookPlace()
    try book.write("in.csv", BookPlace.calls(0..<500))
    try book.ingest("in.csv", status: 3)
    _ = try book.sql("INSERT INTO invoice_run (run, invoice) SELECT id, 1 FROM usage_run;")
  }

  private func archive(status: Int32 = 0) throws -> Workplace.Outcome {
    let outcome = try place.tollbook("archive", "--book", "book", "--before", "2026-04", "archive")
    #expect(outcome.status == status, "\(outcome.messages)")
    return outcome
  }

  private func outsideFindings() throws -> String {
    try place.tollbook("verify", "--book", "book", "--check", "usage", "--check", "usage-chain", "--check", "guards").text
  }

  @Test func `makes its folder, and clears away what a killed one left there`() throws {
    _ = try place.shell("mkdir -p archive/deep; touch archive/deep/.usage-2026-03.1.csv.zst.4711.partial archive/deep/.usage-2026-03.1.csv.zst.sha256.4711-2.partial archive/deep/.other.csv.1.partial")
    #expect(try place.tollbook("archive", "--book", "book", "--before", "2026-04", "archive/deep/er").status == 0)
    #expect(place.exists("archive/deep/er/usage-2026-03.1.csv.zst"))
    #expect(try place.tollbook("archive", "--book", "book", "--restore").status == 0)
    #expect(try place.tollbook("archive", "--book", "book", "--before", "2026-04", "archive/deep").status == 0)
    #expect(try place.shell("ls -A archive/deep").text == ".other.csv.1.partial\ner\nusage-2026-03.2.csv.zst\nusage-2026-03.2.csv.zst.sha256\n")
  }

  @Test(arguments: ["another book's archive", "not even zstd"])
  func `leaves a file of its name alone that holds something else`(what: String) throws {
    try FileManager.default.createDirectory(atPath: place.path + "/archive", withIntermediateDirectories: true)
    _ = try place.shell(what.hasPrefix("not") ? "echo \(what) > \(file)" : "echo \"\(what)\" | zstd -q -o \(file)")
    let before = try place.bytes(file)
    let count = try book.sql("SELECT count(*) FROM usage;")
    let refused = try archive(status: 1)
    #expect(refused.messages.contains("\(file): there is another file of this name, perhaps another book's archive"), "\(refused.messages)")
    #expect(try place.bytes(file) == before && !place.exists(file + ".sha256"))
    #expect(try book.sql("SELECT count(*) FROM usage; SELECT count(*) FROM usage_archive;") == count + "0\n")
  }

  @Test func `goes on with the file of one that was killed before its rows were gone`() throws {
    _ = try place.shell("cp book before")
    _ = try archive()
    let written = try place.bytes(file)
    _ = try place.shell("cp before book")
    _ = try archive()
    #expect(try place.bytes(file) == written)
    #expect(try book.sql("SELECT count(*) FROM usage;") == "0\n")
  }

  @Test func `is synced before the book forgets its rows`() throws {
    let outcome = try place.shell(
      "command -v strace >/dev/null || exit 9; strace -f -y -o trace -e trace=fsync,fdatasync,rename,pwrite64 $T archive --book book --before 2026-04 archive; "
        + "grep -nE 'fsync\\(.*\\.partial|fsync\\(.*/archive>|rename\\(|fdatasync\\(.*book-wal' trace | grep -oE 'fsync.*partial|fsync.*archive>|rename|fdatasync.*wal' | sed -E 's/\\(.*//' | tr '\\n' ' '")
    if outcome.status == 9 { return }
    #expect(outcome.text.contains("fsync rename fsync fsync rename fsync fdatasync"), "\(outcome.text)")
  }

  /// What plain SQL is refused, each as SQLite's own program tells it.
  @Test(arguments: [
    "DELETE FROM archived_record", "UPDATE archived_record SET facts = 1", "DELETE FROM archived_run",
    "UPDATE archived_run SET archive = 2", "DELETE FROM usage_archive", "UPDATE usage_archive SET usage_count = 1",
    "INSERT OR REPLACE INTO archived_record SELECT record_id, archive, 1 FROM archived_record",
    "INSERT OR REPLACE INTO archived_run SELECT run, 2 FROM archived_run",
    "INSERT OR REPLACE INTO usage_archive (id, month, file, content_hash, usage_count, records_hash, archived_at) VALUES (1, '', '', '', 0, '', 0)",
  ])
  func `keeps what it knows of its records`(statement: String) throws {
    _ = try archive()
    let outcome = try place.shell("sqlite3 -bail book \"\(statement)\"")
    #expect(outcome.status != 0 && outcome.messages.contains("append-only"), "\(outcome.messages)")
  }

  /// By somebody who takes the triggers away first.
  @Test(arguments: [
    ("DELETE FROM archived_record WHERE record_id = (SELECT min(record_id) FROM archived_record)", "are kept as archived"),
    ("UPDATE archived_record SET facts = facts + 1 WHERE record_id = (SELECT min(record_id) FROM archived_record)", "ids or facts of its records were changed"),
    ("UPDATE archived_record SET record_id = record_id || 'x' WHERE record_id = (SELECT min(record_id) FROM archived_record)", "ids or facts of its records were changed"),
    ("UPDATE archived_record SET archive = 7", "kept as archived in archive 7, which is not there"),
    ("UPDATE usage_archive SET restored_at = 1", "was brought back, but"),
  ])
  func `is found out by verify`(statement: String, named: String) throws {
    _ = try archive()
    #expect(try !outsideFindings().contains("BAD"))
    _ = try place.shell(
      """
      sqlite3 book "SELECT sql || ';' FROM sqlite_master WHERE type = 'trigger'" > triggers.sql
      for t in $(sqlite3 book "SELECT name FROM sqlite_master WHERE type = 'trigger'"); do sqlite3 book "DROP TRIGGER $t"; done
      sqlite3 book "\(statement)"; sqlite3 book < triggers.sql
      """)
    let found = try outsideFindings()
    #expect(found.contains(named), "\(found)")
  }

  @Test func `and its twin leave one archive`() throws {
    let outcome = try place.shell(
      "$T archive --book book --before 2026-04 one & $T archive --book book --before 2026-04 two & wait; ls one two | grep -c 'zst$'; $T verify --check usage --book book >/dev/null; echo $?")
    #expect(outcome.text == "1\n0\n", "\(outcome.messages)")
    #expect(!outcome.messages.contains(" 0 records"), "\(outcome.messages)")
    #expect(try book.sql("SELECT count(*) FROM usage_archive;") == "1\n")
  }

  @Test func `is brought back once by two at a time`() throws {
    _ = try archive()
    // The first is held up by a third program until the second has looked for archives too.
    let outcome = try place.shell(
      """
      python3 -c "
      import sqlite3, time
      db = sqlite3.connect('book', isolation_level=None); db.execute('UPDATE account SET title = 1'); db.execute('BEGIN IMMEDIATE'); print('held', flush=True); time.sleep(2)" > lock.txt &
      until grep -q held lock.txt; do :; done
      $T archive --book book --restore & a=$!; $T archive --book book --restore & b=$!
      wait $a; echo $?; wait $b; echo $?
      """)
    #expect(outcome.text.split(separator: "\n").sorted() == ["0", "1"], "\(outcome.messages)")
    #expect(outcome.messages.contains("another program brought this usage back in the meantime"), "\(outcome.messages)")
    #expect(try book.sql("SELECT count(*) FROM archived_record;") == "0\n")
  }
}
