import RatePlans
import Rating
import Telecom

extension UsageRater {
  /// What the engine makes of a call the general way, in the oracle's words.
  func verdict(_ call: CallSpecimen) -> OracleRater.Verdict {
    let batch = call.batch
    return switch rate(batch.records[0], of: batch, index: 0) {
    case .rated(let usage): .rated(words(usage))
    case .notChargeable(let reason): .notChargeable(reason)
    case .rejected(let reason, _, _): .rejected(reason)
    }
  }

  /// The same the way a run goes, where plain calls take a shorter one.
  func verdictOfRun(_ call: CallSpecimen) -> OracleRater.Verdict? {
    var result = RatedBatch()
    rate(call.batch, into: &result)
    let counted = result.rated.count + result.rejects.count + result.notChargeable.total
    guard counted == 1 else { return nil }
    if let usage = result.rated.first {
      guard result.chargeNanos == Int128(usage.chargeNanos), result.billedSeconds == usage.billedSeconds else { return nil }
      return .rated(words(usage))
    }
    if let reject = result.rejects.first { return .rejected(reject.reason) }
    return NotChargeable.allCases.first { result.notChargeable[$0] == 1 }.map { .notChargeable($0) }
  }

  private func words(_ usage: RatedUsage) -> OracleRater.Rated {
    let tariff = plan.tariffs[Int(usage.tariff)]
    return OracleRater.Rated(
      charge: usage.chargeNanos, billedSeconds: usage.billedSeconds, billedQuantity: usage.billedQuantity,
      band: Int(usage.band), prefix: tariff.groups[Int(usage.group)].prefix.description,
      line: Int(tariff.rows[Int(usage.row)].line), called: usage.called?.description)
  }
}
