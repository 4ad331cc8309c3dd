import Testing

/// Account A has 10 minutes and 10 USD to spend at least, as B and C; the second half of June came first.
@Suite struct `Settling` {
  private let place: Workplace

  private static let options = "--plan plan.yaml --subscribers who.csv --time-zone UTC"

  init() throws {
    place = try Workplace()
    try place.write(
      "plan.yaml",
      "name: retail\ncurrency: USD\nallowances: [{name: included, amount: 10, unit: minutes, shared: account}]\n"
        + "commitments: [{name: min-10, minimum: \"10.00\"}]\ndecks: [{file: deck.csv}]\n")
    try place.write("deck.csv", "prefix,destination,rate_per_minute,first_interval_s,next_interval_s\n*,World,0.60,60,60\n")
    try place.write("who.csv", "service,account,valid_from\n12025554420,A,\n12025554421,A,\n12025554430,B,2026-06-11\n12025554440,C,\n")
    func calls(_ days: ClosedRange<Int>, of service: String, _ seconds: Int) -> String {
      days.map { "r\($0),\(service),442079460100,2026-06-\($0 < 10 ? "0" : "")\($0)T09:00:00Z,\(seconds)\n" }.joined()
    }
    try place.write("second.csv", Workplace.header + calls(5...11, of: "12025554420", 60))
    try place.write(
      "first.csv",
      Workplace.header + calls(1...4, of: "12025554421", 120) + "b,12025554430,442079460100,2026-06-20T09:00:00Z,60\n"
        + "july,12025554420,442079460100,2026-07-02T09:00:00Z,600\n")
    let rated = try place.shell(
      "$T rate \(Self.options) --allowances state -o 1.csv second.csv 2>&1 && $T rate \(Self.options) --allowances state -o 2.csv first.csv")
    #expect(rated.status == 0, "\(rated.messages)")
  }

  private func settle(_ until: String, _ output: String, _ inputs: String, _ options: String = Self.options) throws -> Workplace.Outcome {
    try place.shell("$T allowances settle state \(options) --until \(until) -o \(output) \(inputs)")
  }

  /// Of each row: record, account, what allowances gave, charge, kind and period.
  private func corrections(_ name: String) throws -> [String] {
    let rows = try place.text(name).split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return rows.dropFirst().map { row in
      ([row[0], row[3], row[13], row[16], row[18]] + row.suffix(3)).joined(separator: " ")
    }
  }

  /// In order the calls of the 1st to the 4th take 8 minutes, those of the 5th and 6th the last two.
  private static let june = [
    "r2 A World included:120:360 -0.6 difference 2026-06-01 2026-07-01",
    "r3 A World included:120:240 -1.2 difference 2026-06-01 2026-07-01",
    "r4 A World included:120:120 -1.2 difference 2026-06-01 2026-07-01",
    "r7 A World  0.6 difference 2026-06-01 2026-07-01", "r8 A World  0.6 difference 2026-06-01 2026-07-01",
    "r9 A World  0.6 difference 2026-06-01 2026-07-01", "r10 A World  0.6 difference 2026-06-01 2026-07-01",
    "r11 A World  0.6 difference 2026-06-01 2026-07-01",
    " A min-10  7 shortfall 2026-06-01 2026-07-01", " B min-10  10 shortfall 2026-06-01 2026-07-01",
    " C min-10  10 shortfall 2026-06-01 2026-07-01",
  ]

  @Test func `yields what differs from what was charged, and what minimums lack`() throws {
    let settled = try settle("2026-07-01", "c.csv", "first.csv second.csv")
    #expect(settled.status == 0 && settled.messages == "8 charges differ, 3 charges of cycles: 27 USD\n", "\(settled.messages)")
    #expect(try corrections("c.csv") == Self.june)
    let listed = try place.tollbook("allowances", "state", "--format", "csv")
    #expect(listed.rows.contains("A,,account,retail,commitment,min-10,2026-06-01,USD,,,,3,,,USD,,7,"))
    #expect(listed.rows.contains("C,,account,retail,commitment,min-10,2026-06-01,USD,,,,0,,,USD,,10,"))
  }

  @Test func `comes to the same bytes under other names, on other threads, and after it was killed`() throws {
    let outcome = try place.shell(
      "cp state before; $T allowances settle state \(Self.options) --until 2026-07-01 -o c.csv first.csv second.csv; "
        + "$T allowances state --format csv >c.txt; cp first.csv x; cp second.csv y; "
        + "for n in 1 2 3 4; do cp before state; $T allowances settle state \(Self.options) --threads $n --until 2026-07-01 -o d.csv y x; "
        + "cmp c.csv d.csv; $T allowances state --format csv | cmp - c.txt; done; "
        // The output was there, the state not yet.
        + "cp before state; $T allowances settle state \(Self.options) --until 2026-07-01 -o d.csv y x; cmp c.csv d.csv; "
        + "for wait in 0.01 0.02 0.04 0.06 0.08 0.1 0.15 0.2; do rm -f state* d.csv; cp before state; "
        + "$T allowances settle state \(Self.options) --until 2026-07-01 -o d.csv y x 2>/dev/null & sleep $wait; kill -9 $! 2>/dev/null; wait $! 2>/dev/null; "
        + "$T allowances settle state \(Self.options) --until 2026-07-01 -o d.csv y x 2>err || grep -q 'settled up to then already' err; "
        + "cmp c.csv d.csv; $T allowances state --format csv | cmp - c.txt; done")
    #expect(outcome.status == 0 && outcome.text == "", "\(outcome.text) \(outcome.messages)")
  }

  @Test func `yields nothing the second time, and does not replace what it yielded`() throws {
    _ = try settle("2026-07-01", "c.csv", "first.csv second.csv")
    let listed = try place.tollbook("allowances", "state").text
    let again = try settle("2026-07-01", "d.csv", "first.csv second.csv")
    #expect(again.messages == "settled before, and left out: second.csv\n0 charges differ, 0 charges of cycles\n", "\(again.messages)")
    #expect(try place.text("d.csv").split(separator: "\n").count == 1)
    #expect(try place.tollbook("allowances", "state").text == listed)
    let same = try settle("2026-07-01", "c.csv", "first.csv")
    #expect(same.status == 1 && same.messages.contains("c.csv, which may have its rows, would be replaced"), "\(same.messages)")
    #expect(try corrections("c.csv") == Self.june)
  }

  /// The usage of July is read again, that of June is not asked for any more.
  @Test func `corrects a settled cycle by what came late`() throws {
    _ = try settle("2026-07-01", "c.csv", "first.csv second.csv")
    try place.write(
      "late.csv",
      Workplace.header + "late,12025554440,442079460100,2026-06-04T09:00:00Z,1200\nl2,12025554440,442079460100,2026-07-04T09:00:00Z,1200\n"
        + "l1,12025554421,442079460100,2026-07-01T09:00:00Z,60\n")
    let rated = try place.shell("$T rate \(Self.options) --allowances state -o 3.csv late.csv")
    #expect(rated.status == 0, "\(rated.messages)")
    let settled = try settle("2026-08-01", "d.csv", "late.csv first.csv")
    #expect(settled.status == 0, "\(settled.messages)")
    #expect(try corrections("d.csv") == [
      "l1 A World included:60:540 -0.6 difference 2026-07-01 2026-08-01",
      "july A World included:540:0 0.6 difference 2026-07-01 2026-08-01",
      " A min-10  9.4 shortfall 2026-07-01 2026-08-01", " B min-10  10 shortfall 2026-07-01 2026-08-01",
      " C min-10  -6 correction 2026-06-01 2026-07-01", " C min-10  4 shortfall 2026-07-01 2026-08-01",
    ])
  }

  @Test(arguments: [
    ("2026-07-01", "first.csv", options, "second.csv, SHA-256 "),
    ("2026-07-01", "first.csv second.csv who.csv nowhere.csv", options, "who.csv: nothing of it was counted; rate it first, or leave it out\nnowhere.csv: "),
    ("2026-07-01", "first.csv second.csv", options.replacing("plan.yaml", with: "dear.yaml"), "usage does not come to the state that is kept"),
    ("2026-07-01", "first.csv second.csv", options.replacing("who.csv", with: "few.csv"), "account 'B' used something since the last settling"),
    ("2026-07-01", "first.csv second.csv", options.replacing("plan.yaml", with: "other.yaml"), "plan 'retail' used something since"),
    ("yesterday", "first.csv second.csv", options, "--until yesterday is no time"),
    ("2026-07-01", "-", options, "standard input cannot be"),
  ])
  func `is refused, and nothing written, where things are not as they were`(
    until: String, inputs: String, options: String, message: String
  ) throws {
    _ = try place.shell(
      "sed 's/amount: 10/amount: 9/' plan.yaml >dear.yaml; sed 's/name: retail/name: other/' plan.yaml >other.yaml; grep -v 12025554430 who.csv >few.csv")
    let before = try place.tollbook("allowances", "state").text
    let settled = try settle(until, "c.csv", inputs, options)
    #expect(settled.status != 0 && settled.messages.contains(message), "\(settled.messages)")
    #expect(try !place.exists("c.csv") && place.partials.isEmpty)
    #expect(try place.tollbook("allowances", "state").text == before)
    let after = try settle("2026-07-01", "c.csv", "first.csv second.csv")
    #expect(try after.status == 0 && corrections("c.csv") == Self.june, "\(after.messages)")
  }

  @Test func `does not go back`() throws {
    _ = try settle("2026-07-01", "c.csv", "first.csv second.csv")
    let back = try settle("2026-06-30", "d.csv", "first.csv")
    #expect(back.status == 1 && back.messages == "tollbook: state: it is settled up to 2026-07-01T00:00:00+00:00 already; give a later --until\n")
    let none = try place.shell("$T allowances settle nowhere \(Self.options) --until 2026-07-01 -o d.csv first.csv")
    #expect(none.status == 1 && none.messages.contains("there is no state of allowances") && !place.exists("nowhere"))
  }
}
