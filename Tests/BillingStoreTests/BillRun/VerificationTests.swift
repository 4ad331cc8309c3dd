import Bytes
import Foundation
import Telecom
import Testing

@testable import BillingStore

@Suite struct `The proof of a book` {
  private let at: BillBook

  init() throws {
    at = try BillBook()
    for account: Int64 in 1...4 { try at.use(account, "2026-01-20") }
    for title in ["One", "Two", "Three"] {
      try at.place.take(.accounts, "name,title,opened\nA-9,\(title),2026-01-01\n", into: at.book)
    }
    try at.bill("2026-02-01")
    try at.pay("A-2", "30", "2026-02-05", "P1")
    try at.pay("A-1", "10", "2026-02-05", "P2")
    try at.pay("A-3", "3", "2026-02-05", "P3")
    try at.book.atPaymentDesk(recordedAt: 1) { desk throws(BookError) in
      _ = try desk.reverse(.chargeback, payment: "P3", amount: nil, reference: "C1", day: BillBook.day("2026-02-09"), memo: "")
    }
    try at.bill("2026-03-01")
    _ = try at.book.credit("INV-4", line: 1, amount: nil, reason: "", on: BillBook.day("2026-03-03"), recordedAt: 1)
  }

  @Test func `finds nothing wrong with a book that was left alone`() throws {
    try at.expectSound()
    // Nor after changes of all sorts.
    for row in ["JPY,100,open,", "EUR,,open,", "EUR,12.5,closed,2026-02-20", "EUR,12.5,open,"] {
      try at.place.take(.accounts, "name,currency,credit_limit,status,closed\nA-9,\(row)\n", into: at.book)
    }
    _ = try at.book.close("A-9", on: BillBook.day("2026-03-10"), isFinal: true, actor: "ada", recordedAt: 9)
    try at.place.take(.accounts, "name,status,closed\nA-9,open,\n", into: at.book)
    try at.expectSound()
    #expect(try at.rows("SELECT count(*) FROM audit WHERE name = 'A-9' AND field IN ('status', 'closed')") == ["8"])
  }

  private static let tamper = """
    import sqlite3, sys
    db = sqlite3.connect(sys.argv[1])
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers: db.execute(f'DROP TRIGGER {name}')
    dropped = sys.argv[2].startswith('DROP TRIGGER')
    if not dropped: db.executescript(sys.argv[2])
    for name, sql in triggers:
        if not (dropped and name in sys.argv[2]): db.execute(sql)
    db.commit()
    """

  /// What somebody with the file and no scruples can do, and what must be named for it.
  @Test(arguments: [
    ("UPDATE journal_line SET amount = amount + 1 WHERE id = 1", "journal entry 1"),
    ("UPDATE journal_line SET amount = -amount WHERE entry = 2", "journal entry 2"),
    ("DELETE FROM journal WHERE id = (SELECT max(id) FROM journal)", "belongs to entry"),
    ("DELETE FROM journal_line WHERE id = (SELECT max(id) FROM journal_line)", "not to zero"),
    ("UPDATE journal SET memo = 'x' WHERE id = 3", "journal entry 3"),
    ("UPDATE journal SET id = -1 WHERE id = 5; UPDATE journal SET id = 5 WHERE id = 6; UPDATE journal SET id = 6 WHERE id = -1", "journal entry 5"),
    ("UPDATE ledger_account SET code = 'revenue:usages' WHERE code = 'revenue:usage'", "journal entry 1"),
    ("UPDATE invoice SET due_day = due_day + 1 WHERE number = 2 AND series = 'INV'", "invoice INV-2"),
    ("UPDATE invoice SET document = (SELECT document FROM invoice WHERE id = 1) WHERE id = 2", "invoice INV-2"),
    ("DELETE FROM invoice WHERE id = (SELECT max(id) FROM invoice)", "refers to a row of invoice"),
    ("UPDATE invoice SET number = -1 WHERE id = 1; UPDATE invoice SET number = 1 WHERE id = 2; UPDATE invoice SET number = 2 WHERE id = 1", "invoice INV-2"),
    ("UPDATE invoice_line SET amount = amount + 1 WHERE invoice = 3 AND position = 0", "invoice INV-3"),
    ("DELETE FROM invoice_run WHERE run = 1", "open usage is kept as"),
    ("UPDATE usage SET charge = charge + 1 WHERE id = 2", "usage of CALLS"),
    ("DELETE FROM usage WHERE id = (SELECT max(id) FROM usage)", "usage rows are not in the book"),
    ("DELETE FROM usage_run WHERE id = (SELECT max(id) FROM usage_run)", "its runs hold"),
    ("UPDATE payment SET amount = amount + 100 WHERE reference = 'P1'", "payment P1"),
    ("DELETE FROM payment WHERE reference = 'P2'", "payment P2: what it posts is not there"),
    ("DELETE FROM allocation WHERE id = (SELECT max(id) FROM allocation)", "what it posts is not there"),
    ("UPDATE account_balance SET receivable = receivable + 1 WHERE account = 1", "account 1: receivable"),
    ("UPDATE charge_period SET day_from = day_from - 1 WHERE id = (SELECT max(id) FROM charge_period WHERE credits IS NULL)", "charged 2 times"),
    ("UPDATE bill_run SET closed = closed + 1 WHERE id = 1", "bill run 1"),
    ("UPDATE invoice SET movements = x'' WHERE id = 1", "of another type than its column"),
    ("UPDATE plan SET digest = x'00' WHERE id = 1", "plan p (id 1)"),
    ("DELETE FROM reversal", "payment C1 takes back"),
    ("UPDATE allocation SET payment = (SELECT id FROM payment WHERE reference = 'P2') WHERE invoice = 3", "to an invoice of another account"),
    ("DELETE FROM outbox WHERE id = 1", "outbox: a row is missing before row 2"),
    ("DELETE FROM outbox WHERE id = (SELECT max(id) FROM outbox)", "credit events"),
    ("UPDATE outbox SET kind = 'credit_warning' WHERE id = 1", "credit events"),
    ("UPDATE outbox SET recorded_at = 2 WHERE id = 1", "credit events"),
    ("UPDATE outbox SET payload = replace(payload, '\"balance\":\"', '\"balance\":\"1') WHERE id = 1", "outbox row 1"),
    ("DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)", "account A-9: title is 'Three', the audit trail leads to 'Two'"),
    ("UPDATE audit SET after = 'Twins' WHERE after = 'Two'", "account A-9 had another title before"),
    ("UPDATE account SET credit_limit = 1000000 WHERE name = 'A-9'", "credit_limit is '10000.00', the audit trail leads to '0.00'"),
    ("DROP INDEX usage_record", "index usage_record is missing"),
    ("DROP TRIGGER journal_no_update", "trigger journal_no_update is missing"),
  ])
  func `names what was tampered with`(sql: String, named: String) throws {
    #expect(try at.place.python(Self.tamper, at.book.path, sql) == "")
    let findings = try at.findings()
    #expect(findings.contains { $0.contains(named) }, "\(findings)")
  }

  /// January is in a file outside; March is not, and may not be missing.
  @Test(arguments: [
    ("DELETE FROM usage WHERE id > 28", "7 of its 7 usage rows are not in the book"),
    ("DELETE FROM usage WHERE id = 30", "1 of its 7 usage rows are not in the book"),
    ("DELETE FROM usage WHERE id > 28; INSERT INTO archived_run SELECT id, 1 FROM usage_run WHERE first_usage > 28", "an archive that is not of its month"),
    ("UPDATE usage_archive SET restored_at = 1", "7 of its 7 usage rows are not in the book"),
    ("DELETE FROM archived_run WHERE run = 1", "run 1 (usage rows 1 to 7): 7 rows are missing"),
  ])
  func `takes for archived what is in an archive, and nothing else`(sql: String, named: String) throws {
    try at.use(2, "2026-03-05", batch: "march")
    try at.bill("2026-04-01")
    let archived = try UsageArchive(at.book, recordedAt: 1).archive(
      before: Int64(BillBook.day("2026-03-01").daysSince1970), into: at.place.folder)
    #expect(archived.map(\.month) == ["2026-01"] && archived.map(\.count) == [28])
    try at.expectSound()
    #expect(try at.book.reproduce("INV-1").difference == "7 of its 7 usage rows are not in the book; bring back from the archive what is there")
    #expect(try at.place.python(Self.tamper, at.book.path, sql) == "")
    let findings = try at.findings()
    #expect(findings.contains { $0.contains(named) }, "\(findings)")
  }

  @Test func `finds any byte of a sealed row that was flipped in the file`() throws {
    let script = """
      import sys
      data = bytearray(open(sys.argv[1], 'rb').read())
      place = data.find(sys.argv[2].encode())
      assert place > 0, 'not in the file'
      data[place] ^= 1
      open(sys.argv[1], 'wb').write(data)
      """
    try at.book.database.onWriter { connection throws(BookError) in try connection.executeScript("PRAGMA wal_checkpoint(TRUNCATE)") }
    let copy = at.place.folder + "/copy.tollbook"
    for text in ["allocationINV-", "usagecalls-2-2026-01-20", "Customer 2"] {
      try? FileManager.default.removeItem(atPath: copy)
      try FileManager.default.copyItem(atPath: at.book.path, toPath: copy)
      #expect(try at.place.python(script, copy, text) == "")
      let verification = try Book.open(copy).verify()
      // A customer's name is kept by the audit trail, not sealed.
      #expect(verification.isSound == (text == "Customer 2"), "\(text): \(verification.text)")
    }
  }

  @Test func `is agreed by hledger`() throws {
    #expect(try at.place.hledger(at.book).hasPrefix("0 "))
    // A wrong amount does not pass.
    #expect(try at.place.hledger(at.book) { $0.replacing(" = USD ", with: " = USD 1", maxReplacements: 1) }.hasPrefix("1 "))
  }
}
