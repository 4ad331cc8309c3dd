import RatePlans
import Rating
import Telecom
import TestSupport
import Testing

@Suite struct `Engine against oracle` {
  @Test func `random plans and calls are rated alike, the plain way and the general`() {
    var charged = 0
    var memory = RatedBatch()
    for seed in 0..<2_000 as Range<UInt64> {
      var random = Seeded(seed)
      let instant = CallSpecimen.instants.randomElement(using: &random)!
      let specimen = PlanSpecimen.random(near: instant, using: &random)
      let rater = UsageRater(specimen.plan)
      let oracle = OracleRater(specimen)
      let calls = (0..<5).map { _ in CallSpecimen.random(near: instant, using: &random) }
      let (run, notChargeable) = rater.verdictsOfRun(calls, memory: &memory)
      var expectedCounts = NotChargeableCounts()
      for (number, call) in calls.enumerated() {
        let expected = oracle.rate(call)
        #expect(rater.verdict(call) == expected, "seed \(seed), call \(number): \(call)")
        if case .notChargeable(let reason) = expected {
          expectedCounts[reason] += 1
        } else {
          #expect(run[number] == expected, "seed \(seed), call \(number), in a run: \(call)")
        }
        if case .rated(let usage) = expected, usage.charge > 0 { charged += 1 }
      }
      #expect(notChargeable == expectedCounts, "seed \(seed)")
    }
    #expect(charged > 3_000, "most calls should come to a charge")
  }
}
