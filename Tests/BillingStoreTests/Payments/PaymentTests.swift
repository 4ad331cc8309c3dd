import Billing
import Foundation
import Telecom
import Testing

@testable import BillingStore

@Suite struct `A payment` {
  private let at: BillBook

  /// A-2 has INV-3 and INV-6: 20.00 and 10.00 of lines with 0.02 of calls, and taxes.
  init() throws {
    at = try BillBook()
    try at.use(2, "2026-01-20")
    try at.bill("2026-03-01", accounts: "A-2")
  }

  private func open() throws -> [String] {
    try at.book.openItems(of: "A-2", on: BillBook.day("2026-03-01")).rows.map { row in
      guard case .text(let number) = row[1], case .decimal(let open) = row[6] else { return "?" }
      return "\(number) \(open)"
    }
  }

  private func reverse(_ way: PaymentDesk.Reversal, _ payment: String, _ reference: String, amount: String? = nil) throws {
    try at.book.atPaymentDesk(recordedAt: 1) { desk throws(BookError) in
      _ = try desk.reverse(way, payment: payment, amount: amount, reference: reference, day: BillBook.day("2026-03-09"), memo: "")
    }
  }

  @Test func `settles the oldest invoice first, or those named, and keeps what is left over`() throws {
    #expect(try open() == ["INV-1 21.67", "INV-2 10.83"])
    try at.pay("A-2", "5", "2026-03-20", "P1")
    #expect(try open() == ["INV-1 16.67", "INV-2 10.83"])
    try at.pay("A-2", "1.00", "2026-03-20", "P2", invoices: ["INV-2"])
    #expect(try open() == ["INV-1 16.67", "INV-2 9.83"])
    try at.pay("A-2", "30", "2026-03-20", "P3")
    #expect(try open() == ["P3 -3.50"])
    #expect(try at.rows("SELECT receivable, unapplied FROM account_balance WHERE account = 2") == ["0|-350"])
    try at.expectSound()
  }

  @Test func `is taken once by its reference`() throws {
    #expect(try at.pay("A-2", "5.00", "2026-03-20", "P1"))
    #expect(try at.pay("A-2", "5", "2026-03-20", "P1") == false)
    #expect { try at.pay("A-2", "6", "2026-03-20", "P1") } throws: { ($0 as? BookError)?.kind == .refused }
    #expect(try at.rows("SELECT count(*), sum(amount) FROM payment") == ["1|500"])
  }

  @Test func `may keep back the cash discount in time, and no later`() throws {
    // 2 % of 21.67 is 0.43, until ten days after 1 February; of 10.83 it is 0.22, until 11 March.
    try at.pay("A-2", "21.24", "2026-02-12", "P1")
    #expect(try open() == ["INV-1 0.43", "INV-2 10.83"])
    try at.pay("A-2", "0.43", "2026-02-12", "P2")
    try at.pay("A-2", "10.61", "2026-03-11", "P3")
    #expect(try open() == [])
    #expect(try at.rows("SELECT reference, amount FROM payment WHERE kind = 'skonto'") == ["P3/skonto/INV-2|22"])
    try at.expectSound()
  }

  @Test func `that is charged back takes its cash discount with it`() throws {
    // 10.00 in February; the rest on the last day of the discount, 0.43 less. INV-2 is paid by others.
    try at.pay("A-2", "10", "2026-02-05", "P1", invoices: ["INV-1"])
    try at.pay("A-2", "11.24", "2026-02-11", "P2", invoices: ["INV-1"])
    try at.pay("A-2", "10.61", "2026-03-11", "P3")
    #expect(try open() == [])
    let lines = """
      SELECT code, sum(l.amount) FROM journal_line l JOIN ledger_account a ON a.id = l.ledger
      WHERE code IN ('skonto', 'cash:bank', 'receivable', 'unapplied') GROUP BY code ORDER BY code
      """
    #expect(try at.rows(lines) == ["cash:bank|3185", "receivable|0", "skonto|65", "unapplied|0"])
    try reverse(.chargeback, "P1", "C1")
    // Without P1 the invoice was not paid in time: 11.24 of 21.67 stay paid, no discount does.
    #expect(try open() == ["INV-1 10.43"])
    #expect(try at.rows(lines) == ["cash:bank|2185", "receivable|1043", "skonto|22", "unapplied|0"])
    // The new line points to the discount that it takes back, in ledger and payments.
    #expect(try at.rows(
      """
      SELECT j.kind, j.reference, o.reference FROM journal j JOIN journal o ON o.id = j.corrects
      WHERE j.kind IN ('skonto', 'chargeback') ORDER BY j.id
      """) == ["skonto|C1/P2/skonto/INV-1|P2/skonto/INV-1", "chargeback|C1|P1"])
    #expect(try at.rows(
      """
      SELECT p.reference, p.amount, q.reference, r.amount FROM reversal r JOIN payment p ON p.id = r.payment
      JOIN payment q ON q.id = r.reverses WHERE p.kind = 'skonto'
      """) == ["C1/P2/skonto/INV-1|-43|P2/skonto/INV-1|43"])
    try reverse(.chargeback, "P2", "C2")
    try reverse(.chargeback, "P3", "C3")
    #expect(try open() == ["INV-1 21.67", "INV-2 10.83"])
    #expect(try at.rows(lines) == ["cash:bank|0", "receivable|3250", "skonto|0", "unapplied|0"])
    try at.expectSound()
    #expect(try at.place.hledger(at.book).hasPrefix("0 "))
    // On the next invoice the discounts stand as taken and as taken back: all are owed again.
    try at.bill("2026-04-01", accounts: "A-2")
    let invoice = try at.book.invoice("INV-3").invoice
    #expect(invoice.totals.movements == 0 && invoice.movements.count == 10)
    try at.expectSound()
  }

  @Test func `leaves of the cash discount what is the share of the rest when a part is credited`() throws {
    // 10.61 and a discount of 0.22 settle 10.83; of 5.42 credited, half the invoice, half of both is given back.
    try at.pay("A-2", "21.67", "2026-03-11", "P0", invoices: ["INV-1"])
    try at.pay("A-2", "10.61", "2026-03-11", "P1", invoices: ["INV-2"])
    _ = try at.book.credit("INV-2", line: 1, amount: "5.00", reason: "", on: BillBook.day("2026-03-21"), recordedAt: 1)
    #expect(try at.rows("SELECT charges + taxes FROM invoice WHERE series = 'CN'") == ["-542"])
    #expect(try open() == ["P1 -5.31"])
    #expect(try at.rows("SELECT reference, amount FROM payment WHERE kind = 'skonto' ORDER BY id") == ["P1/skonto/INV-2|22", "CN-1/P1/skonto/INV-2|-11"])
    try at.expectSound()
  }

  @Test func `comes back as a refund of what is left over, as a chargeback of all of it`() throws {
    try at.pay("A-2", "40", "2026-03-20", "P1")
    #expect { try reverse(.refund, "P1", "R0", amount: "7.51") } throws: { "\($0)".contains("only 7.50 can be taken back") }
    try reverse(.refund, "P1", "R1", amount: "7.00")
    #expect(try at.rows("SELECT receivable, unapplied FROM account_balance WHERE account = 2") == ["0|-50"])
    try reverse(.chargeback, "P1", "C1")
    #expect(try open() == ["INV-1 21.67", "INV-2 10.83"])
    #expect { try reverse(.refund, "P1", "R2") } throws: { "\($0)".contains("only 0.00 can be taken back") }
    #expect(try at.rows("SELECT sum(amount) FROM journal_line l JOIN ledger_account a ON a.id = l.ledger WHERE code = 'cash:bank'") == ["0"])
    try at.expectSound()
  }

  @Test func `moves to another account, where it settles what is open`() throws {
    try at.bill("2026-03-01")
    try at.pay("A-2", "40", "2026-03-20", "P1")
    try reverse(.transfer(to: "A-3"), "P1", "T1", amount: "5")
    #expect(try at.rows("SELECT unapplied FROM account_balance WHERE account IN (2, 3) ORDER BY account") == ["-250", "0"])
    try at.expectSound()
    try at.bill("2026-04-01")
    try at.expectSound()
  }

  @Test func `in another currency is posted at its rate, the difference apart`() throws {
    let pay = { (credited: String?, reference: String) throws in
      try at.book.atPaymentDesk(recordedAt: 1) { desk throws(BookError) in
        _ = try desk.enter(
          PaymentEntry(
            account: "A-2", day: BillBook.day("2026-03-20"), amount: "10", currency: "EUR", reference: reference,
            method: "bank", rate: "1.0853", credited: credited))
      }
    }
    try pay("10.83", "E1")
    #expect(try at.rows(
      """
      SELECT code, currency, l.amount FROM journal_line l JOIN ledger_account a ON a.id = l.ledger
      JOIN journal j ON j.id = l.entry WHERE j.reference = 'E1' ORDER BY l.id
      """) == ["cash:bank|EUR|1000", "exchange|EUR|-1000", "exchange|USD|1085", "fx|USD|-2", "unapplied|USD|-1083"])
    try pay(nil, "E2")
    #expect(try at.rows("SELECT amount, rate FROM payment ORDER BY id") == ["1083|1085300000", "1085|1085300000"])
    try at.expectSound()
  }

  @Test func `is given back by a credit note where it paid what is credited`() throws {
    try at.pay("A-2", "32.50", "2026-03-20", "P1")
    let credit = try at.book.credit("INV-2", line: 1, amount: "5.00", reason: "outage", on: BillBook.day("2026-03-21"), recordedAt: 1)
    #expect("\(credit)" == "CN-1")
    #expect(try at.rows("SELECT charges, taxes FROM invoice WHERE series = 'CN'") == ["-500|-42"])
    #expect(try at.rows("SELECT receivable, unapplied FROM account_balance WHERE account = 2") == ["0|-542"])
    #expect { try at.book.credit("INV-2", line: 1, amount: "5.01", reason: "", on: BillBook.day("2026-03-21"), recordedAt: 1) }
      throws: { "\($0)".contains("500 are left") }
    _ = try at.book.credit("INV-2", line: nil, amount: nil, reason: "", on: BillBook.day("2026-03-21"), recordedAt: 1)
    #expect(try at.rows("SELECT sum(charges), sum(taxes) FROM invoice WHERE id = 2 OR credits = 2") == ["0|0"])
    try at.bill("2026-04-01")
    try at.expectSound()
  }

  @Test func `file is taken whole or not at all, with every problem named`() throws {
    let file = at.place.folder + "/payments.csv"
    try Data(
      """
      account,date,amount,currency,reference,method
      A-2,2026-03-20,5.00,USD,F1,bank
      A-9,2026-03-20,5.00,USD,F2,bank
      A-2,20.3.2026,5.00,USD,F3,bank
      A-2,2026-03-20,5.001,USD,F4,bank
      A-4,2026-03-20,5.00,USD,F5,bank

      """.utf8).write(to: URL(fileURLWithPath: file))
    #expect { try at.book.importPayments(file, recordedAt: 1) } throws: { error in
      let lines = "\(error)".split(separator: "\n").map(String.init)
      return lines.count == 4 && zip(lines, [3, 4, 5, 6]).allSatisfy { $0.hasPrefix("\(file):\($1): error: ") }
    }
    #expect(try at.rows("SELECT count(*) FROM payment") == ["0"])
    try Data("reference,amount,account,date,currency\nF1,5,A-2,2026-03-20,USD\nF2,6,A-2,2026-03-20,USD\nF1,5,A-2,2026-03-20,USD\n".utf8)
      .write(to: URL(fileURLWithPath: file))
    #expect(try at.book.importPayments(file, recordedAt: 1) == (2, 1))
    try at.expectSound()
  }
}
