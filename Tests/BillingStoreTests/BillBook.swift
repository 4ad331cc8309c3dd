import Billing
import Foundation
import Telecom
import Testing

@testable import BillingStore

/// A small book with customers that use and are charged: two on the 1st, one on the 31st, one with a child on its
/// invoice. Opened on 1 January 2026.
struct BillBook {
  let place: BookPlace
  let book: Book

  static let opened = 20_454

  init(accounts: Int = 4) throws {
    place = try BookPlace()
    book = try place.make()
    try place.run(
      """
      INSERT INTO product (code, title, kind) VALUES
        ('LINE', 'Line', 'recurring'), ('SETUP', 'Set-up', 'one_off'), ('CALLS', 'Calls', 'usage');
      INSERT INTO product_price VALUES ('LINE', 'USD', 0, 10000000000), ('SETUP', 'USD', 0, 25000000000);
      INSERT INTO tax_rule (name, authority, percent, valid_from) VALUES ('Sales tax', 'STATE', 8250000000, 0);
      """, on: book)
    for id in 1...accounts {
      let child = id == 4
      try place.run(
        """
        INSERT INTO account (id, name, title, currency, time_zone, opened, cycle_day, parent, billing, skonto_percent, skonto_days)
        VALUES (\(id), 'A-\(id)', 'Customer \(id)', 'USD', 'America/New_York', \(Self.opened), \(id == 3 ? 31 : 1),
          \(child ? "1" : "NULL"), '\(child ? "consolidated" : "own")', 2000000000, 10);
        INSERT INTO service (id, name, type, account) VALUES (\(id), 's-\(id)', 'voice', \(id));
        INSERT INTO service_status (service, effective, status, ordered_at) VALUES (\(id), \(Self.opened) * 86400000 + 18000000, 'active', 0);
        INSERT INTO charge (id, name, account, service, product, frequency, timing, proration, start_day)
        VALUES (\(id), 'line-\(id)', \(id), \(id), 'LINE', 'monthly', 'advance', 'days_actual', \(Self.opened));
        INSERT INTO charge_term (charge, valid_from, quantity) VALUES (\(id), \(Self.opened), 1000000000);
        """, on: book)
    }
  }

  static func day(_ text: String) -> CivilDate { CivilDate(iso: text)! }

  /// A call of 1/3 of a cent apiece, so that roundings matter.
  func use(_ account: Int64, _ day: String, calls: Int = 7, batch: String? = nil) throws {
    try UsageRows.insert(
      (0..<calls).map { _ in
        UsageRows.Call(account: account, service: account, day: Self.day(day), item: "CALLS", seconds: 60, charge: 3_333_333)
      }, into: book, batch: batch ?? "calls-\(account)-\(day)")
  }

  @discardableResult
  func pay(_ account: String, _ amount: String, _ day: String, _ reference: String, invoices: [String] = []) throws -> Bool {
    try book.atPaymentDesk(recordedAt: 1) { desk throws(BookError) in
      try desk.enter(
        PaymentEntry(
          account: account, day: Self.day(day), amount: amount, currency: "USD", reference: reference, method: "bank",
          invoices: invoices))
    }
  }

  @discardableResult
  func bill(_ day: String, threads: Int = 1, dry: Bool = false, accounts: String? = nil, at clock: Int64 = 5) throws -> BillReport {
    try BillRun(
      book,
      .init(
        asOf: Self.day(day), accounts: accounts.map(NamePattern.init), isDry: dry, threads: threads, recordedAt: clock)
    ).run()
  }

  func rows(_ sql: String) throws -> [String] { try place.rows(sql, of: book) }

  /// Everything that a bill run writes, apart from its own number and the clock.
  func dump() throws -> [String] {
    try rows("SELECT id, series, number, account, period_from, period_to, invoice_day, due_day, total_due, entry, hex(document), hex(inputs), hex(hash) FROM invoice ORDER BY id")
      + rows("SELECT * FROM invoice_line ORDER BY 1, 2") + rows("SELECT * FROM invoice_run ORDER BY 1")
      + rows("SELECT * FROM invoice_entry ORDER BY 1") + rows("SELECT * FROM charge_period ORDER BY 1")
      + rows("SELECT id, day, kind, account, reference FROM journal ORDER BY 1") + rows("SELECT * FROM journal_line ORDER BY 1")
      + rows("SELECT * FROM allocation ORDER BY 1") + rows("SELECT * FROM account_balance ORDER BY 1")
  }

  /// What `verify` finds.
  func findings() throws -> [String] {
    try book.verify().outcomes.flatMap { outcome in
      outcome.findings.map { "\(outcome.check.rawValue): \($0)" }
    }
  }

  func expectSound(at location: SourceLocation = #_sourceLocation) throws {
    let found = try findings()
    #expect(found == [], sourceLocation: location)
  }
}
