import RatePlans
import Rating
import Telecom
import Testing

extension UsageRater {
  /// What the engine makes of a call the general way, in the oracle's words.
  func verdict(_ call: CallSpecimen, for service: ServiceSpecimen = ServiceSpecimen()) -> OracleRater.Verdict {
    let batch = CallSpecimen.batch([call])
    var work = ChargeWork()
    switch rate(batch.records[0], of: batch, index: 0, for: service.service, &work) {
    case .rated(let usage):
      var components: [ChargeComponent] = []
      appendComponents(of: usage.chargeNanos, work, to: &components)
      return .rated(words(usage, matched: work.components.first?.number, components))
    case .notChargeable(let reason): return .notChargeable(reason)
    case .rejected(let reason, _, _): return .rejected(reason)
    }
  }

  /// The same the way a run goes, where plain calls take a shorter one: what became of each call.
  /// - Parameter memory: of batches before; emptied as a run does.
  /// - Returns: `nil` for calls that cost nothing, which a run only counts.
  func verdictsOfRun(
    _ calls: [CallSpecimen], memory: inout RatedBatch
  ) -> (of: [OracleRater.Verdict?], notChargeable: NotChargeableCounts) {
    memory.removeAll()
    rate(CallSpecimen.batch(calls), into: &memory)
    #expect(memory.chargeNanos == memory.rated.reduce(0) { $0 + Int128($1.chargeNanos) })
    return verdicts(calls, memory)
  }

  /// The same where a directory finds the payers by the calls' account codes, or where nobody in particular pays.
  func verdictsOfRun(
    _ calls: [CallSpecimen], _ directory: PayerDirectory?, _ rules: RatingRules = .none, memory: inout RatedBatch
  ) -> (of: [OracleRater.Verdict?], notChargeable: NotChargeableCounts) {
    memory.removeAll()
    AccountRater([self], directory: directory, rules: rules).rate(CallSpecimen.batch(calls), into: &memory)
    return verdicts(calls, memory)
  }

  private func verdicts(
    _ calls: [CallSpecimen], _ memory: RatedBatch
  ) -> (of: [OracleRater.Verdict?], notChargeable: NotChargeableCounts) {
    var verdicts = [OracleRater.Verdict?](repeating: nil, count: calls.count)
    for usage in memory.rated {
      let detail = usage.detail >= 0 ? memory.details[Int(usage.detail)] : RatedDetail(matched: usage.called)
      let components = detail.components.map { memory.components[Int($0)] }
      verdicts[Int(usage.record)] = .rated(words(usage, matched: detail.matched, components))
    }
    for reject in memory.rejects { verdicts[Int(reject.line)] = .rejected(reject.reason) }
    #expect(memory.rated.map(\.record) == memory.rated.map(\.record).sorted(), "rated usage is out of order")
    #expect(memory.rejects.map(\.line) == memory.rejects.map(\.line).sorted(), "rejects are out of order")
    #expect(memory.rated.count + memory.rejects.count + memory.notChargeable.total == calls.count)
    #expect(memory.billedSeconds == memory.rated.reduce(0) { $0 &+ $1.billedSeconds })
    return (verdicts, memory.notChargeable)
  }

  /// What a run makes of a single call.
  func verdictOfRun(_ call: CallSpecimen) -> OracleRater.Verdict? {
    var memory = RatedBatch()
    let (verdicts, notChargeable) = verdictsOfRun([call], memory: &memory)
    return verdicts[0] ?? NotChargeable.allCases.first { notChargeable[$0] == 1 }.map { .notChargeable($0) }
  }

  private func words(
    _ usage: RatedUsage, matched: PhoneNumber?, _ components: [ChargeComponent]
  ) -> OracleRater.Rated {
    var rated = OracleRater.Rated(
      charge: usage.chargeNanos, billedSeconds: usage.billedSeconds, billedQuantity: usage.billedQuantity,
      band: Int(usage.band), called: usage.called == .none ? nil : usage.called.description,
      jurisdiction: usage.jurisdiction, components: components.map(words))
    guard usage.row >= 0 else { return rated }
    let tariff = plan.tariffs[Int(usage.tariff)]
    if usage.prefixDigits == RatedUsage.noPrefix {
      rated.prefix = tariff.name(ofGroup: tariff.group(ofRow: usage.row))
    } else {
      let digits = (matched ?? .none).prefix(Int(usage.prefixDigits)).description
      rated.prefix = usage.prefixDigits == 0 ? "*" : usage.isExactNumber ? digits + "$" : digits
    }
    rated.line = Int(tariff.rows[Int(usage.row)].line)
    rated.leg = tariff.leg
    return rated
  }

  private func words(_ component: ChargeComponent) -> String {
    let name = switch component.source {
    case .tariff(let index, _, _): plan.tariffs[Int(index)].leg.rawValue
    case .special(let index): plan.specialCharges[Int(index)].name
    case .limit: "limit"
    }
    return "\(name) \(component.nanos)"
  }
}
