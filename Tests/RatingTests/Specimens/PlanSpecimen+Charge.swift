import RatePlans
import Rating
import Telecom

extension PlanSpecimen {
  /// The charge as written on a bill, the same by both ways of the engine and by the oracle; else what differs.
  func charge(_ call: CallSpecimen) -> String {
    switch verdict(call) {
    case .rated(let usage): Decimal9.text(usage.charge)
    case let other: "\(other)"
    }
  }

  /// What the engine makes of a call. Traps where its two ways or the oracle disagree.
  func verdict(_ call: CallSpecimen) -> OracleRater.Verdict {
    let rater = UsageRater(plan)
    let verdict = rater.verdict(call)
    precondition(rater.verdictOfRun(call) == verdict && OracleRater(self).rate(call) == verdict)
    return verdict
  }

  /// One row for every number.
  init(_ row: RateRow, _ configure: (inout RatePlan) -> Void = { _ in }) {
    self.init(rows: [DeckRow(prefix: "*", row: row)], configure)
  }
}
