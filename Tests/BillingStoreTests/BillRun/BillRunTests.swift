import Billing
import Telecom
import Testing

@testable import BillingStore

@Suite struct `A bill run` {
  private let at: BillBook

  init() throws {
    at = try BillBook()
    for account: Int64 in 1...4 { try at.use(account, "2026-01-20") }
  }

  @Test func `gives each account one invoice a cycle, those behind theirs in order`() throws {
    let first = try at.bill("2026-02-01")
    #expect((first.accounts, first.closed, first.nothingToBill, first.setAside.count) == (3, 3, 0, 0))
    // A-3's cycles end on the 31st: January ends before February begins.
    #expect(try at.rows("SELECT a.name, i.number, i.period_from - \(BillBook.opened), i.period_to - \(BillBook.opened) FROM invoice i JOIN account a ON a.id = i.account ORDER BY number")
      == ["A-3|1|0|30", "A-1|2|0|31", "A-2|3|0|31"])
    let later = try at.bill("2026-05-01")
    #expect((later.accounts, later.closed, later.invoices) == (3, 3, 9))
    #expect(try at.rows("SELECT period_to - \(BillBook.opened) FROM invoice WHERE account = 3 ORDER BY number") == ["30", "58", "89", "119"])
    #expect(try at.bill("2026-05-01").accounts == 0)
    try at.expectSound()
  }

  @Test func `shows a child's charges on its parent's invoice`() throws {
    try at.bill("2026-02-01")
    #expect(try at.rows("SELECT DISTINCT account FROM invoice_line WHERE invoice = 2 AND section <> 'tax' ORDER BY 1") == ["1", "4"])
    #expect(try at.rows("SELECT unbilled, unbilled_nanos FROM account_balance WHERE account = 4") == ["0|0"])
  }

  @Test func `closes what the preview showed, byte for byte`() throws {
    let preview = try at.book.preview("A-1", on: BillBook.day("2026-01-25"))
    try at.bill("2026-02-01", threads: 2)
    #expect(try at.book.invoice("INV-2").envelope.document == preview.document)
    #expect(try at.book.reproduce("INV-2").difference == nil)
  }

  @Test func `writes nothing when it is dry, and says what it would do`() throws {
    let before = try at.dump()
    let dry = try at.bill("2026-04-01", dry: true)
    #expect(try at.dump() == before && at.rows("SELECT count(*) FROM bill_run") == ["0"])
    let wet = try at.bill("2026-04-01", threads: 2)
    #expect((dry.invoices, dry.closed, dry.charges) == (wet.invoices, wet.closed, wet.charges))
  }

  @Test func `is the same on any number of threads`() throws {
    let other = try BillBook()
    for account: Int64 in 1...4 { try other.use(account, "2026-01-20") }
    try at.bill("2026-06-01", threads: 1)
    try other.bill("2026-06-01", threads: 8)
    #expect(try at.dump() == other.dump())
  }

  @Test func `bills usage that comes late on the next invoice, in its own period`() throws {
    try at.bill("2026-03-01")
    try at.use(2, "2026-01-31", batch: "late")
    try at.bill("2026-04-01")
    let invoice = try at.book.invoice("INV-9").invoice
    let late = invoice.lines.filter(\.isLate)
    #expect(invoice.account == "A-2" && late.count == 1 && late[0].measured?.count == 7)
    #expect(late[0].period.from == BillBook.day("2026-01-01") && late[0].period.to == BillBook.day("2026-02-01"))
    try at.expectSound()
  }

  @Test func `sets aside an account that cannot be billed, and goes on`() throws {
    try at.place.run("UPDATE charge_term SET quantity = 9000000000000000000, price = 9000000000000000000 WHERE charge = 2", on: at.book)
    let report = try at.bill("2026-02-01")
    #expect((report.accounts, report.closed, report.nothingToBill) == (3, 2, 0))
    #expect(report.setAside.count == 1 && report.setAside[0].account == "A-2" && report.setAside[0].reason.contains("larger than an amount can be"))
    #expect(try at.rows("SELECT reason <> '' FROM bill_run_account WHERE outcome = 'set_aside'") == ["1"])
    try at.place.run("UPDATE charge_term SET quantity = 1000000000, price = NULL WHERE charge = 2", on: at.book)
    let mended = try at.bill("2026-02-01")
    #expect((mended.accounts, mended.closed) == (1, 1))
    try at.expectSound()
  }

  @Test func `numbers go by date even where an account was mended late`() throws {
    try at.bill("2026-02-01", accounts: "A-1,A-3")
    try at.bill("2026-03-01", accounts: "A-1,A-3")
    try at.bill("2026-03-01")
    #expect(try at.rows("SELECT count(*) FROM invoice a JOIN invoice b ON b.number = a.number + 1 WHERE b.invoice_day < a.invoice_day") == ["0"])
    #expect(try at.rows("SELECT count(*) FROM invoice") == ["6"])
    try at.expectSound()
  }

  @Test func `ends a closed account, and bills the usage that still comes`() throws {
    try at.bill("2026-02-01")
    try at.place.run(
      "UPDATE account SET status = 'closed', closed = \(BillBook.opened + 40) WHERE id = 2;"
        + "INSERT INTO service_status (service, effective, status, ordered_at) VALUES (2, \(BillBook.opened + 40) * 86400000 + 18000000, 'cancelled', 0)",
      on: at.book)
    try at.bill("2026-03-01")
    // Charged in advance to the end of February, given back from 10 February on: 19 of 28 days of 10.00.
    #expect(try at.rows("SELECT is_final, amount FROM invoice i JOIN invoice_line l ON l.invoice = i.id WHERE i.account = 2 AND section = 'recurring' AND i.number > 3")
      == ["1|-679"])
    try at.use(2, "2026-02-09", batch: "late")
    try at.bill("2026-04-01")
    #expect(try at.rows("SELECT count(*) FROM invoice WHERE account = 2") == ["3"])
    #expect(try at.bill("2026-09-01", accounts: "A-2").accounts == 0)
    try at.expectSound()
  }

  @Test func `does not mind a clock that is set back`() throws {
    try at.bill("2026-02-01", at: 1_000_000)
    try at.bill("2026-03-01", at: 5)
    try at.expectSound()
  }

  @Test func `closes a final bill by hand, in mid-cycle`() throws {
    try at.bill("2026-02-01")
    let numbers = try at.book.close("A-2", on: BillBook.day("2026-02-15"), isFinal: true, actor: "ada", recordedAt: 9)
    #expect(numbers.map(\.description) == ["INV-4"])
    #expect(try at.rows("SELECT is_final, period_to - \(BillBook.opened) FROM invoice WHERE number = 4") == ["1|45"])
    let due = try at.rows("SELECT receivable FROM account_balance WHERE account = 2")[0]
    try at.book.atPaymentDesk(recordedAt: 9) { desk throws(BookError) in
      _ = try desk.enter(
        PaymentEntry(
          kind: .writeOff, account: "A-2", day: BillBook.day("2026-02-16"), amount: MinorUnits(.usd).text(Int64(due)!),
          currency: "USD", reference: "W-1"))
    }
    #expect(try at.rows("SELECT receivable, unbilled, unapplied FROM account_balance WHERE account = 2") == ["0|0|0"])
    #expect(try at.bill("2026-06-01", accounts: "A-2").accounts == 0)
    try at.expectSound()
  }
}

@Suite struct `Long invoices` {
  /// Calls are summed to a few lines; single charges are a line each.
  @Test func `hold twenty thousand lines`() throws {
    let at = try BillBook(accounts: 1)
    try at.book.atChargeDesk(recordedAt: 1) { desk throws(BookError) in
      for number in 1...20_000 {
        try desk.enter(OneOffEntry(account: "A-1", product: "SETUP", day: BillBook.day("2026-01-09"), price: "0.01", reference: "S\(number)"))
      }
    }
    try at.bill("2026-02-01")
    #expect(try at.rows("SELECT count(*), sum(amount) FROM invoice_line WHERE section = 'one_off'") == ["20000|20000"])
    #expect(try at.book.reproduce("INV-1").difference == nil)
  }
}
