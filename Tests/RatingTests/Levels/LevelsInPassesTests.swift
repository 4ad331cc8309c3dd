import RatePlans
import Rating
import Telecom
import TestSupport
import Testing

@Suite struct `Levels of calls with two ends` {
  /// Prices of a minute by prefix, in nanos; both decks of both plans have the same prefixes, at prices of their own.
  private static let prefixes = ["1", "1201", "12015", "1212", "44", "4420", "442077", "49"]

  private static func price(_ number: String, _ leg: Leg, plan: Int) -> Int64? {
    guard let place = prefixes.lastIndex(where: { prefix in
      number.hasPrefix(prefix) && !prefixes.contains { $0.count > prefix.count && number.hasPrefix($0) }
    }) else { return nil }
    return Int64(1 + place) * 1_000_000 + (leg == .origination ? 20_000 : 0) + Int64(plan) * 300
  }

  private static func rater(_ callers: [String]) throws -> AccountRater {
    let plans = (0...1).map { plan in
      PlanSpecimen(
        decks: [Leg.termination, .origination].map { leg in
          DeckSpecimen(
            leg: leg,
            rows: prefixes.map { DeckRow(prefix: $0, row: .perMinute(Decimal9.text(price($0, leg, plan: plan)!))) })
        }) { $0.rounding.decimals = 9 }
    }
    let numbers = NumberNormaliser(DiallingRules())
    let entries = try callers.enumerated().map { index, number in
      var entry = DirectoryEntry(
        keys: try ServiceKey.keys(of: number, kind: .number, numbers: numbers), account: "A\(index)", service: number)
      // Every third is a customer of the reseller, every other one of the rest pays by the second plan.
      (entry.plan, entry.namesPlan, entry.parentAccount) = (index % 2, true, index % 3 == 0 ? "R" : "")
      return entry
    }
    return AccountRater(
      plans.map { UsageRater($0.plan) }, directory: PayerDirectory(entries, numbers: numbers),
      levels: PriceLevels(entries: entries, resellers: [Reseller(account: "R", buyPlan: 1)], suppliers: []))
  }

  @Test func `cost what each end does at each level, however many calls are rated together`() throws {
    var random = Seeded(4)
    func number() -> String {
      Self.prefixes.randomElement(using: &random)! + (0..<7).map { _ in "0123456789".randomElement(using: &random)! }
    }
    let callers = Array(Set((0..<60).map { _ in number() })).sorted()
    let rater = try Self.rater(callers)
    var result = RatedBatch()
    for count in [1, 511, 512, 513, 1_700, 2_048] {
      let calls = (0..<count).map { _ in
        Facts(calling: callers.randomElement(using: &random)!, called: Int.random(in: 0..<20, using: &random) == 0 ? "7095" : number())
      }
      result.removeAll()
      rater.rate(Facts.batch(calls), into: &result)
      var expected: [String] = []
      var rejected: [Int32] = []
      for (record, call) in calls.enumerated() {
        let payer = callers.firstIndex(of: call.calling)!
        let plans = [payer % 2] + (payer % 3 == 0 ? [1] : [])
        let charges = plans.compactMap { plan in
          Self.price(call.called, .termination, plan: plan).map { $0 + Self.price(call.calling, .origination, plan: plan)! }
        }
        if charges.isEmpty { rejected.append(Int32(record)) }
        for (plan, charge) in zip(plans, charges) { expected.append("\(record) by \(payer) plan \(plan): \(charge)") }
      }
      let found = result.rated.map { "\($0.record) by \($0.payer) plan \($0.plan): \($0.chargeNanos)" }
      #expect(found == expected, "\(count) calls")
      #expect(result.rejects.map(\.record) == rejected, "\(count) calls")
      let sums = result.rated.indices.map { row -> Int64 in
        let parts = result.details[Int(result.rated[row].detail)].components
        return parts.reduce(0) { $0 + result.components[Int($1)].nanos }
      }
      #expect(sums == result.rated.map(\.chargeNanos), "\(count) calls")
    }
  }
}
