import Foundation
import Testing

/// What happens to a bill run from outside.
@Suite struct `A bill run that is disturbed` {
  private let place: Workplace

  /// 30 accounts with a monthly line each, opened on 1 January 2026.
  init() throws {
    place = try Workplace()
    let numbers = (1...30).map { String(format: "%03d", $0) }
    try place.write("accounts.csv", "name,opened\n" + numbers.map { "C\($0),2026-01-01\n" }.joined())
    try place.write("products.csv", "code,title,kind\nLINE,Line,recurring\nSETUP,Set-up,one_off\n")
    try place.write("prices.csv", "product,currency,valid_from,price\nLINE,USD,2026-01-01,9.99\nSETUP,USD,2026-01-01,25\n")
    try place.write("charges.csv", "name,account,product,frequency,timing,start_day\n" + numbers.map { "l\($0),C\($0),LINE,monthly,advance,2026-01-01\n" }.joined())
    try place.write("once.csv", "account,product,date,reference\n" + numbers.map { "C\($0),SETUP,2026-01-03,S\($0)\n" }.joined())
    try place.write("payments.csv", "account,date,amount,currency,reference\n" + numbers.map { "C\($0),2026-01-20,40,USD,P\($0)\n" }.joined())
    let made = try place.shell(
      """
      export TOLLBOOK_BOOK=made.tollbook
      $T book create made.tollbook --operator M --currency USD --time-zone UTC && $T import products products.csv &&
      $T import prices prices.csv && $T import accounts accounts.csv && $T import charges charges.csv &&
      $T import one-offs once.csv && $T payment import payments.csv
      """)
    #expect(made.status == 0, "\(made.messages)")
  }

  /// Everything that a customer, a bank or an auditor could see of a book.
  private static let dump = """
    dump() { python3 - "$1" <<'PY'
    import sqlite3, sys
    db = sqlite3.connect(sys.argv[1])
    for sql in ('SELECT id, series, number, account, period_from, period_to, invoice_day, total_due, entry, hex(document), hex(inputs), hex(hash) FROM invoice',
                'SELECT * FROM invoice_line', 'SELECT * FROM invoice_one_off', 'SELECT * FROM invoice_entry', 'SELECT * FROM charge_period',
                'SELECT id, day, kind, account, reference FROM journal', 'SELECT * FROM journal_line', 'SELECT * FROM allocation',
                'SELECT * FROM account_balance'):
        for row in db.execute(sql + ' ORDER BY 1, 2'): print(row)
    PY
    }

    """

  @Test func `by kill -9 anywhere, and run again, leaves what the undisturbed run leaves`() throws {
    let outcome = try place.shell(
      Self.dump + """
        cp made.tollbook calm.tollbook; $T bill run --as-of 2026-06-01 --book calm.tollbook >/dev/null || exit 1
        dump calm.tollbook > calm.txt
        for delay in 0.02 0.04 0.07 0.1 0.15 0.2; do
          cp made.tollbook hit.tollbook; rm -f hit.tollbook-wal hit.tollbook-shm
          $T bill run --as-of 2026-06-01 --book hit.tollbook >/dev/null 2>&1 & p=$!
          sleep $delay; kill -9 $p 2>/dev/null; wait $p 2>/dev/null
          python3 -c "import sqlite3; print(sqlite3.connect('hit.tollbook').execute('SELECT count(*) FROM invoice').fetchone()[0])"
          $T bill run --as-of 2026-06-01 --book hit.tollbook >/dev/null || exit 2
          dump hit.tollbook > hit.txt; cmp calm.txt hit.txt || exit 3
        done
        $T verify --book hit.tollbook >/dev/null || exit 4
        """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    // Some kills must have come before the end of the run.
    #expect(outcome.text.split(separator: "\n").contains { Int($0)! < 150 })
  }

  @Test func `by a full disk keeps whole invoices, and goes on when there is space`() throws {
    let outcome = try place.shell(
      Self.dump + """
        cp made.tollbook calm.tollbook; $T bill run --as-of 2026-06-01 --book calm.tollbook >/dev/null || exit 1
        dump calm.tollbook > calm.txt
        for blocks in 800 900 1000; do
          cp made.tollbook full.tollbook; rm -f full.tollbook-wal full.tollbook-shm
          (trap '' XFSZ; ulimit -f $blocks; $T bill run --as-of 2026-06-01 --book full.tollbook) >/dev/null 2>>full.err; echo $?
          $T verify --book full.tollbook >/dev/null || exit 2
          $T bill run --as-of 2026-06-01 --book full.tollbook >/dev/null || exit 3
          dump full.tollbook > full.txt; cmp calm.txt full.txt || exit 4
        done
        cat full.err >&2
        """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("1\n"))
    #expect(outcome.messages.contains("were closed before and stay; run it again to go on"), "\(outcome.messages)")
  }

  @Test func `by another program that writes waits for it, or says so`() throws {
    let outcome = try place.shell(
      """
      export TOLLBOOK_BOOK=made.tollbook
      python3 -c "
      import sqlite3, time
      db = sqlite3.connect('made.tollbook', isolation_level=None); db.execute('BEGIN IMMEDIATE'); print('held', flush=True); time.sleep(3)" > lock.txt & p=$!
      until grep -q held lock.txt; do :; done
      $T bill run --as-of 2026-02-01 --wait 0; echo $?
      $T bill run --as-of 2026-02-01 --wait 20 >/dev/null; echo $?
      wait $p
      """)
    #expect(outcome.text == "1\n0\n", "\(outcome.text)")
    #expect(outcome.messages.contains("another program is writing to this book"))
  }

  @Test func `by a twin of itself bills everybody once`() throws {
    let outcome = try place.shell(
      """
      export TOLLBOOK_BOOK=made.tollbook
      $T bill run --as-of 2026-06-01 >/dev/null & $T bill run --as-of 2026-06-01 >/dev/null; wait
      $T bill run --as-of 2026-06-01 >/dev/null
      $T invoice list --format csv | wc -l; $T verify >/dev/null; echo $?
      """)
    #expect(outcome.text == "151\n0\n", "\(outcome.text) \(outcome.messages)")
  }
}
