import Billing
import Telecom
import TestSupport
import Testing

@testable import BillingStore

/// Two lines with a discount on each, a third and a credit, and a tax: INV-1 of A-1.
@Suite struct `A credit note` {
  private let place: BookPlace
  private let book: Book
  private static let day = CivilDate(iso: "2026-02-03")!

  init() throws {
    place = try BookPlace()
    book = try place.make()
    try place.run(
      """
      INSERT INTO account (id, name, currency, time_zone, opened) VALUES (1, 'A-1', 'USD', 'UTC', 20454);
      INSERT INTO product (code, title, kind) VALUES ('DID', 'Number', 'one_off'), ('FAX', 'Fax', 'one_off'), ('GIFT', 'Gift', 'one_off');
      INSERT INTO tax_rule (name, authority, percent, valid_from) VALUES ('Sales tax', 'NJ', 6625000000, 0);
      INSERT INTO discount (name, account, product, kind, value, valid_from) VALUES
        ('welcome', 1, 'DID', 'amount', 3000000000, 0), ('gift', 1, 'GIFT', 'percent', 100000000000, 0);
      """, on: book)
    for (product, price) in [("DID", "6.00"), ("FAX", "4.01"), ("FAX", "-1.50"), ("GIFT", "2.00")] {
      try book.atChargeDesk(recordedAt: 1) { desk throws(BookError) in
        _ = try desk.enter(
          OneOffEntry(account: "A-1", product: product, day: CivilDate(iso: "2026-01-09")!, price: price, reference: product + price))
      }
    }
    _ = try BillRun(book, .init(asOf: CivilDate(iso: "2026-02-01")!, recordedAt: 1)).run()
    #expect(
      try place.rows("SELECT section, product, amount FROM invoice_line ORDER BY position", of: book) == [
        "one_off|DID|600", "discount|DID|-300", "one_off|FAX|401", "one_off|FAX|-150", "one_off|GIFT|200", "discount|GIFT|-200",
        "tax|NJ|37",
      ])
  }

  @discardableResult
  private func credit(_ line: Int?, _ amount: String? = nil) throws -> [String] {
    let number = try book.credit("INV-1", line: line, amount: amount, reason: "", on: Self.day, recordedAt: 1)
    #expect(try book.verify().outcomes.flatMap(\.findings) == [])
    return try place.rows(
      "SELECT c.position, c.amount FROM credit_note_line c JOIN invoice i ON i.id = c.invoice WHERE i.number = \(number.number) AND i.kind = 'credit_note' ORDER BY 1",
      of: book)
  }

  @Test func `takes the discount of a line back with it`() throws {
    #expect(try credit(1) == ["0|600", "1|-300", "6|20"])
  }

  @Test func `takes a part of line and discount for a part of what the line came to`() throws {
    #expect(try credit(1, "1.01") == ["0|202", "1|-101", "6|7"])
    #expect(try credit(1) == ["0|398", "1|-199", "6|13"])
    #expect(try credit(nil) == ["2|401", "3|-150", "6|17"])
    #expect { try credit(nil) } throws: { "\($0)" == "nothing is left of invoice INV-1 to be credited" }
  }

  @Test(arguments: [  // line, amount
    (1, "3.01", "invoice INV-1, line 1: credit of 301 minor units, but 300 are left; credit at most that"),
    (2, nil, "invoice INV-1, line 2 is a discount on line 1; credit that line, its discounts go with it"),
    (2, "-1.00", "invoice INV-1, line 2 is a discount on line 1; credit that line, its discounts go with it"),
    (5, nil, "nothing is left of invoice INV-1, line 5, to be credited"),
    (7, nil, "invoice INV-1 has the lines 1 to 6, and taxes that go with them; there is no line 7"),
  ])
  func `refuses what was not charged`(line: Int, amount: String?, message: String) throws {
    #expect { try credit(line, amount) } throws: { "\($0)" == message }
  }

  /// Lines, parts and the whole, in any order: the customer gets back what was charged, to the cent.
  @Test(arguments: UInt64(1)...6)
  func `returns all in any order and no more`(seed: UInt64) throws {
    var random = Seeded(seed)
    var left: [Int: Int64] = [1: 300, 3: 401, 4: -150]
    for step in 0... {
      guard let line = left.keys.sorted().randomElement(using: &random) else { break }
      switch (step, Int.random(in: 0..<4, using: &random)) {
      case (6..., _):
        try credit(nil)
        left = [:]
      case (_, 0):
        try credit(line)
        left[line] = nil
      default:
        let amount = left[line]!.signum() * .random(in: 1...abs(left[line]!), using: &random)
        try credit(line, MinorUnits(.usd).text(amount))
        left[line] = left[line] == amount ? nil : left[line]! - amount
      }
    }
    #expect(try place.rows("SELECT sum(total_due) FROM invoice", of: book) == ["0"])
    #expect(try place.rows("SELECT receivable + unapplied FROM account_balance", of: book) == ["0"])
  }
}
