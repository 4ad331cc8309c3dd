import Bytes
import Foundation
import Testing

@testable import BillingStore

@Suite struct `The journal` {
  private let place: BookPlace
  private let book: Book

  init() throws {
    place = try BookPlace()
    book = try place.make()
    try place.run(
      """
      INSERT INTO account (id, name, currency, time_zone, opened, credit_limit, warning_level)
      VALUES (1, 'A-1', 'USD', 'UTC', 0, 5000, 1000), (2, 'A-2', 'USD', 'UTC', 0, 0, NULL);
      INSERT INTO account (id, name, currency, time_zone, opened, parent, billing)
      VALUES (3, 'A-1-1', 'USD', 'UTC', 0, 1, 'consolidated');
      """, on: book)
  }

  private func post(_ lines: [Posting.Line], kind: Posting.Kind = .usage) throws {
    try book.database.write { connection throws(BookError) in
      _ = try Journal(connection, recordedAt: 17).post(Posting(day: 20_000, kind: kind, reference: "batch 1", lines: lines))
    }
  }

  @Test func `takes entries that sum to zero in each currency, and keeps the balances`() throws {
    try post([
      .init(.unbilled, account: 1, 700, "USD"), .init(.unbilled, account: 2, 300, "USD"), .init(.revenue("usage"), -1000, "USD"),
    ])
    try post([.init(.cash("bank"), 500, "USD"), .init(.unapplied, account: 1, -500, "USD")], kind: .payment)
    #expect(try place.rows("SELECT account, receivable, unbilled, unapplied FROM account_balance ORDER BY 1", of: book)
      == ["1|0|700|-500", "2|0|300|0"])
    #expect(try place.rows("SELECT sum(amount) FROM journal_line", of: book) == ["0"])
  }

  @Test func `refuses what does not balance, and says both sums`() throws {
    #expect {
      try post([.init(.unbilled, account: 1, 700, "USD"), .init(.revenue("usage"), -699, "USD")])
    } throws: { "\($0)".contains("debits of 700 and credits of 699 minor units of USD differ") }
    #expect(throws: BookError.self) {
      try post([.init(.unbilled, account: 1, 700, "USD"), .init(.revenue("usage"), -700, "EUR")])
    }
    #expect(throws: BookError.self) { try post([.init(.unbilled, 7, "USD"), .init(.revenue("usage"), -7, "USD")]) }
    #expect(try place.rows("SELECT count(*) FROM journal", of: book) == ["0"])
  }

  /// The hash as python's hashlib gives it for the layout in ``Journal``.
  @Test func `seals each entry over the one before`() throws {
    for _ in 0..<2 { try post([.init(.unbilled, account: 1, 1, "USD"), .init(.revenue("usage"), -1, "USD")]) }
    let script = """
      import hashlib, sqlite3, struct, sys
      db = sqlite3.connect(sys.argv[1])
      i = lambda n: struct.pack('>q', n)
      t = lambda s: i(len(s.encode())) + s.encode()
      o = lambda n: b'\\0' if n is None else b'\\1' + i(n)
      before = bytes(32)
      for e in db.execute('SELECT id, day, kind, account, reference, memo, corrects, recorded_at, hash FROM journal ORDER BY id'):
          b = before + i(e[0]) + i(e[1]) + t(e[2]) + o(e[3]) + t(e[4]) + t(e[5]) + o(e[6]) + i(e[7])
          for l in db.execute('SELECT l.id, code, account, currency, amount FROM journal_line l JOIN ledger_account a '
                              'ON a.id = l.ledger WHERE entry = ? ORDER BY l.id', (e[0],)):
              b += i(l[0]) + t(l[1]) + o(l[2]) + t(l[3]) + i(l[4])
          before = hashlib.sha256(b).digest()
          print(before == e[8])
      """
    #expect(try place.python(script, book.path) == "True\nTrue\n")
  }

  @Test func `tells of limits that are crossed, in the same transaction`() throws {
    // A limit of 50 and a warning level of 10: the warning comes at a balance of −40. The child's usage counts too.
    try post([.init(.unbilled, account: 3, 3999, "USD"), .init(.revenue("usage"), -3999, "USD")])
    #expect(try place.rows("SELECT kind FROM outbox", of: book) == [])
    try post([.init(.unbilled, account: 1, 1, "USD"), .init(.revenue("usage"), -1, "USD")])
    try post([.init(.unbilled, account: 3, 1001, "USD"), .init(.revenue("usage"), -1001, "USD")])
    try post([.init(.cash("bank"), 100, "USD"), .init(.unapplied, account: 1, -100, "USD")], kind: .payment)
    #expect(try place.rows("SELECT kind, account, payload FROM outbox ORDER BY id", of: book) == [
      #"credit_warning|1|{"account":"A-1","currency":"USD","balance":"-40.00","credit_limit":"50.00","available":"10.00"}"#,
      #"credit_exhausted|1|{"account":"A-1","currency":"USD","balance":"-50.01","credit_limit":"50.00","available":"-0.01"}"#,
      #"credit_available|1|{"account":"A-1","currency":"USD","balance":"-49.01","credit_limit":"50.00","available":"0.99"}"#,
    ])
  }
}
