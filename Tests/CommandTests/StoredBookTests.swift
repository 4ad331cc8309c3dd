import Foundation
import Testing

/// `Tests/StoredBooks` has a book of every schema, made by the program of its day (`Tests/StoredBooks/make`), with what
/// SQLite said of it then.
@Suite struct `A book that was stored` {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    + "/StoredBooks"

  private static let versions = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .compactMap { $0.hasPrefix("v") ? Int($0.dropFirst()) : nil }.sorted()

  private let place: Workplace

  init() throws { place = try Workplace() }

  private func take(_ version: Int) throws {
    let outcome = try place.shell("cp -r \(Self.folder)/v\(version)/. . && zstd -q -d book.tollbook.zst -o b")
    try #require(outcome.status == 0, "\(outcome.messages)")
  }

  private func newestSchema() throws -> Int {
    let outcome = try place.shell("$T book create new --operator M --currency USD --time-zone UTC && sqlite3 new \"SELECT value FROM book WHERE name = 'schema_version'\"")
    return try #require(Int(outcome.text.dropLast()), "\(outcome.messages)")
  }

  @Test func `is there of each schema`() throws {
    #expect(try Self.versions == Array(1...newestSchema()), "make it with Tests/StoredBooks/make before the schema is released")
  }

  @Test func `is not read where it cannot be brought up to date`() throws {
    try take(1)
    let outcome = try place.shell(
      "mkdir ro; mv b ro; chmod 444 ro/b; chmod 555 ro; as $T account list --book ro/b; echo $?; chmod 755 ro; cp ro/b b; chmod 644 b; $T account list --book b | grep -c C1001")
    #expect(outcome.text == "1\n1\n")
    #expect(outcome.messages == "tollbook: ro/b: this book has schema 1 and is read with schema \(try newestSchema()), but cannot be changed here; copy it to a folder of your own, which brings it up to date\n")
  }

  /// What programs of today say of it, against what SQLite said when it was stored.
  private static let compare = """
    import csv, json, subprocess, sys, os
    t = lambda *a: subprocess.run([os.environ['T'], *a], capture_output=True, text=True, check=True).stdout
    invoices = {row['number']: row for row in csv.DictReader(t('invoice', 'list', '--format', 'csv').splitlines()) if row['kind'] == 'invoice'}
    accounts = {row['name']: row for row in csv.DictReader(t('account', 'list', '--format', 'csv').splitlines())}
    usage = list(csv.DictReader(t('usage', 'export').splitlines()))
    for line in open('expected.txt'):
        kind, *rest = line.rstrip('\\n').split('|')
        if kind == 'invoice':
            number, due, digest = rest
            assert invoices[number]['due'] == due, line
            assert json.loads(t('invoice', 'show', number, '--format', 'json'))['hash'] == digest, line
        elif kind == 'owes':
            assert float(accounts[rest[0]]['balance']) == -float(rest[1]), line
        elif kind == 'used':
            assert (len(usage), sum(int(row['billed_s']) for row in usage)) == tuple(map(int, rest)), line
        else: assert False, line

    """

  @Test(arguments: versions)
  func `is brought up to date, proven, and billed on`(version: Int) throws {
    try take(version)
    try place.write("compare.py", Self.compare)
    let outcome = try place.shell(
      """
      export TOLLBOOK_BOOK=b
      sqlite3 b "SELECT value FROM book WHERE name = 'schema_version'"
      $T verify > verified || { grep -A3 BAD verified >&2; exit 1; }
      sqlite3 b "SELECT value FROM book WHERE name = 'schema_version'"
      $T archive --restore archive 2>/dev/null || exit 2
      for n in $($T invoice list --format csv | awk -F, '$2 == "invoice" { print $1 }'); do $T invoice reproduce $n >/dev/null || exit 3; done
      python3 compare.py || exit 4
      $T ingest --time-zone America/New_York --switch pbx-plant --summary json usage.csv 2> again; test $? = 0 || { cat again >&2; exit 5; }
      grep -q '"committed_before":\\["usage.csv"\\]' again || exit 6
      tac usage.csv > renamed.csv; $T ingest --time-zone America/New_York --format asterisk --switch pbx-plant --summary json renamed.csv 2> again
      grep -q '"rated":0,.*"rejected":0,' again || { cat again >&2; exit 6; }
      printf 'record_id,calling,called,start,duration_s\\nx1,12015550142,442079460018,2026-04-20T12:00:00Z,60\\nx2,12015550142,442079460018,2026-07-20T12:00:00Z,60\\n' > more.csv
      $T ingest more.csv 2>/dev/null || exit 7
      $T payment add C1001 --amount 10 --reference later --date 2026-04-20 || exit 8
      $T bill run --as-of 2026-08-01 >/dev/null || exit 9
      $T bill run --as-of 2026-09-01 >/dev/null || exit 10
      $T outbox export --reader crm | head -1 | grep -q '"id":2,' || exit 11
      $T verify > verified || { grep -A3 BAD verified >&2; exit 12; }
      $T journal export | hledger -f - check -s || exit 13
      $T explain --record x1 | grep charge; $T explain --record x2 | grep charge
      """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let lines = outcome.text.split(separator: "\n")
    #expect(try lines.prefix(2) == ["\(version)", "\(newestSchema())"])
    #expect(lines.count == 4 && lines[2] == lines[3], "\(lines)")
  }

  @Test func `by a newer program is left alone, and says what to do`() throws {
    _ = try place.shell("$T book create b --operator M --currency USD --time-zone UTC; sqlite3 b \"UPDATE book SET value = '99' WHERE name = 'schema_version'\"; sqlite3 b .dump > before")
    let newest = try newestSchema()
    for command in ["verify", "account list", "account add A", "bill run", "ingest deck.csv", "plan import deck.csv"] {
      let outcome = try place.shell("$T \(command) --book b")
      #expect(outcome.status == 1, "\(command)")
      #expect(outcome.messages == "tollbook: b: this book has schema 99, this program knows \(newest); use a newer tollbook\n", "\(command)")
    }
    #expect(try place.shell("sqlite3 b .dump | cmp - before").status == 0)
  }
}
