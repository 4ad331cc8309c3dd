import Billing
import Telecom
import Testing

@testable import BillingStore

/// The invoice that a forum of VoIP operators agreed on: 357.00 carried over and paid, DUE 165.25.
@Suite struct `The invoice operators agreed on` {
  private let place: BookPlace
  private let book: Book

  init() throws {
    place = try BookPlace()
    book = try place.make()
    try place.run(
      """
      INSERT INTO account (id, name, title, currency, time_zone, opened) VALUES (1, 'A-1', 'Muster Ltd', 'USD', 'UTC', 20454);
      INSERT INTO service (id, name, type, account) VALUES (1, 'pbx', 'voice', 1);
      INSERT INTO service_status (service, effective, status, ordered_at) VALUES (1, 20454 * 86400000, 'active', 0);
      INSERT INTO product (code, title, kind, position) VALUES
        ('DID', 'Numbers', 'recurring', 1), ('TRUNK', 'Trunks', 'recurring', 2), ('INBOUND', 'Inbound', 'usage', 3),
        ('OUTBOUND', 'Outbound', 'usage', 4), ('OUTLD', 'Long distance', 'usage', 5), ('INTLD', 'International', 'usage', 6),
        ('REP', 'Report', 'one_off', 7), ('FAX', 'Fax', 'recurring', 8), ('OLD', 'Old system', 'one_off', 9);
      INSERT INTO charge (id, name, account, service, product, frequency, timing, proration, start_day) VALUES
        (1, 'did', 1, 1, 'DID', 'monthly', 'arrears', 'days_actual', 20485),
        (2, 'trunk', 1, 1, 'TRUNK', 'monthly', 'arrears', 'days_actual', 20485),
        (3, 'fax', 1, 1, 'FAX', 'monthly', 'arrears', 'days_actual', 20485);
      INSERT INTO charge_term (charge, valid_from, quantity, price) VALUES
        (1, 20485, 3000000000, 2000000000), (2, 20485, 2000000000, 20000000000), (3, 20485, 2000000000, 5000000000);
      UPDATE product SET tax_category = 'telecom' WHERE code IN ('OUTBOUND', 'REP');
      INSERT INTO tax_rule (name, authority, percent, product, category, valid_from) VALUES
        ('Sales tax', 'CITY', 8250000000, 'DID', NULL, 0), ('Telecom tax', 'STATE', 5000000000, NULL, 'telecom', 0);
      """, on: book)  // Opened on 1 January 2026; charges begin on 1 February.
  }

  private func charge(_ product: String, _ price: String, _ day: String) throws {
    try book.database.write { connection throws(BookError) in
      _ = try ChargeDesk(connection, recordedAt: 0).enter(
        OneOffEntry(account: "A-1", product: product, day: CivilDate(iso: day)!, price: price, reference: product))
    }
  }

  private func pay(_ amount: String, _ day: String, _ reference: String) throws {
    try book.database.write { connection throws(BookError) in
      _ = try PaymentDesk(connection, recordedAt: 0).enter(
        PaymentEntry(account: "A-1", day: CivilDate(iso: day)!, amount: amount, currency: "USD", reference: reference, method: "bank"))
    }
  }

  @Test func `comes out at 165.25`() throws {
    try charge("OLD", "357", "2026-01-10")
    let run = try BillRun(book, .init(asOf: CivilDate(iso: "2026-02-01")!, recordedAt: 1)).run()
    #expect(run.closed == 1 && run.accounts == 1)
    try pay("357.00", "2026-02-05", "P1")
    try pay("50.00", "2026-02-20", "P2")
    try charge("REP", "20", "2026-02-11")
    let day = CivilDate(iso: "2026-02-10")!
    try UsageRows.insert(
      [
        .init(account: 1, service: 1, day: day, item: "INBOUND", seconds: 60, charge: 0),
        .init(account: 1, service: 1, day: day, item: "OUTBOUND", seconds: 600, charge: 32_140_000_000),
        .init(account: 1, service: 1, day: day, item: "OUTLD", seconds: 600, charge: 15_000_000_000),
        .init(account: 1, service: 1, day: day, item: "INTLD", seconds: 600, charge: 89_000_000_000),
      ], into: book)
    let preview = try book.preview("A-1", on: CivilDate(iso: "2026-02-25")!)
    let report = try BillRun(book, .init(asOf: CivilDate(iso: "2026-03-01")!, threads: 2, recordedAt: 2)).run()
    #expect(report.closed == 1 && "\(report.last!)" == "INV-2" && report.setAside.isEmpty)
    let invoice = preview.result.invoice
    #expect(invoice.totals.due == 16_525 && invoice.totals.carriedForward == 35_700 && invoice.totals.movements == -40_700)
    #expect(invoice.lines.map { "\($0.item) \($0.amount)" }.sorted() == [
      "DID 600", "FAX 1000", "INBOUND 0", "INTLD 8900", "OUTBOUND 3214", "OUTLD 1500", "REP 2000", "TRUNK 4000",
    ])
    #expect(invoice.taxes.map { "\($0.authority) \($0.base) \($0.amount)" }.sorted() == ["CITY 600 50", "STATE 5214 261"])
    #expect(
      try place.rows("SELECT total_due, carried_forward, movements, charges, taxes FROM invoice WHERE number = 2", of: book)
        == ["16525|35700|-40700|21214|311"])
    // The balance is what the invoice says; the 50.00 in hand are allocated to it.
    #expect(try place.rows("SELECT receivable, unbilled, unapplied, unbilled_nanos FROM account_balance", of: book) == ["16525|0|0|0"])
    #expect(try place.rows("SELECT sum(amount) FROM journal_line", of: book) == ["0"])
    // Nothing is left for a second run.
    let again = try BillRun(book, .init(asOf: CivilDate(iso: "2026-03-01")!, recordedAt: 3)).run()
    #expect(again.accounts == 0 && again.invoices == 0)
  }
}
