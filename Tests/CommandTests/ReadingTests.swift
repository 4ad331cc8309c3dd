import Foundation
import Testing

/// What only looks at a book needs no permission to write to it, and leaves it byte for byte as it was.
@Suite struct `Reading a book` {
  private let book: BookPlace
  private var place: Workplace { book.place }

  private static let commands = [
    "verify", "bill preview A1", "bill status", "invoice list", "statement A1", "ageing", "audit", "account list",
    "account show A1", "account open-items A1", "payment list", "rejects list", "rejects show", "service expiring",
    "service-type list", "export accounts", "usage export", "book info", "journal export",
    "outbox list", "outbox export", "outbox readers", "plan list", "usage-limit used",
  ]

  init() throws {
    book = try BookPlace()
    try book.write("in.csv", BookPlace.calls(0..<200))
    try book.ingest("in.csv", status: 3)
  }

  private static let every = "for c in \(commands.map { "'\($0)'" }.joined(separator: " ")); do "

  @Test func `changes no byte, and leaves nothing beside it`() throws {
    let outcome = try place.shell(
      "mkdir b; cp book b/; md5sum b/book > sum; \(Self.every) $T $c --book b/book >/dev/null || echo \"$c failed\"; done; md5sum --quiet -c sum; ls b")
    #expect(outcome.text == "book\n", "\(outcome.messages)")
  }

  @Test func `needs no permission to write`() throws {
    let outcome = try place.shell(
      "mkdir 'b ?#'; cp book 'b ?#/book'; chmod 444 'b ?#/book'; chmod 555 'b ?#'; "
        + "\(Self.every) as $T $c --book 'b ?#/book' >/dev/null || echo \"$c failed\"; done; ls 'b ?#'; "
        + "as $T rejects drop --reason unknown_payer --book 'b ?#/book'; echo $?; chmod 755 'b ?#'")
    #expect(outcome.text == "book\n1\n", "\(outcome.messages)")
    #expect(outcome.messages.contains("the change at work was taken back"))
  }

  @Test func `sees what a program that was killed had committed, and leaves that to the next that writes`() throws {
    let outcome = try place.shell(
      """
      mkdir b; cp book b/
      python3 - <<'PY'
      import os, sqlite3
      db = sqlite3.connect('b/book', isolation_level=None)
      db.execute("UPDATE account SET title = 'in the WAL' WHERE name = 'A1'")
      os._exit(0)
      PY
      md5sum b/book b/book-wal > sum
      $T account list --format csv --book b/book | grep -c 'in the WAL'
      md5sum --quiet -c sum
      """)
    #expect(outcome.text == "1\n", "\(outcome.text) \(outcome.messages)")
  }

  @Test func `goes on beside a program that writes`() throws {
    let outcome = try place.shell(
      """
      python3 -c "
      import sqlite3, time
      db = sqlite3.connect('book', isolation_level=None); db.execute('BEGIN IMMEDIATE'); db.execute('UPDATE account SET title = 1')
      print('held', flush=True); time.sleep(30)" > lock.txt & p=$!
      until grep -q held lock.txt; do :; done
      $T verify --book book > out; echo $?; kill $p
      """)
    #expect(outcome.text == "0\n", "\(outcome.messages)")
  }
}
