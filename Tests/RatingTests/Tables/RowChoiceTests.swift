import RatePlans
import Telecom
import Testing

@Suite struct `Choice of the row` {
  @Test(arguments: [  // called → prefix that prices
    ("442071838750", "44"), ("447400123456", "4474"), ("447", "44"), ("49301234567", "*"), ("4", "*"),
    ("4474001", "4474001$"), ("44740012", "4474"), ("447400", "4474"),
  ])
  func `is that of the longest prefix, an exact number before it, the default last`(called: String, prefix: String) {
    let plan = PlanSpecimen(
      rows: ["*", "44", "4474", "4474001$"].map { DeckRow(prefix: $0, row: .perMinute("1")) })
    guard case .rated(let usage) = plan.verdict(CallSpecimen(called: called)) else { Issue.record("not rated"); return }
    #expect(usage.prefix == prefix)
  }

  @Test(arguments: [
    // start UTC → line that prices; lines 2–4 are 4420 from 2026-01-01, from 2026-07-01, up to 2026-10-01; 5 is 44
    ("2025-12-31T23:59:59.999Z", 4), ("2026-01-01T00:00:00Z", 2), ("2026-06-30T23:59:59.999Z", 2),
    ("2026-07-01T00:00:00Z", 3), ("2026-12-31T23:59:59Z", 3), ("2024-06-01T00:00:00Z", 4),
  ] as [(String, Int)])
  func `takes the version in force at the start, the latest of several`(start: String, line: Int) {
    func time(_ text: String) -> Int64 { Timestamp(rfc3339: text)!.milliseconds }
    let plan = PlanSpecimen(rows: [
      DeckRow(prefix: "4420", row: .perMinute("1") { $0.effectiveFrom = time("2026-01-01T00:00:00Z") }),
      DeckRow(prefix: "4420", row: .perMinute("2") { $0.effectiveFrom = time("2026-07-01T00:00:00Z") }),
      DeckRow(prefix: "4420", row: .perMinute("3") { $0.effectiveTo = time("2026-10-01T00:00:00Z") }),
      DeckRow(prefix: "44", row: .perMinute("4")),
    ])
    guard case .rated(let usage) = plan.verdict(CallSpecimen(at: start)) else { Issue.record("not rated"); return }
    #expect(usage.line == line)
  }

  @Test(arguments: [  // start UTC → prefix
    ("2026-06-30T23:59:59Z", "44"), ("2026-07-01T00:00:00Z", "4420"), ("2026-07-31T23:59:59.999Z", "4420"),
    ("2026-08-01T00:00:00Z", "44"),
  ])
  func `falls back to a shorter prefix while the longer one has no row that applies`(start: String, prefix: String) {
    let plan = PlanSpecimen(rows: [
      DeckRow(
        prefix: "4420",
        row: .perMinute("1") { row in
          row.effectiveFrom = Timestamp(rfc3339: "2026-07-01T00:00:00Z")!.milliseconds
          row.effectiveTo = Timestamp(rfc3339: "2026-08-01T00:00:00Z")!.milliseconds
        }),
      DeckRow(prefix: "44", row: .perMinute("2")),
    ])
    guard case .rated(let usage) = plan.verdict(CallSpecimen(at: start)) else { Issue.record("not rated"); return }
    #expect(usage.prefix == prefix)
  }

  @Test func `keeps its version for the whole call`() {
    let plan = PlanSpecimen(rows: [
      DeckRow(prefix: "44", row: .perMinute("0.60")),
      DeckRow(
        prefix: "44",
        row: .perMinute("6") { $0.effectiveFrom = Timestamp(rfc3339: "2026-07-01T00:00:00Z")!.milliseconds }),
    ])
    #expect(plan.charge(CallSpecimen(at: "2026-06-30T23:59:30Z", seconds: 3_600)) == "36")
  }

  @Test func `passes over rows of a jurisdiction while that of the call is unknown`() {
    let plan = PlanSpecimen(rows: [
      DeckRow(prefix: "44", row: .perMinute("6") { $0.jurisdiction = 0 }), DeckRow(prefix: "*", row: .perMinute("0.60")),
    ])
    #expect(plan.charge(CallSpecimen()) == "0.6")
  }

  @Test(arguments: [  // called as dialled → prefix; Germany; the deck has 1, 11, 110, 110$ and the default
    ("110", "110$"), ("112", "*"), ("11", "11"), ("+110", "110$"), ("+1109", "110"), ("1102345678", "110"),
  ])
  func `of a short number is one for exactly its digits`(called: String, prefix: String) {
    let plan = PlanSpecimen(
      rows: ["*", "1", "11", "110", "110$"].map { DeckRow(prefix: $0, row: .perMinute("1")) }
    ) { $0.dialling = .germany }
    guard case .rated(let usage) = plan.verdict(CallSpecimen(called: called)) else { Issue.record("not rated"); return }
    #expect(usage.prefix == prefix)
  }

  @Test func `of a short number does not fall back to a shorter prefix when its own row has ended`() {
    let plan = PlanSpecimen(rows: [
      DeckRow(prefix: "11", row: .perMinute("6")), DeckRow(prefix: "110", row: .perMinute("1") { $0.effectiveTo = 0 }),
      DeckRow(prefix: "*", row: .perMinute("0.60")),
    ]) { $0.dialling = .germany }
    #expect(plan.charge(CallSpecimen(called: "110")) == "0.6")
  }
}
