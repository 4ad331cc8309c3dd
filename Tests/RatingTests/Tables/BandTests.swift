import RatePlans
import Telecom
import Testing

@Suite struct `Bands` {
  /// Peak 1.20 a minute on weekdays 08:00–19:00, off-peak 0.60: 0.02 and 0.01 a second. New York time.
  private func plan(_ increments: String = "1/1", _ configure: (inout RatePlan) -> Void = { _ in }) -> PlanSpecimen {
    PlanSpecimen(
      zone: "America/New_York",
      bands: [.holiday(2026, 12, 25), .band("peak", days: 0b001_1111, from: "08:00", to: "19:00")],
      rows: [
        DeckRow(prefix: "*", row: .perMinute("1.20", increments) { $0.band = 1 }),
        DeckRow(prefix: "*", row: .perMinute("0.30", increments) { $0.band = 0 }),
        DeckRow(prefix: "*", row: .perMinute("0.60", increments)),
      ], configure)
  }

  @Test(arguments: [
    // start in New York, increments, seconds → charge
    ("2026-06-01T18:59:00-04:00", "1/1", 60, "1.2"),  // Monday, up to 19:00
    ("2026-06-01T18:59:00-04:00", "1/1", 90, "1.5"),  // 60 s × 0.02, 30 s × 0.01
    ("2026-06-01T18:59:50-04:00", "60/60", 61, "1.8"),  // the first minute begins in peak, the second after
    ("2026-06-01T18:59:50-04:00", "30/6", 61, "0.96"),  // 30 s × 0.02, 36 s × 0.01
    ("2026-06-01T18:59:59-04:00", "1/1", 2, "0.03"),
    ("2026-06-01T19:00:00-04:00", "1/1", 60, "0.6"),
    ("2026-06-01T07:59:30-04:00", "1/1", 60, "0.9"),  // into peak
    ("2026-06-01T07:59:30-04:00", "60/60", 61, "1.8"),
    ("2026-06-05T18:59:30-04:00", "1/1", 60, "0.9"),  // Friday
    ("2026-06-06T18:59:30-04:00", "1/1", 60, "0.6"),  // Saturday has no peak
    ("2026-06-01T18:59:30.999-04:00", "1/1", 60, "0.9"),  // the second the call begins in counts
  ] as [(String, String, Int64, String)])
  func `a step belongs whole to the band it begins in`(start: String, increments: String, seconds: Int64, charge: String) {
    #expect(plan(increments).charge(CallSpecimen(at: start, seconds: seconds)) == charge)
  }

  @Test(arguments: [
    // start in New York, seconds → charge
    ("2026-12-24T23:59:30-05:00", 60, "0.45"),  // 30 s × 0.01, into the holiday 30 s × 0.005
    ("2026-12-25T12:00:00-05:00", 60, "0.3"),  // the holiday goes before peak, which also holds
    ("2026-12-25T23:59:30-05:00", 60, "0.45"),
    ("2026-12-25T04:59:30Z", 60, "0.45"),  // days are those of the plan's zone
  ] as [(String, Int64, String)])
  func `the first band that holds wins, from midnight to midnight`(start: String, seconds: Int64, charge: String) {
    #expect(plan().charge(CallSpecimen(at: start, seconds: seconds)) == charge)
  }

  @Test(arguments: [
    ("2026-06-01T18:59:00-04:00", 90, "1.8"), ("2026-06-01T07:59:00-04:00", 90, "0.9"),
  ] as [(String, Int64, String)])
  func `the band of the start holds to the end where the plan says so`(start: String, seconds: Int64, charge: String) {
    let plan = plan { $0.bandRule = .callStart }
    #expect(plan.charge(CallSpecimen(at: start, seconds: seconds)) == charge)
  }

  @Test(arguments: [
    // start, band from and to, seconds → charge; 0.02 a second in the band, 0.01 outside; New York
    ("2026-03-08T01:59:30-05:00", "02:00", "03:00", 60, "0.6"),  // the gap: 02:00–03:00 is never shown
    ("2026-03-08T01:59:30-05:00", "03:00", "04:00", 60, "0.9"),  // 01:59:59 is followed by 03:00:00
    ("2026-03-08T01:59:30-05:00", "01:00", "02:00", 60, "0.9"),
    ("2026-03-08T01:59:30-05:00", "02:30", "03:30", 60, "0.9"),  // begins in the gap, holds from its end
    ("2026-11-01T01:00:00-04:00", "01:00", "02:00", 7_200, "144"),  // the doubled hour, both times
    ("2026-11-01T01:30:00-04:00", "01:00", "01:30", 3_600, "54"),  // 30 min outside, 30 min in its second time
    ("2026-11-01T01:59:30-04:00", "01:30", "02:00", 60, "0.9"),  // 01:59:59 is followed by 01:00:00
    ("2026-11-01T01:59:30-05:00", "01:30", "02:00", 60, "0.9"),
    ("2026-11-01T00:59:30-04:00", "01:00", "02:00", 60, "0.9"),
    ("2026-06-01T23:59:30-04:00", "22:00", "06:00", 60, "1.2"),  // over midnight
    ("2026-06-01T05:59:30-04:00", "22:00", "06:00", 60, "0.9"),
    ("2026-06-01T21:59:30-04:00", "22:00", "06:00", 60, "0.9"),
    ("2026-06-01T23:59:30-04:00", "00:00", "24:00", 60, "1.2"),
  ] as [(String, String, String, Int64, String)])
  func `are what the clock on the wall shows`(start: String, from: String, to: String, seconds: Int64, charge: String) {
    let plan = PlanSpecimen(
      zone: "America/New_York", bands: [.band("band", from: from, to: to)],
      rows: [
        DeckRow(prefix: "*", row: .perMinute("1.20") { $0.band = 0 }), DeckRow(prefix: "*", row: .perMinute("0.60")),
      ])
    #expect(plan.charge(CallSpecimen(at: start, seconds: seconds)) == charge)
  }

  @Test(arguments: [
    // start (Friday 2026-06-05 and after, UTC), in the band?
    ("2026-06-05T21:59:59Z", false), ("2026-06-05T22:00:00Z", true), ("2026-06-06T05:59:59Z", true),
    ("2026-06-06T06:00:00Z", false), ("2026-06-06T22:00:00Z", false), ("2026-06-05T01:00:00Z", false),
  ])
  func `over midnight belong to the day they begin on`(start: String, isInBand: Bool) {
    let night = BandSchedule.Band.band("friday night", days: 0b001_0000, from: "22:00", to: "06:00")
    let plan = PlanSpecimen(
      bands: [night],
      rows: [
        DeckRow(prefix: "*", row: .perMinute("1.20") { $0.band = 0 }), DeckRow(prefix: "*", row: .perMinute("0.60")),
      ])
    #expect(plan.charge(CallSpecimen(at: start, seconds: 1)) == (isInBand ? "0.02" : "0.01"))
  }

  @Test(arguments: [
    // start UTC, in the band of 29 February 2028?
    ("2028-02-28T23:59:59Z", false), ("2028-02-29T00:00:00Z", true), ("2028-02-29T23:59:59Z", true),
    ("2028-03-01T00:00:00Z", false), ("2032-02-29T12:00:00Z", false), ("2028-01-29T12:00:00Z", false),
  ])
  func `may name months, days of the month and years`(start: String, isInBand: Bool) {
    var leapDay = BandSchedule.Band(name: "leap day")
    leapDay.months = 1 << 2
    leapDay.monthDays = 1 << 29
    leapDay.years = [2028]
    let plan = PlanSpecimen(
      bands: [leapDay],
      rows: [
        DeckRow(prefix: "*", row: .perMinute("1.20") { $0.band = 0 }), DeckRow(prefix: "*", row: .perMinute("0.60")),
      ])
    #expect(plan.charge(CallSpecimen(at: start, seconds: 1)) == (isInBand ? "0.02" : "0.01"))
  }

  @Test func `without a row of their own let the price before go on`() {
    // Nothing but a peak row: a call that begins in peak keeps its price, one that begins outside has none.
    let plan = PlanSpecimen(
      bands: [.band("peak", from: "08:00", to: "19:00")],
      rows: [DeckRow(prefix: "*", row: .perMinute("1.20") { $0.band = 0 })])
    #expect(plan.charge(CallSpecimen(at: "2026-06-01T18:59:30Z", seconds: 60)) == "1.2")
    #expect(plan.verdict(CallSpecimen(at: "2026-06-01T19:00:00Z", seconds: 60)) == .rejected(.noRate))
  }
}

@Suite struct `Prices that change with elapsed time` {
  /// Three minutes at 0.60, then 0.30; in peak (08:00–19:00) from the sixth minute on 0.90.
  private let plan = PlanSpecimen(
    bands: [.band("peak", from: "08:00", to: "19:00")],
    rows: [
      DeckRow(prefix: "*", row: .perMinute("0.60", "60/60")),
      DeckRow(prefix: "*", row: .perMinute("0.30", "1/1") { $0.fromSeconds = 180 }),
      DeckRow(
        prefix: "*",
        row: .perMinute("0.90") { row in
          row.fromSeconds = 300
          row.band = 0
        }),
    ])

  @Test(arguments: [
    // start UTC, seconds → charge
    ("2026-06-01T20:00:00Z", 180, "1.8"), ("2026-06-01T20:00:00Z", 181, "2.1"),  // the first row's increments stay
    ("2026-06-01T20:00:00Z", 600, "3.9"), ("2026-06-01T12:00:00Z", 300, "2.4"), ("2026-06-01T12:00:00Z", 301, "3.3"),
    ("2026-06-01T18:53:00Z", 480, "4.5"),  // 3 × 0.60, 2 × 0.30, 2 × 0.90, and past 19:00 0.30 again
    ("2026-06-01T07:55:00Z", 360, "3.3"),  // seconds count from the call's start, not from the band's
  ] as [(String, Int64, String)])
  func `count the seconds from the start of the call`(start: String, seconds: Int64, charge: String) {
    #expect(plan.charge(CallSpecimen(at: start, seconds: seconds)) == charge)
  }

  @Test(arguments: [  // increments, from_s, seconds → charge; 0.60 a minute, then free
    ("60/60", 90, 180, "1.2"),  // the minute from 60 on began before 90
    ("60/60", 120, 180, "1.2"), ("60/60", 121, 240, "1.8"), ("1/1", 90, 180, "0.9"), ("100/7", 101, 200, "1.07"),
  ] as [(String, Int64, Int64, String)])
  func `hold from the first step that begins then`(increments: String, from: Int64, seconds: Int64, charge: String) {
    let plan = PlanSpecimen(rows: [
      DeckRow(prefix: "*", row: .perMinute("0.60", increments)),
      DeckRow(prefix: "*", row: .perMinute("0") { $0.fromSeconds = from }),
    ])
    #expect(plan.charge(CallSpecimen(seconds: seconds)) == charge)
  }
}
