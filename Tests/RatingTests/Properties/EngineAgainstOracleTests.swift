import RatePlans
import Rating
import TestSupport
import Testing

@Suite struct `Engine against oracle` {
  @Test func `random plans and calls are rated alike, the plain way and the general`() {
    var charged = 0
    for seed in 0..<2_000 as Range<UInt64> {
      var random = Seeded(seed)
      let instant = CallSpecimen.instants.randomElement(using: &random)!
      let specimen = PlanSpecimen.random(near: instant, using: &random)
      let rater = UsageRater(specimen.plan)
      let oracle = OracleRater(specimen)
      for number in 0..<5 {
        let call = CallSpecimen.random(near: instant, using: &random)
        let expected = oracle.rate(call)
        let general = rater.verdict(call)
        #expect(general == expected, "seed \(seed), call \(number): \(call)")
        #expect(rater.verdictOfRun(call) == general, "seed \(seed), call \(number), in a run: \(call)")
        if case .rated(let usage) = expected, usage.charge > 0 { charged += 1 }
      }
    }
    #expect(charged > 3_000, "most calls should come to a charge")
  }
}
