import Foundation
import RatePlans
import Rating
import Telecom
import TestSupport
import Testing

@Suite struct `Explanations` {
  private func explanation(_ plan: PlanSpecimen, _ call: CallSpecimen) -> Explanation {
    let batch = CallSpecimen.batch([call])
    return Explanation(record: batch.records[0], batch: batch, rater: UsageRater(plan.plan))
  }

  private let peakPlan = PlanSpecimen(
    zone: "America/New_York", bands: [.band("peak", days: 0b001_1111, from: "08:00", to: "19:00")],
    rows: [
      DeckRow(prefix: "4", row: .perMinute("9")),
      DeckRow(
        prefix: "44",
        row: .perMinute("0.07", "60/6") { row in
          row.band = 0
          row.connectFeeNanos = nanos("0.05")
          row.minimumChargeNanos = nanos("0.5")
        }),
      DeckRow(prefix: "44", row: .perMinute("0.01", "60/6")),
      DeckRow(prefix: "4420", row: .perMinute("1") { $0.effectiveTo = 0 }),
    ]
  ) { plan in
    plan.dialling = .northAmerica
    plan.rounding = Rounding(mode: .halfUp, decimals: 2)
  }

  @Test func `derive a price step by step`() {
    var call = CallSpecimen(called: "011442079460000", at: "2026-06-01T22:58:30.500Z", seconds: 0)
    call.milliseconds = 99_400
    // A minute of peak up to 18:59:30, five steps of 6 s up to 19:00:00, two after it.
    #expect(
      explanation(peakPlan, call).text(as: .text) == """
        call at 2026-06-01T18:58:30.500-04:00 under specimen
        number     011442079460000 → 442079460000, the international prefix is taken off
        row        deck.csv:3: prefix 44
                   0.07 per 60 s, intervals 60/6, 0.05 to connect, at least 0.5, in peak
        why        the longest prefix with a row that applies
                   not deck.csv:5, prefix 4420: no longer in force
                   not deck.csv:4, prefix 44: a more particular or later row of the prefix goes first
                   not deck.csv:2, prefix 4: a longer prefix goes first
        band       peak at the start
        duration   99.4 s, up to 100 s billed as 102 s: what exceeds the first interval in whole intervals of 6
        price      from 0 s: 1 × 60 s peak, 60 s at 0.07 per 60 s = 0.07
                   from 60 s: 5 × 6 s peak, 30 s at 0.07 per 60 s = 0.035
                   from 90 s: 2 × 6 s in no band, 12 s at 0.01 per 60 s (deck.csv:4) = 0.002
                   connection fee = 0.05
        sum        0.157
        limit      the minimum charge of 0.5 takes its place
        rounding   half_up to 2 decimals: 0.5 → 0.5
        made of    termination 0.16
                   limit 0.34
        charge     0.5 USD

        """)
  }

  @Test(arguments: [  // rate per minute, seconds → the sum and what is rounded
    ("0.7", 1, "7/600 (0.0116666666…)"), ("0.6", 1, "0.01"), ("1", 20, "1/3 (0.3333333333…)"),
    ("100", 61, "305/3 (101.6666666666…)"), ("0.000000001", 30, "0.0000000005"), ("0", 1, "0"),
  ] as [(String, Int64, String)])
  func `show amounts without loss`(rate: String, seconds: Int64, sum: String) {
    let text = explanation(PlanSpecimen(.perMinute(rate)), CallSpecimen(seconds: seconds)).text(as: .text)
    #expect(text.contains("\nsum        \(sum)\n"), "\(text)")
  }

  @Test(arguments: [
    // what is called, seconds → why there is no charge; grace 5 s, 44 blocked, nothing else there
    ("442079460000", 60, "destination_blocked: deck.csv:2 blocks the destination"),
    ("442079460000", 5, "grace: 5 s are no longer than the plan's grace of 5 s"),
    ("4930", 60, "no_rate: no prefix of the number has a row"),
    ("44x", 60, "invalid_number: the called number is letters, or not 1 to 15 digits"),
    ("", 60, "missing_field: the record has no called number"),
    ("33", 60, "no_rate: no row of the number's prefixes applies at that time"),
    ("32", 7, "grace: 7 s are no longer than the grace of 7 s of deck.csv:4"),
    ("31", 60, "amount_too_large: "),
  ] as [(String, Int64, String)])
  func `say why there is no price`(called: String, seconds: Int64, reason: String) {
    let plan = PlanSpecimen(rows: [
      DeckRow(prefix: "44", row: .perMinute("1") { $0.blocked = true }),
      DeckRow(prefix: "33", row: .perMinute("1") { $0.effectiveTo = 0 }),
      DeckRow(prefix: "32", row: .perMinute("1") { $0.graceSeconds = 7 }),
      DeckRow(
        prefix: "31",
        row: .perMinute("9000000000") { row in
          row.connectFeeNanos = .max
        }),
    ]) { $0.graceSeconds = 5 }
    let text = explanation(plan, CallSpecimen(called: called, seconds: seconds)).text(as: .text)
    #expect(text.contains("\nno charge  \(reason)"), "\(text)")
  }

  @Test func `are valid JSON whose parts add up to the engine's charge, for any plan and call`() throws {
    for seed in 0..<600 as Range<UInt64> {
      var random = Seeded(seed)
      let instant = CallSpecimen.instants.randomElement(using: &random)!
      let plan = PlanSpecimen.random(near: instant, using: &random)
      let call = CallSpecimen.random(near: instant, using: &random)
      let explanation = explanation(plan, call)
      let object = try JSONSerialization.jsonObject(with: Foundation.Data(explanation.text(as: .json).utf8))
      let fields = try #require(object as? [String: Any])
      let text = explanation.text(as: .text)
      switch UsageRater(plan.plan).verdict(call) {
      case .rated(let usage):
        #expect(fields["charge"] as? String == Decimal9.text(usage.charge), "seed \(seed)")
        #expect(text.hasSuffix("charge     \(Decimal9.text(usage.charge)) USD\n"), "seed \(seed)")
        for part in explanation.parts {
          let component = try #require(part.component, "seed \(seed)")
          let sum = ([component.connectFee, component.perCall] + part.segments.map(\.amount))
            .reduce(ExactAmount.zero as ExactAmount?) { $0?.adding($1) }
          #expect(sum?.text == component.amount.text, "seed \(seed)")
        }
      case .notChargeable(let reason): #expect(fields["reason"] as? String == reason.code, "seed \(seed)")
      case .rejected(let reason): #expect(fields["reason"] as? String == reason.code, "seed \(seed)")
      }
    }
  }

  @Test(arguments: [  // dialled → rule
    ("+44", "plus"), ("01144", "international_prefix"), ("13035550120", "national_prefix"),
    ("3035550120", "national_length"), ("5550120", "local"), ("911", "short"), ("442079460000", "as_it_stands"),
  ])
  func `name the rule that made the number`(dialled: String, rule: String) {
    let plan = PlanSpecimen(.perMinute("1")) { $0.dialling = .northAmerica }
    let json = explanation(plan, CallSpecimen(called: dialled)).text(as: .json)
    #expect(json.contains("\"number_rule\":\"\(rule)\""))
  }
}
