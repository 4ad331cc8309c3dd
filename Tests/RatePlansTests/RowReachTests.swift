import RatePlans
import Telecom
import TestSupport
import Testing

@Suite struct `Rows that no call comes to` {
  private static let header = "prefix,rate_per_minute,effective_from,effective_to,band,from_s,jurisdiction\n"
  private static let bands = #"[{name: peak, days: mon-fri, from: "08:00", to: "20:00"}, {name: off-peak}, {name: never}]"#

  private static func problems(_ rows: String, _ keys: String = "") throws -> [String] {
    try PlanFiles([
      "plan.yaml": "currency: USD\n\(keys)bands: \(bands)\ndecks: [{file: deck.csv}]\n", "deck.csv": header + rows,
    ]).problems().filter { $0.hasPrefix("deck") }
  }

  @Test(arguments: [
    // rows, problems
    ("44,1,,,,,\n44,2,,,peak,,\n", []),
    ("44,1,,,,,\n44,2,,,peak,,\n44,3,,,off-peak,,\n",
      ["deck.csv:2 warning prefix 44: no call comes to this row; line 3 and line 4 go before it"]),
    // But where one of the two ends earlier.
    ("44,1,,,,,\n44,2,,,peak,,\n44,3,,2026-01-01,off-peak,,\n", []),
    // A step at any time gives way to the bands' own rows, which have no later step.
    ("44,1,,,peak,,\n44,1,,,off-peak,,\n44,2,,,,,\n44,3,,,,180,\n", [
      "deck.csv:4 warning prefix 44: no call comes to this row; line 2 and line 3 go before it",
      "deck.csv:5 warning prefix 44: no call comes to this row; line 2 and line 3 go before it",
    ]),
    // A later version that is in force for all of an earlier row's time.
    ("44,1,2026-01-01,2026-02-01,,,\n44,2,2026-02-01,,,,\n", []),
    ("44,1,,,never,,\n44,1,,,,,\n", ["deck.csv:2 warning no call comes to this row: its band never never holds"]),
    // A call of a known jurisdiction may come, or one of none.
    ("44,1,,,,,\n44,2,,,,,inter\n44,3,,,,,intra\n", []),
    ("44,1,,,peak,,inter\n44,2,,,off-peak,,inter\n44,3,,,,,inter\n44,4,,,,,\n",
      ["deck.csv:4 warning prefix 44: no call comes to this row; line 2 and line 3 go before it"]),
  ])
  func `are outranked by others of their prefix`(rows: String, problems: [String]) throws {
    #expect(try Self.problems(rows) == problems)
  }

  private static let extensions = (0..<10).map { "4\($0),1,,,,,\n" }.joined()

  @Test(arguments: [
    // rows, problems
    ("4,1,,,,,\n" + extensions, []),  // The number 4 itself.
    ("4,1,,,,,\n4$,1,,,,,\n" + extensions,
      ["deck.csv:2 warning prefix 4: no call comes to this row; 4$ and longer prefixes have rows for all of its numbers and its time"]),
    ("4,1,,,,,\n4$,1,2026-01-01,,,,\n" + extensions, []),
    ("4,1,2026-01-01,,,,\n4$,1,2026-01-01,,,,\n" + extensions,
      ["deck.csv:2 warning prefix 4: no call comes to this row; 4$ and longer prefixes have rows for all of its numbers and its time"]),
    ("4,1,,,,,\n4$,1,,,,,\n" + extensions.replacing("49,", with: "48,"),
      ["deck.csv:13 warning prefix 48 already has this rate at line 12"]),
    ("4,1,,,,,\n4$,1,,,peak,,\n4$,1,,,off-peak,,\n" + extensions,
      ["deck.csv:2 warning prefix 4: no call comes to this row; 4$ and longer prefixes have rows for all of its numbers and its time"]),
    ("4,1,,,off-peak,,\n4,1,,,peak,,\n4$,1,,,peak,,\n" + extensions, [
      "deck.csv:3 warning prefix 4: no call comes to this row; 4$ and longer prefixes have rows for all of its numbers and its time",
      "deck.csv:4 warning prefix 4$ has rates for bands only; a call outside them has none, one that runs on keeps its price",
    ]),
    ("123456789012345,1,,,,,\n123456789012345$,1,,,,,\n",
      ["deck.csv:2 warning prefix 123456789012345: no call comes to this row; 123456789012345$ has rows for all of its numbers and its time"]),
    ("12345678901234,1,,,,,\n12345678901234$,1,,,,,\n", []),
  ])
  func `have longer prefixes for all their numbers`(rows: String, problems: [String]) throws {
    #expect(try Self.problems(rows) == problems)
  }

  @Test(arguments: [
    // dialling rules, prefix, what is said of it
    (#"{country_code: "49", international_prefix: "00", national_prefix: "0"}"#, "0044", "no call can reach"),
    (#"{country_code: "49", international_prefix: "00", national_prefix: "0"}"#, "030", "no call can reach"),
    (#"{country_code: "1", international_prefix: "011"}"#, "01144", "no call can reach"),
    (#"{country_code: "1", international_prefix: "011"}"#, "0044", "begins with 0"),
    (#"{country_code: "1", international_prefix: "011"}"#, "0$", ""),
    (#"{country_code: "49", international_prefix: "00", national_prefix: "0"}"#, "0$", ""),
    (#"{country_code: "49", international_prefix: "00", national_prefix: "0"}"#, "0800$", "no call can reach"),
  ])
  func `begin with a dialling prefix`(rules: String, prefix: String, said: String) throws {
    let problems = try Self.problems("\(prefix),1,,,,,\n", "dialling: \(rules)\n")
    #expect(said.isEmpty ? problems.isEmpty : problems.count == 1 && problems[0].contains(said), "\(problems)")
  }

  /// Every number of up to three digits, band, jurisdiction, stretch of time and second at which a row may begin to hold.
  @Test func `are those that no call of any kind is priced by`() throws {
    let dates = ["", "2026-01-01", "2026-02-01", "2026-03-01"]
    let moments = ["2025-06-01", "2026-01-10", "2026-02-10", "2026-03-10"].map { Timestamp(rfc3339: $0 + "T00:00:00Z")!.milliseconds }
    let numbers = ["4"] + (0...9).map { "4\($0)" } + (0...99).map { "4" + padded($0, 2) }
    var seen = 0
    for seed in 0..<250 as Range<UInt64> {
      var random = Seeded(seed)
      let text = Self.randomRows(dates, &random)
      let files = try PlanFiles([
        "plan.yaml": "currency: USD\nbands: \(Self.bands)\ndecks: [{file: deck.csv, duplicates: last}]\n",
        "deck.csv": Self.header + text,
      ])
      guard let tariff = try? files.load().plan.tariffs[0] else { continue }
      var priced: Set<Int32> = []
      for number in numbers {
        for moment in moments {
          for jurisdiction in -1..<Int16(tariff.jurisdictions.count) {
            for band in 0...1 as ClosedRange<Int16> {
              guard let call = tariff.choose(PhoneNumber(number)!, band: band, jurisdiction: jurisdiction, at: moment) else { continue }
              priced.insert(call.row)
              for later in 0...1 as ClosedRange<Int16> {
                for elapsed in [1, 60, 180] as [Int64] {
                  priced.insert(tariff.row(
                    in: tariff.groups[Int(call.group)], band: later, jurisdiction: jurisdiction, elapsed: elapsed, at: moment,
                    version: tariff.rows[Int(call.row)].effectiveFrom))
                }
              }
            }
          }
        }
      }
      let lines = Set(tariff.rows.indices.filter { !priced.contains(Int32($0)) }.map { Int(tariff.rows[$0].line) })
      let told = Set(files.problems().filter { $0.contains("no call comes to th") }.map {
        Int($0.dropFirst("deck.csv:".count).prefix { $0.isNumber })!
      })
      #expect(told.isSubset(of: lines), "seed \(seed): told \(told), unpriced \(lines)\n\(text)")
      // Rows of one prefix are all found; of several, those that longer ones take one by one.
      if !text.contains("$") { #expect(told == lines, "seed \(seed)\n\(text)") }
      seen += told.count
    }
    #expect(seen > 40)
  }

  private static func randomRows(_ dates: [String], _ random: inout Seeded) -> String {
    func row(_ prefix: String, isPlain: Bool) -> String {
      let (from, to) = (Int.random(in: 0...2, using: &random), Int.random(in: 0...2, using: &random))
      let ends = Int.random(in: 0..<4, using: &random) == 0 ? dates[min(3, from + 1 + to)] : ""
      let band = isPlain ? "" : ["", "peak", "off-peak"].randomElement(using: &random)!
      let step = isPlain ? "" : ["", "", "60"].randomElement(using: &random)!
      let jurisdiction = isPlain ? "" : ["", "", "inter"].randomElement(using: &random)!
      return "\(prefix),1,\(isPlain ? "" : dates[from]),\(isPlain ? "" : ends),\(band),\(step),\(jurisdiction)\n"
    }
    if Bool.random(using: &random) {
      // One prefix with several rows, one of which holds for all from the first second on.
      return row("4", isPlain: true) + (0..<Int.random(in: 2...7, using: &random)).map { _ in row("4", isPlain: false) }.joined()
    }
    var text = row("4", isPlain: Bool.random(using: &random)) + row("4$", isPlain: Int.random(in: 0..<4, using: &random) > 0)
    for digit in 0...9 where Int.random(in: 0..<40, using: &random) > 0 {
      if digit == 7, Bool.random(using: &random) {
        text += row("47$", isPlain: true) + (0...9).map { row("47\($0)", isPlain: true) }.joined()
      } else {
        text += row("4\(digit)", isPlain: Int.random(in: 0..<40, using: &random) > 0)
      }
    }
    return text
  }
}
