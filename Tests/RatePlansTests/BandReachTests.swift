import RatePlans
import Telecom
import TestSupport
import Testing

@Suite struct `Bands that never hold` {
  /// Names of the bands that check says never hold, in their order.
  private static func absent(_ problems: [String]) -> [String] {
    problems.compactMap { problem in
      guard problem.contains("warning the band "), problem.contains(" never holds") else { return nil }
      return problem.split(separator: " band ")[1].split(separator: " ").first.map(String.init)
    }
  }

  private static func files(_ bands: [String], rows: String = "44,1,\n") throws -> PlanFiles {
    try PlanFiles([
      "plan.yaml": "currency: USD\ndecks: [{file: deck.csv}]\nbands:\n" + bands.map { "  - {\($0)}\n" }.joined(),
      "deck.csv": "prefix,rate_per_minute,band\n" + rows,
    ])
  }

  @Test(arguments: [
    // bands, problems
    (["name: always", "name: peak, days: mon-fri"],
      ["plan.yaml:5:5 warning the band peak never holds: always before it holds whenever it would"]),
    (["name: peak, days: mon-fri", "name: always"], []),
    // Partly is fine, and so is what is left over midnight.
    (["name: day, from: \"08:00\", to: \"20:00\"", "name: long, from: \"07:59:59\", to: \"20:00\""], []),
    (["name: day, from: \"06:00\", to: \"24:00\"", "name: night, from: \"23:00\", to: \"06:00:01\""], []),
    (["name: day, from: \"06:00\", to: \"24:00\"", "name: late, from: \"23:00\", to: \"00:00\""],
      ["plan.yaml:5:5 warning the band late never holds: day before it holds whenever it would"]),
    (["name: mon, days: mon, from: \"22:00\", to: \"06:00\"", "name: tue, days: tue, to: \"06:00\""],
      ["plan.yaml:5:5 warning the band tue never holds: mon before it holds whenever it would"]),
    (["name: a, days: mon-thu", "name: b, days: fri", "name: c, days: sat-sun", "name: d, months: may", "name: e"],
      ["plan.yaml:7:5 warning the band d never holds: a, b and c before it hold whenever it would",
        "plan.yaml:8:5 warning the band e never holds: a, b and c before it hold whenever it would"]),
    // By the calendar.
    (["name: end, month_days: 28-31", "name: leap, months: feb, month_days: 29"],
      ["plan.yaml:5:5 warning the band leap never holds: end before it holds whenever it would"]),
    (["name: end, month_days: 28, months: feb", "name: leap, months: feb, month_days: 28-29"], []),
    (["name: leap, months: feb, month_days: 29, days: mon", "name: rest, days: mon, months: feb, month_days: 29, years: 2028"],
      ["plan.yaml:5:5 warning the band rest never holds: no day is all that its days, dates, months, month_days and years ask for"]),
    (["name: wrong, dates: [2026-12-25], days: sat-sun", "name: none, months: feb, month_days: 30"],
      ["plan.yaml:4:5 warning the band wrong never holds: no day is all that its days, dates, months, month_days and years ask for",
        "plan.yaml:5:5 warning the band none never holds: no day is all that its days, dates, months, month_days and years ask for"]),
    (["name: year, years: [2026, 2027]", "name: holiday, dates: [2026-12-25, 2027-01-01]"],
      ["plan.yaml:5:5 warning the band holiday never holds: year before it holds whenever it would"]),
    (["name: year, years: [2026, 2027]", "name: holiday, dates: [2026-12-25, 2028-01-01]"], []),
    // The last night of a year goes on into the next.
    (["name: year, years: 2026", "name: night, dates: [2026-12-31], from: \"22:00\", to: \"02:00\""], []),
    // Where a band has an error nothing is said of any.
    (["name: always", "name: peak, days: someday"], ["plan.yaml:5:24 error days cannot be someday"]),
  ])
  func `are told with what hides them`(bands: [String], problems: [String]) throws {
    #expect(try Self.files(bands).problems() == problems)
  }

  @Test func `are told once for each deck's rows`() throws {
    let bands = ["name: always", "name: peak", "name: late, months: feb, month_days: 30"]
    let rows = "44,1,always\n45,1,always\n46,1,always\n45,1,Peak\n44,1,peak\n46,1,late\n"
    #expect(try Self.files(bands, rows: rows).problems().filter { $0.hasPrefix("deck") } == [
      "deck.csv:5 warning no call comes to this row and 1 more of the deck: their band peak never holds",
      "deck.csv:7 warning no call comes to this row: its band late never holds",
    ])
  }

  @Test(arguments: [
    // bands, whether rows for all of them need one without a band besides
    (["name: summer, months: apr-sep", "name: winter, months: oct-mar"], false),
    (["name: summer, months: apr-sep", "name: winter, months: oct-feb"], true),
    (["name: even, years: 2026", "name: day, from: \"08:00\", to: \"20:00\"", "name: night, from: \"20:00\", to: \"08:00\""], false),
    (["name: even, years: 2026", "name: day, from: \"08:00\", to: \"20:00\"", "name: night, from: \"20:00\", to: \"07:59\""], true),
    // Nobody misses rows of a band that never holds.
    (["name: always", "name: peak, days: mon"], false),
  ])
  func `leave time over or fill it`(bands: [String], leavesTimeOver: Bool) throws {
    let names = bands.map { $0.split(separator: ",")[0].dropFirst(6) }.filter { $0 != "peak" }
    let problems = try Self.files(bands, rows: names.map { "44,1,\($0)\n" }.joined()).problems()
    #expect(problems.contains { $0.contains("has rates for bands only") } == leavesTimeOver)
  }

  /// By the minute in two weeks, in which a band that asks for weekdays alone shows itself.
  @Test func `of a week are those that no minute chooses`() throws {
    var seen = 0
    for seed in 0..<80 as Range<UInt64> {
      var random = Seeded(seed)
      let bands = (0..<Int.random(in: 2...6, using: &random)).map { Self.weekly($0, &random) }
      let files = try Self.files(bands)
      let schedule = try files.load().plan.bands
      var unchosen = Set(schedule.bands.indices)
      for minute in 0..<14 * 1440 where !unchosen.isEmpty {
        unchosen.remove(Int(schedule.band(at: Int64(minute) * 60)))
      }
      let problems = files.problems()
      #expect(Self.absent(problems) == unchosen.sorted().map { "b\($0)" }, "seed \(seed): \(bands)")
      seen += unchosen.count
    }
    #expect(seen > 40)
  }

  /// At each time of day at which one may begin, for forty years: those named are among them, and every calendar that a
  /// year without a name can have.
  @Test func `of any calendar are those that no day chooses`() throws {
    var seen = 0
    for seed in 1000..<1050 as Range<UInt64> {
      var random = Seeded(seed)
      let bands = (0..<Int.random(in: 2...5, using: &random)).map { Self.dated($0, &random) }
      let files = try Self.files(bands)
      let schedule = try files.load().plan.bands
      var unchosen = Set(schedule.bands.indices)
      let (first, last) = (CivilDate(year: 2001, month: 1, day: 1)!, CivilDate(year: 2041, month: 1, day: 1)!)
      for day in first.daysSince1970..<last.daysSince1970 where !unchosen.isEmpty {
        for hour in [0, 6, 22] { unchosen.remove(Int(schedule.band(at: Int64(day * 24 + hour) * 3600))) }
      }
      #expect(Self.absent(files.problems()) == unchosen.sorted().map { "b\($0)" }, "seed \(seed): \(bands)")
      seen += unchosen.count
    }
    #expect(seen > 20)
  }

  private static func weekly(_ index: Int, _ random: inout Seeded) -> String {
    let days = ["", ", days: mon-fri", ", days: sat-sun", ", days: fri-mon", ", days: tue"].randomElement(using: &random)!
    // Times that are often the same, so that bands meet to the minute.
    let times = ["00:00", "00:01", "06:00", "06:01", "12:00", "22:00", "23:59"]
    let from = times.randomElement(using: &random)!
    let to = (times + ["24:00"]).filter { $0 != from }.randomElement(using: &random)!
    return "name: b\(index)\(days)"
      + (Int.random(in: 0..<3, using: &random) == 0 ? "" : ", from: \"\(from)\", to: \"\(to)\"")
  }

  private static func dated(_ index: Int, _ random: inout Seeded) -> String {
    func maybe(_ chance: Int, _ values: [String]) -> String {
      Int.random(in: 0..<chance, using: &random) == 0 ? values.randomElement(using: &random)! : ""
    }
    return "name: b\(index)"
      + maybe(3, [", days: mon-fri", ", days: sat-sun", ", days: mon"])
      + maybe(2, [", months: jan-jun", ", months: jul-dec", ", months: feb", ", months: dec-jan"])
      + maybe(3, [", month_days: 1-15", ", month_days: 16-31", ", month_days: 29", ", month_days: 1"])
      + maybe(4, [", years: 2030", ", years: [2029, 2030, 2031]"])
      + maybe(4, [", dates: [2029-12-31, 2030-01-01]", ", dates: [2030-02-28]", ", dates: [2031-12-31]"])
      + maybe(3, [", from: \"22:00\", to: \"06:00\"", ", from: \"06:00\", to: \"22:00\"", ", from: \"22:00\", to: \"24:00\""])
  }
}
