import RatePlans
import Rating
import Telecom
import TestSupport
import Testing

@Suite struct `Carriers' rules against oracle` {
  /// A numbering file for each of the instants that calls are made near.
  private static let geographies = CallSpecimen.instants.map { instant in
    var random = Seeded(UInt64(bitPattern: instant))
    let rows = OracleGeography.random(near: instant, using: &random)
    return (rows: rows, loaded: try! rows.loaded())
  }

  @Test func `random plans with legs, jurisdictions and special charges are rated alike, alone and in a run`() {
    var memory = RatedBatch()
    var seen = Tally()
    for seed in 0..<2_300 as Range<UInt64> {
      var random = Seeded(seed)
      let index = CallSpecimen.instants.indices.randomElement(using: &random)!
      let specimen = PlanSpecimen.random(near: CallSpecimen.instants[index], isCarriers: true, using: &random)
      let geography = Int.random(in: 0..<6, using: &random) == 0 ? nil : Self.geographies[index]
      let rater = UsageRater(specimen.plan, geography: geography?.loaded)
      let oracle = OracleRater(specimen, geography: geography?.rows)
      var calls = (0..<5).map { _ in CallSpecimen.randomCarriers(near: CallSpecimen.instants[index], using: &random) }

      let alone = calls.map { oracle.rate($0) }
      for (call, expected) in zip(calls, alone) {
        #expect(rater.verdict(call) == expected, "seed \(seed): \(call)")
        seen.note(expected)
      }
      expectSame(rater.verdictsOfRun(calls, memory: &memory), alone, "seed \(seed), in a run", calls)

      // The same calls for whoever pays, found by the account code.
      let services = calls.map { _ in ServiceSpecimen.all.randomElement(using: &random)! }
      for (index, service) in services.enumerated() { calls[index].accountCode = service.type }
      let forServices = zip(calls, services).map { oracle.rate($0, for: $1) }
      for index in calls.indices {
        #expect(
          rater.verdict(calls[index], for: services[index]) == forServices[index],
          "seed \(seed), for \(services[index]): \(calls[index])")
      }
      expectSame(
        rater.verdictsOfRun(calls, ServiceSpecimen.directory, memory: &memory), forServices, "seed \(seed), by account", calls)

      // By the type that each record has itself: of a payer without one, and of nobody in particular.
      for index in calls.indices {
        calls[index].accountCode = "own"
        if Bool.random(using: &random) { calls[index].serviceType = ServiceSpecimen.all.randomElement(using: &random)!.type }
      }
      let own = calls.map { oracle.rate($0, for: .named($0.serviceType)) }
      expectSame(rater.verdictsOfRun(calls, ServiceSpecimen.directory, memory: &memory), own, "seed \(seed), by record", calls)
      expectSame(
        rater.verdictsOfRun(calls, nil, ServiceSpecimen.rules, memory: &memory), own, "seed \(seed), of nobody", calls)
    }
    #expect(seen.isVaried, "\(seen)")
  }

  private func expectSame(
    _ run: (of: [OracleRater.Verdict?], notChargeable: NotChargeableCounts), _ expected: [OracleRater.Verdict],
    _ what: String, _ calls: [CallSpecimen]
  ) {
    var counts = NotChargeableCounts()
    for (index, verdict) in expected.enumerated() {
      if case .notChargeable(let reason) = verdict {
        counts[reason] += 1
        #expect(run.of[index] == nil, "\(what): \(calls[index])")
      } else {
        #expect(run.of[index] == verdict, "\(what): \(calls[index])")
      }
    }
    #expect(run.notChargeable == counts, "\(what)")
  }

  /// What the calls came to, so that a generator that makes nothing of it is found out.
  private struct Tally {
    var jurisdictions: [Jurisdiction: Int] = [:]
    var reasons: [RejectReason: Int] = [:]
    var (bothLegs, special, limited, replaced, graced) = (0, 0, 0, 0, 0)
    /// By what the first row stands under: a place, and zones.
    var keys: [String: Int] = [:]

    mutating func note(_ verdict: OracleRater.Verdict) {
      switch verdict {
      case .notChargeable: graced += 1
      case .rejected(let reason): reasons[reason, default: 0] += 1
      case .rated(let usage):
        jurisdictions[usage.jurisdiction, default: 0] += 1
        let names = usage.components.map { $0.prefix { $0 != " " } }
        if names.contains("termination"), names.contains("origination") { bothLegs += 1 }
        if names.contains(where: { $0.hasPrefix("special") }) { special += 1 }
        if names.contains("limit") { limited += 1 }
        if usage.line < 0 { replaced += 1 }
        if usage.prefix.contains("LATA") || usage.prefix.contains("OCN") { keys[usage.prefix, default: 0] += 1 }
        if usage.prefix.contains(">") { keys[usage.prefix, default: 0] += 1 }
        if names.contains("matrix"), names.contains("termination") { keys["both", default: 0] += 1 }
      }
    }

    var isVaried: Bool {
      Jurisdiction.allCases.allSatisfy { jurisdictions[$0, default: 0] > 100 }
        && [.missingField, .invalidNumber, .noZone, .noRate, .destinationBlocked].allSatisfy { reasons[$0, default: 0] > 50 }
        && ["LATA224/OCN9206", "OCN9206/NJ", "OCN9206", "LATA224", "A>B", "*>B", "A>*", "*>*", "both"].allSatisfy { keys[$0, default: 0] > 10 }
        && [bothLegs, special, limited, replaced, graced].allSatisfy { $0 > 300 }
    }
  }
}
