import Billing
import Foundation
import Telecom
import Testing

@testable import BillingStore

@Suite struct `A preview` {
  private let at: BillBook

  init() throws {
    at = try BillBook()
    for account: Int64 in 1...3 { try at.use(account, "2026-01-20") }
  }

  /// Lines, as text: period, date and due date of an invoice's document, read by python.
  private func head(_ document: [UInt8]) throws -> String {
    let file = at.place.folder + "/document.json"
    try Data(document).write(to: URL(fileURLWithPath: file))
    return try at.place.python(
      "import json, sys; d = json.load(open(sys.argv[1])); print(d['period']['from'], d['period']['to'], d['date'], d['due'], d['ageing'])", file)
  }

  @Test func `has the date that its closing gives it, though other invoices are later`() throws {
    try at.bill("2026-02-01")
    try at.bill("2026-05-01", accounts: "A-1")
    // A-2 is behind: February is dated 1 May, after the last invoice of the series, with January's long overdue.
    try at.use(2, "2026-02-03", batch: "more")
    let preview = try at.book.preview("A-2", on: BillBook.day("2026-05-02"))
    #expect(
      try head(preview.document) == "2026-02-01 2026-03-01 2026-05-01 2026-05-15 {'current': '0.00', 'days_1_to_30': '0.00', 'days_31_to_60': '0.00', 'days_61_to_90': '21.67', 'over_90': '0.00'}\n")
    try at.bill("2026-03-01", accounts: "A-2")
    #expect(try at.rows("SELECT max(number), invoice_day - \(BillBook.opened), due_day - \(BillBook.opened) FROM invoice") == ["7|120|134"])
    #expect(try at.book.invoice("INV-7").envelope.document == preview.document)
    #expect(try at.book.reproduce("INV-7").difference == nil)
    try at.expectSound()
  }

  /// Charged by the quarter, billed by the month: January's invoice has the first quarter, March's the second.
  @Test func `is of the cycle that is billed next, past those without anything to bill`() throws {
    try at.place.run("UPDATE charge SET frequency = 'quarterly' WHERE id = 2", on: at.book)
    try at.bill("2026-02-01", accounts: "A-2")
    try at.bill("2026-03-01", accounts: "A-2")
    try at.pay("A-2", "10", "2026-02-10", "P1")
    #expect(try at.rows("SELECT count(*) FROM invoice") == ["1"])
    // In February it is February's, with nothing on it; in March, March's.
    #expect(try head(at.book.preview("A-2", on: BillBook.day("2026-02-20")).document).hasPrefix("2026-02-01 2026-03-01 "))
    let preview = try at.book.preview("A-2", on: BillBook.day("2026-03-20"))
    #expect(try head(preview.document).hasPrefix("2026-03-01 2026-04-01 2026-04-01 "))
    #expect(preview.result.invoice.movements.map(\.reference) == ["P1"])
    #expect(preview.result.invoice.lines.map { "\($0.period.from) \($0.period.to)" } == ["2026-04-01 2026-07-01"])
    try at.bill("2026-04-01", accounts: "A-2")
    #expect(try at.book.invoice("INV-2").envelope.document == preview.document)
    try at.expectSound()
  }

  @Test func `of an account without charges waits for its usage, however long`() throws {
    try at.place.run("DELETE FROM charge_term; DELETE FROM charge", on: at.book)
    try at.bill("2026-02-01", accounts: "A-2")
    for month in ["2026-03-01", "2026-04-01", "2026-05-01"] {
      let report = try at.bill(month, accounts: "A-2")
      #expect((report.accounts, report.closed, report.nothingToBill) == (1, 0, 1))
    }
    #expect(try head(at.book.preview("A-2", on: BillBook.day("2026-09-09")).document).hasPrefix("2026-09-01 2026-10-01 "))
    try at.use(2, "2026-07-04", batch: "july")
    let preview = try at.book.preview("A-2", on: BillBook.day("2026-09-09"))
    #expect(try head(preview.document).hasPrefix("2026-07-01 2026-08-01 2026-08-01 "))
    // Calls of a month that was passed over, come late, are an invoice of that month.
    try at.use(2, "2026-04-04", batch: "april")
    try at.bill("2026-09-01", accounts: "A-2")
    #expect(
      try at.rows("SELECT period_from - \(BillBook.opened), period_to - \(BillBook.opened) FROM invoice ORDER BY number")
        == ["0|31", "90|120", "181|212"])
    try at.expectSound()
  }
}
