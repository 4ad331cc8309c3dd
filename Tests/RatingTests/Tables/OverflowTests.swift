import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Amounts near the limits` {
  private static let largest = Int64.max  // 9,223,372,036.854775807

  /// The oracle takes too long for these.
  private func verdict(_ row: RateRow, seconds: Int64, _ rounding: Rounding = Rounding(decimals: 9)) -> OracleRater.Verdict {
    let rater = UsageRater(PlanSpecimen(row) { $0.rounding = rounding }.plan)
    let call = CallSpecimen(seconds: seconds)
    #expect(rater.verdictOfRun(call) == rater.verdict(call))
    return rater.verdict(call)
  }

  private func charge(_ verdict: OracleRater.Verdict) -> Int64? {
    if case .rated(let usage) = verdict { usage.charge } else { nil }
  }

  @Test func `the largest amount is charged`() {
    let row = RateRow.perMinute("0") { row in
      row.rateNanos = Self.largest
      row.unit = 1
    }
    #expect(charge(verdict(row, seconds: 1)) == Self.largest)
  }

  @Test(arguments: [2, 1_000_000_000, 1_000_000_000_000] as [Int64])
  func `more seconds of it are too much`(seconds: Int64) {
    let row = RateRow.perMinute("0") { row in
      row.rateNanos = Self.largest
      row.unit = 1
    }
    #expect(verdict(row, seconds: seconds) == .rejected(.amountTooLarge))
  }

  @Test(arguments: [  // connection fee and price per call beside the largest rate, nanos
    (1, 0), (0, 1), (Int64.max, Int64.max),
  ] as [(Int64, Int64)])
  func `sums past it are refused`(fee: Int64, perCall: Int64) {
    let row = RateRow.perMinute("0") { row in
      row.rateNanos = Self.largest
      row.unit = 1
      row.connectFeeNanos = fee
      row.perCallNanos = perCall
    }
    for mode in Rounding.Mode.allCases {
      for scope in [Rounding.Scope.call, .increment] {
        let rounding = Rounding(mode: mode, decimals: 9, scope: scope)
        #expect(verdict(row, seconds: 1, rounding) == .rejected(.amountTooLarge), "\(mode) \(scope)")
      }
    }
  }

  @Test func `rounding up past it is refused, rounding down is not`() {
    let row = RateRow.perMinute("0") { row in
      row.rateNanos = Self.largest
      row.unit = 1
    }
    #expect(verdict(row, seconds: 1, Rounding(mode: .up, decimals: 6)) == .rejected(.amountTooLarge))
    #expect(charge(verdict(row, seconds: 1, Rounding(mode: .down, decimals: 6))) == 9_223_372_036_854_775_000)
  }

  @Test func `a maximum charge brings any amount back`() {
    let row = RateRow.perMinute("0") { row in
      row.rateNanos = Self.largest
      row.unit = 1
      row.maximumChargeNanos = nanos("100")
    }
    #expect(charge(verdict(row, seconds: 1_000_000_000_000)) == nanos("100"))
  }

  @Test(arguments: [  // seconds → charge at 0.60 a minute
    (1_000_000_000, "10000000"), (600_000_000_000, "6000000000"),
  ] as [(Int64, String)])
  func `long calls cost what they cost`(seconds: Int64, charge expected: String) {
    #expect(charge(verdict(.perMinute("0.6"), seconds: seconds)) == nanos(expected))
  }

  @Test func `increments past 64 bits are refused`() {
    let row = RateRow.perMinute("0.6") { $0.nextInterval = .max }
    #expect(verdict(row, seconds: 2) == .rejected(.amountTooLarge))
    #expect(charge(verdict(.perMinute("0") { $0.firstInterval = .max }, seconds: 2)) == 0)
  }

  @Test(arguments: [(1_000_000_000, true), (1_000_000_000_000, false)] as [(Int64, Bool)])
  func `a call through more changes of band than memory is kept for is refused`(seconds: Int64, rated: Bool) {
    let rows = [
      DeckRow(prefix: "*", row: .perMinute("0.6") { $0.band = 0 }), DeckRow(prefix: "*", row: .perMinute("0.3")),
    ]
    let bands = [BandSchedule.Band.band("day", from: "08:00", to: "20:00")]
    let rater = UsageRater(PlanSpecimen(bands: bands, rows: rows).plan)
    // From midnight UTC: 11,574 days of 12 h at 0.6 and 12 h at 0.3, then 1:46:40 at 0.3.
    let verdict = rater.verdict(CallSpecimen(at: "2026-06-01T00:00:00Z", seconds: seconds))
    #expect((charge(verdict) == 11_574 * nanos("648") + nanos("32")) == rated)
    if !rated { #expect(verdict == .rejected(.amountTooLarge)) }
  }

  @Test func `octets of 2⁶³ are counted, and past it are the most there can be`() {
    var row = RateRow.perMinute("0.000000001", "1048576/1048576")
    row.unit = 1_048_576
    let rater = UsageRater(PlanSpecimen(decks: [DeckSpecimen(measure: .octets, rows: [DeckRow(prefix: "*", row: row)])]).plan)
    var session = CallSpecimen(called: "", seconds: 0)
    session.kind = .data
    session.octetsIn = .max
    session.octetsOut = .max
    #expect(rater.verdict(session) == .rejected(.amountTooLarge))  // Whole MiB pass 2⁶³.
    session.octetsOut = 0
    session.octetsIn = 1 << 62
    #expect(charge(rater.verdict(session)) == 4_398_046_511_000)  // 2⁴² nanos to six decimals.
  }
}
