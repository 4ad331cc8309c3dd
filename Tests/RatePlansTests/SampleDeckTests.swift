import Foundation
import RatePlans
import Telecom
import Testing

/// What `samples/decks` and `rateplans` say; each deck was read by eye.
@Suite struct `Sample decks` {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path()

  private static func tariff(_ name: String) throws(ProblemReport) -> (Tariff, RatePlan, [Problem]) {
    let loaded = try RatePlanLoader.load(root + "/samples/decks/" + name)
    return (loaded.plan.tariffs[0], loaded.plan, loaded.warnings)
  }

  @Test(arguments: [
    // folder, rows
    ("decimal-comma", ["262 0.09/60 1/1", "376 0.0421/60 1/1", "3763 0.1875/60 1/1", "870 1234.5/60 1/1"]),
    ("plus-prefix", ["34 0.018/60 1/1", "351 0.021/60 1/1 fee 0.021", "3519 0.084/60 60/60 fee 0.084"]),
    ("implied-decimals", ["33 0.0095/60 1/1", "336 0.0699/60 1/1", "337 0.0699/60 1/1", "870 4.55/60 1/1"]),
    ("npanxx", ["1212555 0.0041/60 6/6", "1212556 0.0123/60 6/6", "1907200 0.0987/60 6/6"]),
    ("switch-export", ["1 0.05/60 30/60", "44 0.06/60 30/60 fee 0.02"]),
    ("pattern-prefix", ["33 0.011/60 1/1", "39 0.013/60 60/60 fee 0.01", "44 0.012/60 1/1", "447 0.035/60 6/6"]),
    ("dated-card", [
      "1613299 1/60 30/6 from 2025-01-01 to 2026-01-01", "1613299 1.25/60 60/6 from 2026-01-01",
      "1819223 0.75/60 60/60 fee 0.05 from 2025-01-01",
    ]),
    ("amendment", [
      "521 0.0151/60 60/60 from 2026-06-01", "5511 0.0081/60 30/6 from 2026-06-01", "84 0.061/60 60/1 from 2025-08-07",
      "93 0.1747/60 1/1 from 2025-04-20", "9376 0.183/60 1/1 from 2025-09-21",
    ]),
    ("az/az.csv", [
      "43 0.0061/60 1/1 from 2026-09-01", "43650 0.0385/60 60/1 from 2026-09-21", "43664 0.0385/60 60/1 from 2026-09-21",
      "43676 0.0385/60 60/1 from 2026-09-21", "43677 0.0385/60 60/1 from 2026-09-21", "43678 0.0385/60 60/1 from 2026-09-21",
      "519 0.0124/60 60/60 from 2026-10-01", "870 0/60 60/60 from 2026-10-01 blocked",
    ]),
    ("npanxx-jurisdictions", [
      "1212555 0.0021/60 6/6 interstate", "1212555 0.0134/60 6/6 intrastate", "1212555 0.0134/60 6/6 indeterminate",
      "1212556 0.0035/60 6/6 interstate", "1212556 0.0088/60 6/6 intrastate",
      "1907200 0.0987/60 6/6 intrastate", "1907200 0.0987/60 6/6 indeterminate",
      "19072001 0.0712/60 6/6 interstate", "19072001 0.0987/60 6/6 intrastate", "19072001 0.0987/60 6/6 indeterminate",
    ]),
    ("lata-ocn/lata-ocn.csv", [
      "* 0.0062/60 6/6 interstate", "* 0.035/60 6/6 intrastate", "* 0.035/60 6/6 indeterminate",
      "OCN9104 0.0031/60 6/6 interstate", "OCN9104 0.0098/60 6/6 intrastate",
      "LATA132 0.0025/60 6/6 interstate", "LATA132 0.0142/60 6/6 indeterminate",
      "LATA224/OCN073H 0.0044/60 6/6 interstate", "LATA224/OCN073H 0.0267/60 6/6 intrastate", "LATA224/OCN073H 0.0267/60 6/6 indeterminate",
      "LATA224/OCN9206 0.0018/60 6/6 interstate", "LATA224/OCN9206 0.0121/60 6/6 intrastate", "LATA224/OCN9206 0.0121/60 6/6 indeterminate",
    ]),
    ("npa-nxx/npa-nxx.csv", [
      "1212555 0.0021/60 6/6 interstate", "1212555 0.0134/60 6/6 intrastate", "1212556 0.0035/60 6/6 interstate",
      "1212556 0.0088/60 6/6 intrastate", "1907200 0.0987/60 6/6 intrastate", "19072001 0.0712/60 6/6 interstate",
      "19072001 0.0987/60 6/6 intrastate",
    ]),
    ("by-name", [
      "39 0.018/60 1/1", "393 0.216/60 1/1 band 0", "393 0.144/60 1/1 band 1", "43 0.0432/60 1/1",
    ]),
  ])
  func `mean this`(name: String, rows: [String]) throws {
    let (tariff, plan, warnings) = try Self.tariff(name)
    #expect(rowTexts(tariff, zone: plan.zone) == rows)
    #expect(warnings.isEmpty)
  }

  @Test func `in three tables mean this, a maximum of 0 being none`() throws {
    let (tariff, _, warnings) = try Self.tariff("three-tables")
    #expect(
      rowTexts(tariff) == [
        "33 0.01/1 1/1", "44161 0.2/60 60/60 fee 0.4", "44161 0.1/60 1/1 after 60", "4420 0.2/60 60/60 fee 0.4",
        "4420 0.1/60 1/1 after 60",
      ])
    #expect(tariff.rows.map(\.maximumChargeNanos) == [1_500_000_000, .max, .max, .max, .max])
    // A call keeps the increments of its first minute.
    #expect(warnings.map(\.message) == ["44161", "4420"].map {
      "prefix \($0): the increments 1/1 from second 60 on are never used; a call keeps those of its first row, 60/60 at line 2"
    })
  }

  @Test func `of a rate notice mean what its list of codes says`() throws {
    let (tariff, plan, _) = try Self.tariff("rate-notice")
    let expected = try String(contentsOfFile: Self.root + "/samples/decks/rate-notice/expected.csv", encoding: .utf8)
    let lines = expected.split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",").map(String.init)
      return "\(cells[0]) \(cells[3])/60 \(cells[4])/\(cells[5])\(cells[1] == "ASAP" ? "" : " from \(cells[1])")\(cells[2] == "1" ? " blocked" : "")"
    }
    #expect(rowTexts(tariff, zone: plan.zone).sorted() == lines.sorted())
    #expect(tariff.rows.map(tariff.destination).contains("Austria Mobile - A1"))
  }

  @Test func `keep the line of the deck, through banners, line feeds and joins`() throws {
    let (amendment, _, _) = try Self.tariff("amendment")
    #expect(amendment.rows.map(\.line) == [13, 11, 14, 10, 9])  // 521, 5511, 84, 93, 9376
    let (joined, _, _) = try Self.tariff("by-name")
    #expect(joined.rows.map(\.line) == [5, 3, 4, 2])  // 39, 393 peak, 393 off-peak, 43
  }

  @Test(arguments: ["retail-us", "retail-eu", "wholesale-az", "wholesale-az/az.csv", "isp", "zone-matrix"])
  func `of the plans that come with the program have no problems`(name: String) throws {
    let loaded = try RatePlanLoader.load(Self.root + "/rateplans/" + name)
    #expect(loaded.warnings.isEmpty)
  }

  @Test(arguments: [
    // plan, number, time → price per minute
    ("retail-us", "12125550100", "2026-11-20T12:00:00-05:00", "0.049"),  // Friday noon
    ("retail-us", "12125550100", "2026-11-20T19:00:00-05:00", "0.035"),
    ("retail-us", "12125550100", "2026-11-26T12:00:00-05:00", "0.029"),  // Thanksgiving
    ("retail-us", "19005550100", "2026-11-20T12:00:00-05:00", "blocked"),
    ("retail-eu", "4930123456", "2026-06-30T23:59:59+02:00", "0.029"), ("retail-eu", "4930123456", "2026-07-01T00:00:00+02:00", "0.019"),
    ("retail-eu", "4915112345678", "2026-11-21T12:00:00+01:00", "0.119"),
  ])
  func `of the plans that come with the program price calls`(plan: String, number: String, time: String, price: String) throws {
    let plan = try RatePlanLoader.load(Self.root + "/rateplans/" + plan).plan
    let start = try #require(Timestamp(rfc3339: time))
    let tariff = try #require(plan.tariff(.seconds))
    let called = try #require(PhoneNumber(number))
    let band = plan.bands.band(at: start.milliseconds / 1000)
    let chosen = try #require(tariff.choose(called, band: band, jurisdiction: -1, at: start.milliseconds))
    let row = tariff.rows[Int(chosen.row)]
    #expect((row.blocked ? "blocked" : Decimal9.text(row.rateNanos)) == price)
  }
}
