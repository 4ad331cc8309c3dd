import Testing

@testable import BillingStore

@Suite struct `A bill run beside other closings` {
  /// A-3's cycle ends a day before the others': when it is closed, they are chosen, and not computed yet.
  @Test func `says of an account that it was closed meanwhile`() throws {
    let at = try BillBook()
    for account: Int64 in 1...4 { try at.use(account, "2026-01-20") }
    var isClosed = false
    let report = try BillRun(at.book, .init(asOf: BillBook.day("2026-02-01"), recordedAt: 5)) { _, _, _ in
      guard !isClosed else { return }
      isClosed = true
      _ = try! at.book.close("A-2", on: BillBook.day("2026-02-01"), isFinal: false, actor: "", recordedAt: 5)
      try! at.use(2, "2026-01-25")
    }.run()
    #expect(report.setAside.map(\.account) == ["A-2"])
    #expect(report.setAside.first?.reason == "its invoice INV-2, up to 2026-02-01, was closed meanwhile; run the bill run again for what is left")
    #expect(try at.rows("SELECT count(*) FROM invoice WHERE account = 2") == ["1"])
    try at.expectSound()
  }
}
