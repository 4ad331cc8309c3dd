import RatePlans
import Rating
import Telecom
import Testing

extension UsageRater {
  /// What the engine makes of a call the general way, in the oracle's words.
  func verdict(_ call: CallSpecimen) -> OracleRater.Verdict {
    let batch = CallSpecimen.batch([call])
    return switch rate(batch.records[0], of: batch, index: 0) {
    case .rated(let usage): .rated(words(usage))
    case .notChargeable(let reason): .notChargeable(reason)
    case .rejected(let reason, _, _): .rejected(reason)
    }
  }

  /// The same the way a run goes, where plain calls take a shorter one: what became of each call.
  /// - Parameter memory: of batches before; emptied as a run does.
  /// - Returns: `nil` for calls that cost nothing, which a run only counts.
  func verdictsOfRun(
    _ calls: [CallSpecimen], memory: inout RatedBatch
  ) -> (of: [OracleRater.Verdict?], notChargeable: NotChargeableCounts) {
    memory.removeAll()
    let batch = CallSpecimen.batch(calls)
    rate(batch, into: &memory)
    var verdicts = [OracleRater.Verdict?](repeating: nil, count: calls.count)
    for usage in memory.rated { verdicts[Int(usage.record)] = .rated(words(usage)) }
    for reject in memory.rejects { verdicts[Int(reject.line)] = .rejected(reject.reason) }
    #expect(memory.rated.map(\.record) == memory.rated.map(\.record).sorted(), "rated usage is out of order")
    #expect(memory.rejects.map(\.line) == memory.rejects.map(\.line).sorted(), "rejects are out of order")
    #expect(memory.rated.count + memory.rejects.count + memory.notChargeable.total == calls.count)
    #expect(memory.chargeNanos == memory.rated.reduce(0) { $0 + Int128($1.chargeNanos) })
    #expect(memory.billedSeconds == memory.rated.reduce(0) { $0 &+ $1.billedSeconds })
    return (verdicts, memory.notChargeable)
  }

  /// What a run makes of a single call.
  func verdictOfRun(_ call: CallSpecimen) -> OracleRater.Verdict? {
    var memory = RatedBatch()
    let (verdicts, notChargeable) = verdictsOfRun([call], memory: &memory)
    return verdicts[0] ?? NotChargeable.allCases.first { notChargeable[$0] == 1 }.map { .notChargeable($0) }
  }

  private func words(_ usage: RatedUsage) -> OracleRater.Rated {
    let digits = usage.called.prefix(Int(usage.prefixDigits)).description
    return OracleRater.Rated(
      charge: usage.chargeNanos, billedSeconds: usage.billedSeconds, billedQuantity: usage.billedQuantity,
      band: Int(usage.band), prefix: usage.prefixDigits == 0 ? "*" : usage.isExactNumber ? digits + "$" : digits,
      line: Int(plan.tariffs[Int(usage.tariff)].rows[Int(usage.row)].line),
      called: usage.called == .none ? nil : usage.called.description)
  }
}
