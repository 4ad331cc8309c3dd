import Rating
import Telecom
import TestSupport
import Testing

@Suite struct `Payers and levels against a model` {
  @Test func `random directories, resellers and suppliers give the rows, rejects and sums of a walk through their rows`() throws {
    var result = RatedBatch()
    var tally = Tally()
    for seed in 0..<1_500 as Range<UInt64> {
      var random = Seeded(seed)
      let specimen = LevelSpecimen.random(using: &random)
      let calls = (0..<20).map { _ in LevelSpecimen.call(using: &random) }
      let rater = try specimen.rater()
      result.removeAll()
      rater.rate(Facts.batch(calls), into: &result)
      let expected = calls.map { specimen.outcome($0) }
      expectSame(result, rater, expected, specimen, .all, "seed \(seed)")
      tally.note(expected)

      let tiers = AccountRater.Tiers(rawValue: Int.random(in: 1...7, using: &random))
      let some = try specimen.rater(tiers)
      result.removeAll()
      some.rate(Facts.batch(calls), into: &result)
      expectSame(result, some, expected, specimen, tiers, "seed \(seed), \(tiers)")
    }
    #expect(tally.isVaried, "\(tally)")
  }

  private func expectSame(
    _ result: RatedBatch, _ rater: AccountRater, _ expected: [LevelSpecimen.Outcome], _ specimen: LevelSpecimen,
    _ tiers: AccountRater.Tiers, _ what: String
  ) {
    var (rows, rejects): ([String], [String]) = ([], [])
    var (counts, records, charges) = (NotChargeableCounts(), 0, [Currency: Int128]())
    for (record, outcome) in expected.enumerated() {
      switch outcome {
      case .notChargeable(let reason): counts[reason] += 1
      case .rejected(let reason, let level): rejects.append("\(record) \(reason.code) \(level)")
      case .rows(let all):
        records += 1
        for row in all where row.tier == "retail" {
          charges[specimen.plans[row.plan].currency, default: 0] += Int128(row.charge)
        }
        rows += all.filter { tiers.contains(tier($0.tier)) }.map { words($0, of: record) }
      }
    }
    #expect(result.rated.indices.map { words(self.row($0, of: result, rater), of: Int(result.rated[$0].record)) } == rows, "\(what)")
    #expect(result.rejects.map { "\($0.line) \($0.reason.code) \($0.level)" } == rejects, "\(what)")
    #expect(result.notChargeable == counts && result.recordCount == records, "\(what)")
    #expect(result.charges.filter { $0.value != 0 } == charges.filter { $0.value != 0 }, "\(what)")
  }

  private func row(_ index: Int, of result: RatedBatch, _ rater: AccountRater) -> LevelSpecimen.Row {
    let usage = result.rated[index]
    let party = result.party(of: index) >= 0 ? rater.levels?.parties[Int(result.party(of: index))] : nil
    return LevelSpecimen.Row(
      payer: Int(usage.payer), tier: party?.tier ?? "retail",
      account: party?.account ?? rater.directory?.entries[Int(usage.payer)].account ?? "", plan: Int(usage.plan),
      charge: usage.chargeNanos, margin: usage.detail >= 0 ? result.details[Int(usage.detail)].marginNanos : nil)
  }

  private func words(_ row: LevelSpecimen.Row, of record: Int) -> String {
    "\(record) by \(row.payer): \(row.tier) \(row.account) plan \(row.plan) \(row.charge) keeps \(row.margin.map(String.init) ?? "-")"
  }

  private func tier(_ name: String) -> AccountRater.Tiers { name == "retail" ? .retail : name == "cost" ? .cost : .reseller }

  /// What the calls came to, so that a generator that makes nothing of it is found out.
  private struct Tally {
    var reasons: [String: Int] = [:]
    var depths: [Int: Int] = [:]
    var (two, costs, free, losses, foreign) = (0, 0, 0, 0, 0)

    mutating func note(_ outcomes: [LevelSpecimen.Outcome]) {
      for outcome in outcomes {
        switch outcome {
        case .notChargeable(let reason): reasons[reason.code, default: 0] += 1
        case .rejected(let reason, let level): reasons[reason.code + (level.isEmpty ? "" : " at a level"), default: 0] += 1
        case .rows(let rows):
          depths[rows.count { $0.tier.hasPrefix("reseller") && $0.payer == rows[0].payer }, default: 0] += 1
          if Set(rows.map(\.payer)).count == 2 { two += 1 }
          if rows.contains(where: { $0.tier == "cost" }) { costs += 1 }
          if rows.contains(where: { $0.charge == 0 }) { free += 1 }
          if rows.contains(where: { $0.margin ?? 0 < 0 }) { losses += 1 }
          if rows.dropLast().contains(where: { $0.margin == nil }) { foreign += 1 }
        }
      }
    }

    var isVaried: Bool {
      (0...4).allSatisfy { depths[$0, default: 0] > 20 } && [two, costs, free, losses, foreign].allSatisfy { $0 > 100 }
        && ["unanswered", "grace", "unknown_payer", "service_ended", "service_not_active", "ambiguous_payer", "no_rate",
          "no_rate at a level", "service_not_active at a level"].allSatisfy { reasons[$0, default: 0] > 50 }
    }
  }
}
