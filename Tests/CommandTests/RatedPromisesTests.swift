import TestSupport
import Testing

/// Calls of six numbers of three accounts, with 10 minutes a number to 44 and 20 minutes an account, against a biller that
/// goes through them second by second.
@Suite struct `Rating with a state of allowances` {
  private let place: Workplace
  private var calls: [Call] = []

  private struct Call {
    var number: Int
    var called: String
    var second: Int
    var duration: Int

    func row(_ index: Int) -> String {
      let (day, rest) = (second / 86_400, second % 86_400)
      func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      let time = "2026-03-\(two(day + 1))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
      return "r\(index),49301000\(number),\(called),\(time),\(duration)\n"
    }
  }

  init() throws {
    place = try Workplace()
    try place.write(
      "plan.yaml",
      """
      name: minutes
      currency: EUR
      decks: [{file: deck.csv}]
      allowances:
        - {name: friends, amount: 10, unit: minutes, on: {prefixes: ["44"]}}
        - {name: pool, amount: 20, unit: minutes, shared: account, cycle: week}
      """)
    try place.write("deck.csv", "prefix,rate_per_minute,connect_fee,first_interval_s,next_interval_s\n44,0.60,0.10,60,6\n33,0.30,0,1,1\n")
    try place.write(
      "who.csv", "service,kind,account,valid_from\n" + (0..<6).map { "49301000\($0),number,A\($0 / 2),2026-03-01\n" }.joined())
    var random = Seeded(7)
    for _ in 0..<6_000 {
      calls.append(
        Call(
          number: Int.random(in: 0..<6, using: &random), called: ["442079460100", "33140000000"].randomElement(using: &random)!,
          second: Int.random(in: 0..<31 * 86_400, using: &random), duration: Int.random(in: 1...200, using: &random)))
    }
  }

  private static let header = "record_id,calling,called,start,duration_s\n"

  /// Step by step: what covers it, and what it costs.
  private func bills() -> [String] {
    var friends = [Int](repeating: 600, count: 6)
    var pools: [Int: Int] = [:]
    return calls.indices.map { index in
      let call = calls[index]
      let isUK = call.called.hasPrefix("44")
      let week = (call.second / 86_400 + 6) / 7  // 1 March 2026 is a Sunday.
      let pool = week * 3 + call.number / 2
      var left = pools[pool] ?? 1_200
      var steps = isUK ? [60] : [1]
      while steps.reduce(0, +) < call.duration { steps.append(isUK ? 6 : 1) }
      var (drawn, charged, fee) = ([0, 0], 0, isUK ? 100_000_000 : 0)
      for (step, length) in steps.enumerated() {
        if isUK, friends[call.number] >= length {
          friends[call.number] -= length
          drawn[0] += length
        } else if left >= length {
          left -= length
          drawn[1] += length
        } else {
          charged += length
          continue
        }
        if step == 0 { fee = 0 }
      }
      pools[pool] = left
      let nanos = fee + charged * (isUK ? 600_000_000 : 300_000_000) / 60
      let units = (drawn[0] > 0 ? ["friends:\(drawn[0]):\(friends[call.number])"] : [])
        + (drawn[1] > 0 ? ["pool:\(drawn[1]):\(left)"] : [])
      return "r\(index),\(units.joined(separator: ";")),\(nanos)"
    }
  }

  private static func nanos(_ decimal: String) -> Int {
    let parts = decimal.split(separator: ".")
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    return Int(parts[0])! * 1_000_000_000 + Int(fraction + String(repeating: "0", count: 9 - fraction.count))!
  }

  private static func words(_ rows: [Substring]) -> [String] {
    rows.map { row in
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
      return "\(cells[0]),\(cells[16]),\(nanos(cells[18]))"
    }
  }

  @Test func `comes to what a biller comes to that goes step by step, in however many runs and threads`() throws {
    let rows = calls.indices.map { calls[$0].row($0) }
    try place.write("all.csv", Self.header + rows.joined())
    for part in 0..<3 { try place.write("part\(part).csv", Self.header + rows[part * 2_000..<(part + 1) * 2_000].joined()) }
    let bills = bills()
    #expect(bills.count { $0.contains("friends") && $0.contains("pool") } > 2, "some calls are covered by both")
    var states: [String] = []
    for threads in 1...3 {
      let rated = try place.tollbook(
        "rate", "--plan", "plan.yaml", "--subscribers", "who.csv", "--allowances", "state\(threads)", "--threads", "\(threads)", "all.csv")
      #expect(rated.status == 0, "\(rated.messages)")
      #expect(Self.words(rated.rows) == bills)
      states.append(try place.shell("$T allowances state\(threads) --format csv").text)
    }
    var parted: [String] = []
    for part in 0..<3 {
      let rated = try place.tollbook(
        "rate", "--plan", "plan.yaml", "--subscribers", "who.csv", "--allowances", "parts", "part\(part).csv")
      #expect(rated.status == 0, "\(rated.messages)")
      parted += Self.words(rated.rows)
    }
    #expect(parted == bills)
    states.append(try place.shell("$T allowances parts --format csv").text)
    #expect(Set(states).count == 1)
  }

  @Test func `killed at any time, is done again from the state before, and leaves what an undisturbed run leaves`() throws {
    let rows = calls.indices.map { calls[$0].row($0) }
    for part in 0..<3 { try place.write("part\(part).csv", Self.header + rows[part * 2_000..<(part + 1) * 2_000].joined()) }
    let done = try place.shell(
      """
      rate() { $T rate --plan plan.yaml --subscribers who.csv --allowances $1 -o $1.$2.csv part$2.csv; }
      for part in 0 1 2; do rate calm $part || exit 9; done 2>/dev/null
      kills=0
      for part in 0 1 2; do
        until test -e wild.$part.csv && $T rate --plan plan.yaml --subscribers who.csv --allowances wild -o /dev/null part$part.csv \
            2>&1 | grep -q 'was committed before\\|committed before: part'; do
          rate wild $part 2>/dev/null & pid=$!
          sleep 0.$((RANDOM % 40 + 1)); kill -9 $pid 2>/dev/null && kills=$((kills + 1)); wait $pid 2>/dev/null
        done
      done
      for part in 0 1 2; do cmp calm.$part.csv wild.$part.csv || exit 8; done
      $T allowances calm --format csv > calm.txt; $T allowances wild --format csv > wild.txt; cmp calm.txt wild.txt || exit 7
      echo $kills
      """)
    #expect(done.status == 0, "\(done.messages)")
  }

  @Test func `knows inputs again by their content, and replaces no output that may have their rows`() throws {
    try place.write("a.csv", Self.header + calls[0].row(0))
    try place.write("b.csv", Self.header + calls[1].row(1))
    let run = "$T rate --plan plan.yaml --subscribers who.csv --allowances state"
    let first = try place.shell("\(run) -o out.csv a.csv; cp a.csv c.csv")
    #expect(first.status == 0, "\(first.messages)")
    let again = try place.shell("cp out.csv before.csv; \(run) -o out.csv b.csv c.csv; echo $?; cmp out.csv before.csv")
    #expect(again.text == "1\n", "\(again.messages)")
    #expect(again.messages.contains("c.csv was counted before, and out.csv, which may have its rows, would be replaced"))
    let other = try place.shell("\(run) -o other.csv b.csv c.csv; tail -n +2 other.csv | cut -d, -f1; $T allowances state --format csv | wc -l")
    #expect(other.text.hasPrefix("r1\n"), "\(other.messages)")
    let piped = try place.shell("\(run) < b.csv - ; echo $?")
    #expect(piped.messages.contains("counted before") || piped.messages.contains("committed before"), "\(piped.messages)")
  }

  @Test func `counts nothing of an input that is given up`() throws {
    try place.write("good.csv", Self.header + calls[0].row(0))
    let run = "$T rate --plan plan.yaml --subscribers who.csv --allowances"
    let mixed = try place.shell(
      "head -c 20000 /dev/urandom | gzip > broken.csv.gz; (cat good.csv; yes 'x,y' | head -200000) | gzip | head -c 700 > cut.csv.gz; "
        + "\(run) mixed -o mixed.csv cut.csv.gz good.csv; echo $?; \(run) good -o good.out.csv good.csv; "
        + "$T allowances mixed --format csv > m; $T allowances good --format csv > g; cmp m g && cmp mixed.csv good.out.csv")
    #expect(mixed.text == "1\n", "\(mixed.messages)")
  }

  @Test(arguments: [  // options, status, message
    ("--allowances state", 64, "--allowances needs --subscribers"),
    ("--subscribers who.csv --allowances state --exec cat", 64, "--allowances goes with files"),
    ("--subscribers who.csv --limit-events e.jsonl", 64, "--limit-events needs --allowances"),
    ("--subscribers who.csv --allowances a.csv", 1, "a.csv"),
    ("--subscribers who.csv --allowances nowhere/state", 1, "nowhere/state"),
    ("--subscribers days.csv --allowances state", 1, "days.csv:3:14: error: cycle_day '32' is no day of a month"),
    ("--subscribers days.csv --allowances state", 1, "days.csv:5:14: error: account A0 has cycle_day 15 in line 2"),
  ])
  func `says what does not go with it`(options: String, status: Int, message: String) throws {
    try place.write("a.csv", Self.header + calls[0].row(0))
    try place.write(
      "days.csv", "service,account,cycle_day\n493010000,A0,15\n493010001,A1,32\n493010002,A0,\n493010003,A0,1\n")
    let rated = try place.shell("$T rate --plan plan.yaml \(options) a.csv; echo $? >&2")
    #expect(rated.messages.contains(message), "\(rated.messages)")
    #expect(rated.messages.hasSuffix("\(status)\n"), "\(rated.messages)")
  }

  @Test func `tells of limits once`() throws {
    _ = try place.shell(
      "sed -i 's/^allowances:/limits: [{name: spend, unit: money, at: \"1.00\", warn: [50, 80], hard: true}]\\nallowances:/' plan.yaml")
    var rows = ""
    for index in 0..<8 {
      rows += Call(number: 0, called: "33140000000", second: 86_400 * 8 + index * 1000, duration: index == 0 ? 1_200 : 60).row(index)
    }
    try place.write("a.csv", Self.header + rows)
    let run = "$T rate --plan plan.yaml --subscribers who.csv --allowances state -o out.csv"
    let rated = try place.shell("\(run) --limit-events e.jsonl a.csv 2>&1; cat e.jsonl")
    // The pool covers the first call; then 0.30 each.
    let events = rated.text.split(separator: "\n").filter { $0.hasPrefix("{") }
    #expect(
      events == [
        #"{"kind":"plan_limit_warning","percent":50,"plan":"minutes","limit":"spend","shared":"service","account":"A0","service":"493010000","cycle_from":"2026-03-01","record_id":"r2"}"#,
        #"{"kind":"plan_limit_warning","percent":80,"plan":"minutes","limit":"spend","shared":"service","account":"A0","service":"493010000","cycle_from":"2026-03-01","record_id":"r3"}"#,
        #"{"kind":"plan_limit_reached","plan":"minutes","limit":"spend","shared":"service","account":"A0","service":"493010000","cycle_from":"2026-03-01","record_id":"r4"}"#,
      ], "\(rated.text)")
  }
}
