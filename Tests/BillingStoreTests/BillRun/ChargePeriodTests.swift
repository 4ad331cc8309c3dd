import Telecom
import Testing

@testable import BillingStore

/// What the notes on the columns promise, on an account billed on the 1st.
@Suite struct `What columns of the catalogue do` {
  private let place: BookPlace
  private let book: Book

  init() throws {
    place = try BookPlace()
    book = try place.make()
    try place.take(.accounts, "name,currency,opened\nA-1,USD,2026-01-01\n", into: book)
    try place.take(.products, "code,kind,position\nALPHA,recurring,2\nBETA,recurring,1\nGAMMA,recurring,2\nFEE,one_off,\n", into: book)
    try place.take(.prices, "product,currency,price\nALPHA,USD,89\nBETA,USD,30\nGAMMA,USD,10\nFEE,USD,6\n", into: book)
  }

  private func bill(_ day: String) throws {
    let report = try BillRun(book, .init(asOf: CivilDate(iso: day)!, recordedAt: 1)).run()
    try #require(report.setAside.isEmpty)
  }

  private func lines(_ where: String = "1") throws -> [String] {
    try place.rows(
      """
      SELECT i.number, l.product, date(l.period_from * 86400, 'unixepoch'), date(l.period_to * 86400, 'unixepoch'), l.amount
      FROM invoice_line l JOIN invoice i ON i.id = l.invoice WHERE \(`where`) ORDER BY i.number, l.position
      """, of: book)
  }

  @Test func `an empty anchor lets quarters begin with the cycle of the first day`() throws {
    try place.take(
      .charges,
      "name,account,product,frequency,anchor,timing,start_day\nown,A-1,ALPHA,quarterly,,arrears,2026-02-15\ncalendar,A-1,ALPHA,quarterly,2026-01-01,arrears,2026-02-15\n",
      into: book)
    try bill("2026-08-01")
    // From 1 February: 75 of 89 days of 89.00. By the calendar: 45 of 90 days, to the end of March.
    #expect(try lines() == [
      "1|ALPHA|2026-02-15|2026-04-01|4450", "2|ALPHA|2026-02-15|2026-05-01|7500", "3|ALPHA|2026-04-01|2026-07-01|8900",
      "4|ALPHA|2026-05-01|2026-08-01|8900",
    ])
  }

  @Test func `the first invoice of a charge in advance has two periods, later ones one`() throws {
    try place.take(.charges, "name,account,product,start_day\nb,A-1,BETA,2026-01-01\n", into: book)
    try bill("2026-03-01")
    #expect(try lines() == [
      "1|BETA|2026-01-01|2026-02-01|3000", "1|BETA|2026-02-01|2026-03-01|3000", "2|BETA|2026-03-01|2026-04-01|3000",
    ])
  }

  @Test func `positions order lines, then codes`() throws {
    try place.take(
      .charges, "name,account,product,timing,start_day\na,A-1,GAMMA,arrears,2026-01-01\nb,A-1,ALPHA,arrears,2026-01-01\nc,A-1,BETA,arrears,2026-01-01\n", into: book)
    try bill("2026-02-01")
    #expect(try lines().map { $0.split(separator: "|")[1] } == ["BETA", "ALPHA", "GAMMA"])
    #expect(try book.verify([.reproduction, .arithmetic]).isSound)
  }

  @Test func `a discount without a product covers usage too`() throws {
    try place.take(.products, "code,kind\nCALLS,usage\n", into: book)
    try place.take(.discounts, "name,kind,value\nall,percent,10\nfee,percent,50\n", into: book)
    try place.take(.discounts, "name,product\nfee,FEE\n", into: book)
    try place.run("INSERT INTO service (id, name, type, account) VALUES (1, 's', 'voice', 1)", on: book)
    try UsageRows.insert(
      [.init(account: 1, service: 1, day: CivilDate(iso: "2026-01-05")!, item: "CALLS", seconds: 60, charge: 2_000_000_000)], into: book)
    try book.atChargeDesk(recordedAt: 1) { desk throws(BookError) in
      _ = try desk.enter(OneOffEntry(account: "A-1", product: "FEE", day: CivilDate(iso: "2026-01-09")!, reference: "f"))
    }
    try bill("2026-02-01")
    // 2.00 less a tenth; 6.00 less a tenth, and half of the rest.
    #expect(try lines().map { $0.split(separator: "|").suffix(1).joined() } == ["200", "-20", "600", "-60", "-270"])
  }
}
