import RatePlans
import Rating
import Telecom
import Testing

extension PlanSpecimen {
  /// The charge as written on a bill, or the outcome of a call that has none.
  func charge(_ call: CallSpecimen) -> String {
    switch verdict(call) {
    case .rated(let usage): Decimal9.text(usage.charge)
    case let other: "\(other)"
    }
  }

  /// What the engine makes of a call; its two ways and the oracle must agree.
  func verdict(_ call: CallSpecimen) -> OracleRater.Verdict {
    let rater = UsageRater(plan)
    let verdict = rater.verdict(call)
    #expect(rater.verdictOfRun(call) == verdict, "the way a run goes: \(call)")
    #expect(OracleRater(self).rate(call) == verdict, "the oracle: \(call)")
    return verdict
  }

  /// One row for every number.
  init(_ row: RateRow, _ configure: (inout RatePlan) -> Void = { _ in }) {
    self.init(rows: [DeckRow(prefix: "*", row: row)], configure)
  }
}
