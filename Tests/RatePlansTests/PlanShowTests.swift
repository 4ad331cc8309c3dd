import RatePlans
import Telecom
import Testing

@Suite struct `Showing a plan` {
  private static func show() throws -> PlanShow {
    let files = try PlanFiles([
      "plan.yaml": """
      name: shown
      currency: USD
      bands: [{name: peak, days: mon-fri, from: "08:00", to: "19:00"}]
      decks: [{file: deck.csv}]
      """,
      "deck.csv": """
      prefix,destination,rate_per_minute,first_interval_s,next_interval_s,effective_from,effective_to,band,from_s
      44,United Kingdom,0.02,60,6,,,,
      4420,London,0.01,60,6,2025-01-01,2026-01-01,,
      4420,London,0.012,60,6,2026-01-01,,,
      4420,London,0.015,60,6,2026-01-01,,peak,
      4420,London,0.008,60,6,2026-01-01,,,180
      4420,London,0.02,60,6,2027-01-01,,,
      """,
    ])
    let loaded = try files.load()
    return PlanShow(plan: loaded.plan, warnings: loaded.warnings.count)
  }

  @Test(arguments: [
    // number, start → what becomes of each row, by its line
    ("442071234567", "2026-11-20T12:00:00Z",
      [(3, "no_longer_in_force"), (4, "outranked"), (5, "wins"), (6, "later_step"), (7, "not_yet_in_force"), (2, "longer_prefix_wins")]),
    ("442071234567", "2026-11-21T12:00:00Z",
      [(3, "no_longer_in_force"), (4, "wins"), (5, "other_band"), (6, "later_step"), (7, "not_yet_in_force"), (2, "longer_prefix_wins")]),
    ("442071234567", "2024-11-21T12:00:00Z",
      [(3, "not_yet_in_force"), (4, "not_yet_in_force"), (5, "not_yet_in_force"), (6, "not_yet_in_force"), (7, "not_yet_in_force"), (2, "wins")]),
    ("33", "2026-11-20T12:00:00Z", []),
  ] as [(String, String, [(Int32, String)])])
  func `says what becomes of each row`(number: String, time: String, verdicts: [(Int32, String)]) throws {
    let plan = try Self.show().plan
    let start = try #require(Timestamp(rfc3339: time)).milliseconds
    let called = try #require(PhoneNumber(number))
    let found = RowVerdict.all(
      of: plan.tariffs[0], to: called, band: plan.bands.band(at: start / 1000),
      jurisdiction: -1, at: start)
    #expect(found.map { plan.tariffs[0].rows[$0.row].line } == verdicts.map(\.0))
    #expect(found.map(\.reason.rawValue) == verdicts.map(\.1))
  }

  @Test func `prints the rows side by side`() throws {
    let show = try Self.show()
    let start = try #require(Timestamp(rfc3339: "2026-11-20T12:00:00Z"))
    let text = show.rows(
      of: show.plan.tariffs[0], to: ShownNumber(try #require(PhoneNumber("44201")), dialled: "44201"), at: start, jurisdiction: nil, as: .text)
    let lines = text.split(separator: "\n")
    #expect(lines.first == "44201 at 2026-11-20T12:00:00+00:00, band peak under shown")
    #expect(lines.count == 7)
    #expect(lines[3].hasPrefix(">  4420  London          0.015 per 60 s  60/6  from 2026-01-01"))
    #expect(lines[3].hasSuffix("deck.csv:5  wins"))
  }

  @Test func `prices a short number by a row for all its digits or the default`() throws {
    let files = try PlanFiles(["deck.csv": "prefix,rate_per_minute\n*,5\n9,1\n91,2\n911$,0\n411,3\n"])
    let tariff = try files.load("deck.csv").plan.tariffs[0]
    func verdicts(_ number: String) throws -> [String] {
      let called = try #require(PhoneNumber(number))
      return RowVerdict.all(of: tariff, to: called, isShort: true, band: -1, jurisdiction: -1, at: 0)
        .map { "\($0.prefix) \($0.code)" }
    }
    #expect(try verdicts("911") == ["911$ wins", "91 short_number", "9 short_number", "* longer_prefix_wins"])
    #expect(try verdicts("912") == ["91 short_number", "9 short_number", "* wins"])
    #expect(try verdicts("411") == ["411 wins", "* longer_prefix_wins"])
  }

  @Test func `summarises it`() throws {
    let text = try Self.show().summary(as: .text)
    #expect(text.contains("plan              shown\n"))
    #expect(text.contains("seconds           6 rows, 2 prefixes\n"))
    let json = try Self.show().summary(as: .json)
    #expect(json.hasPrefix("{\"plan\":\"shown\",\"currency\":\"USD\",\"time_zone\":\"UTC\""))
  }
}
