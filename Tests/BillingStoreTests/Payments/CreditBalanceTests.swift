import Billing
import Foundation
import Telecom
import TestSupport
import Testing

@testable import BillingStore

/// A customer who is charged single amounts, and owes or is owed.
@Suite struct `A credit balance` {
  private let place: BookPlace
  private let book: Book

  private static let start = CivilDate(iso: "2026-01-01")!

  init() throws {
    place = try BookPlace()
    book = try place.make()
    try place.run(
      """
      INSERT INTO account (id, name, currency, time_zone, opened) VALUES
        (1, 'A-1', 'USD', 'UTC', \(Self.start.daysSince1970)), (2, 'A-2', 'USD', 'UTC', \(Self.start.daysSince1970));
      INSERT INTO product (code, title, kind) VALUES ('ONE', 'Single', 'one_off');
      """, on: book)
  }

  private func charge(_ cents: Int64, _ day: CivilDate, _ reference: String) throws {
    try book.atChargeDesk(recordedAt: 1) { desk throws(BookError) in
      _ = try desk.enter(
        OneOffEntry(account: "A-1", product: "ONE", day: day, price: MinorUnits(.usd).text(cents), reference: reference))
    }
  }

  /// Closes a month with one line of so many cents.
  private func close(_ month: Int, _ cents: Int64) throws {
    let end = Self.month(month)
    try charge(cents, end.adding(days: -1), "one-\(month)")
    let report = try BillRun(book, .init(asOf: end, recordedAt: 1)).run()
    try #require(report.invoices == 1 && report.setAside.isEmpty, "\(report.setAside)")
  }

  /// The day on which a month from January 2026 on has ended.
  private static func month(_ month: Int) -> CivilDate {
    CivilDate(year: 2026 + month / 12, month: month % 12 + 1, day: 1)!
  }

  private func enter(_ kind: PaymentEntry.Kind, _ cents: Int64, _ day: CivilDate, _ reference: String, invoices: [String] = []) throws {
    try book.atPaymentDesk(recordedAt: 1) { desk throws(BookError) in
      _ = try desk.enter(
        PaymentEntry(
          kind: kind, account: "A-1", day: day, amount: MinorUnits(.usd).text(cents), currency: "USD", reference: reference,
          method: "bank", invoices: invoices))
    }
  }

  /// `INV-2 500` for what is open, `P-1 -300` for what is in hand.
  private func listed() throws -> [String] {
    try book.openItems(of: "A-1", on: Self.start).rows.map { row in
      guard case .text(let number) = row[1], case .decimal(let open) = row[6] else { return "?" }
      return "\(number) \(open.replacing(".", with: "").replacing(/^(-?)0+(?=\d)/) { $0.1 })"
    }
  }

  private func rows(_ sql: String) throws -> [String] { try place.rows(sql, of: book) }

  private func expectSound(_ context: String = "", at location: SourceLocation = #_sourceLocation) throws {
    let findings = try book.verify().outcomes.flatMap(\.findings)
    #expect(findings == [], "\(context)", sourceLocation: location)
    #expect(try place.hledger(book).hasPrefix("0 "), "\(context)", sourceLocation: location)
  }

  @Test func `of an invoice below zero settles what is open, and then what comes`() throws {
    try close(1, 1000)
    try close(2, -2500)
    #expect(try listed() == ["INV-2/credit -1500"])
    try close(3, 400)
    #expect(try listed() == ["INV-2/credit -1100"])
    // From the credit's invoice to those that it settled, in one list.
    #expect(
      try rows("SELECT i.number, x.amount FROM allocation x JOIN invoice i ON i.id = x.invoice JOIN payment p ON p.id = x.payment WHERE p.reference = 'INV-2/credit' ORDER BY x.id")
        == ["2|-2500", "1|1000", "3|400"])
    #expect(
      try rows("SELECT reference, memo FROM journal WHERE kind IN ('allocation', 'credit') ORDER BY id")
        == ["INV-2/credit|INV-2", "INV-1|INV-2/credit", "INV-3|INV-2/credit"])
    guard case .text(let shares) = try book.payments(of: "A-1").rows[0][10] else { return #expect(Bool(false)) }
    #expect(shares == "INV-1 10.00, INV-2 -25.00, INV-3 4.00")
    // Nothing is due any more, so nothing is late, however long ago it was.
    #expect(try book.ageing(on: Self.month(40)).rows == [
      [.text("A-1"), .text("USD"), .decimal("0.00"), .decimal("0.00"), .decimal("0.00"), .decimal("0.00"), .decimal("0.00"),
        .decimal("-11.00"), .decimal("-11.00")],
    ])
    try expectSound()
  }

  @Test func `is paid out without naming a payment, from all it came from, and never beyond`() throws {
    try close(1, -500)
    try enter(.payment, 300, Self.month(1), "P-1")
    try close(2, 100)
    #expect { try enter(.refund, 701, Self.month(2), "R-1") } throws: {
      "\($0)" == "payment R-1: a refund of 7.01, but the credit of account A-1 is 7.00; give no more than that"
    }
    // A charge on no invoice yet is owed too.
    try charge(50, Self.month(2), "open")
    #expect { try enter(.refund, 651, Self.month(2), "R-1") } throws: { "\($0)".contains("the credit of account A-1 is 6.50") }
    try enter(.refund, 450, Self.month(2), "R-1")
    try enter(.refund, 450, Self.month(2), "R-1")
    #expect { try enter(.refund, 200, Self.month(2), "R-1") } throws: { ($0 as? BookError)?.kind == .refused }
    #expect(try listed() == ["P-1 -250"])
    #expect(
      try rows("SELECT p.reference, r.amount FROM reversal r JOIN payment p ON p.id = r.reverses ORDER BY p.id")
        == ["INV-1/credit|400", "P-1|50"])
    #expect { try enter(.refund, 100, Self.month(2), "R-2", invoices: ["INV-2"]) } throws: { "\($0)".contains("of no invoice") }
    try expectSound()
  }

  @Test func `is no one's money where it was given up`() throws {
    try close(1, 1000)
    #expect { try enter(.writeOff, 1001, Self.month(1), "W-1") } throws: { "\($0)".contains("but 10.00 is open") }
    try enter(.payment, 400, Self.month(1), "P-1")
    try enter(.writeOff, 600, Self.month(1), "W-1")
    // 7.00 are credited: the 6.00 are owed no more, and 1.00 was paid too much.
    _ = try book.credit("INV-1", line: 1, amount: "7.00", reason: "", on: Self.month(1), recordedAt: 1)
    #expect(try listed() == ["P-1 -100"])
    #expect(try rows("SELECT sum(l.amount) FROM journal_line l JOIN ledger_account a ON a.id = l.ledger WHERE code = 'write_off'") == ["0"])
    try expectSound()
  }

  @Test func `of a credit note on a credit is taken back`() throws {
    try charge(-500, Self.start, "a")
    try charge(200, Self.start, "b")
    _ = try BillRun(book, .init(asOf: Self.month(1), recordedAt: 1)).run()
    #expect(try listed() == ["INV-1/credit -300"])
    _ = try book.credit("INV-1", line: 2, amount: "0.50", reason: "", on: Self.month(1), recordedAt: 1)
    #expect(try listed() == ["INV-1/credit -300", "CN-1/credit -50"])
    _ = try book.credit("INV-1", line: 1, amount: "-1.00", reason: "", on: Self.month(1), recordedAt: 1)
    #expect(try listed() == ["INV-1 100", "INV-1/credit -300", "CN-1/credit -50"])
    try book.atPaymentDesk(recordedAt: 1) { desk throws(BookError) in
      try desk.allocate(.account("A-1"), day: Self.month(1).daysSince1970)
    }
    #expect(try listed() == ["INV-1/credit -200", "CN-1/credit -50"])
    try expectSound()
  }

  /// Months of charges, credits, payments, refunds and what takes them back, beside a clerk's paper.
  @Test(arguments: UInt64(1)...12)
  func `is at any time what a clerk would make of it`(seed: UInt64) throws {
    var random = Seeded(seed)
    var model = OpenItemModel()
    var payments: [String] = []
    var totals: [Int64] = []
    var month = 1
    for step in 0..<50 {
      let day = Self.month(month)
      switch Int.random(in: 0..<7, using: &random) {
      case 0, 1, 2:
        month += 1
        let total = Int64.random(in: -1500...2500, using: &random)
        if total == 0 { continue }
        try close(month, total)
        totals.append(total)
        let date = Self.month(month).daysSince1970
        model.invoice("INV-\(totals.count)", day: date, due: date + 14, total: total)
      case 3:
        let amount = Int64.random(in: 1...3000, using: &random)
        try enter(.payment, amount, day, "P-\(step)")
        model.pay("P-\(step)", day: day.daysSince1970, amount: amount)
        payments.append("P-\(step)")
      case 4:
        let amount = Int64.random(in: 1...1500, using: &random)
        let isTaken = (try? enter(.refund, amount, day, "R-\(step)")) != nil
        #expect(isTaken == model.refund(amount), "step \(step)")
      case 5:
        guard let reference = payments.randomElement(using: &random) else { continue }
        payments.removeAll { $0 == reference }
        if model.chargeBack(reference) == 0 { continue }
        try book.atPaymentDesk(recordedAt: 1) { desk throws(BookError) in
          _ = try desk.reverse(.chargeback, payment: reference, amount: nil, reference: "C-\(step)", day: day, memo: "")
        }
      default:
        guard let place = totals.indices.filter({ totals[$0] > 0 }).randomElement(using: &random) else {
          try book.atPaymentDesk(recordedAt: 1) { desk throws(BookError) in
            try desk.allocate(.account("A-1"), day: day.daysSince1970)
          }
          model.setOff()
          continue
        }
        let amount = Int64.random(in: 1...totals[place], using: &random)
        totals[place] -= amount
        _ = try book.credit("INV-\(place + 1)", line: 1, amount: MinorUnits(.usd).text(amount), reason: "", on: day, recordedAt: 1)
        model.creditNote("INV-\(place + 1)", amount: amount)
      }
      #expect(try listed() == model.listed, "step \(step)")
      #expect(
        try rows("SELECT coalesce(sum(receivable + unbilled + unapplied), 0) FROM account_balance") == ["\(model.balance)"],
        "step \(step)")
    }
    try expectSound()
  }
}
