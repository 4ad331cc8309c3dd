import RatePlans
import Rating
import Telecom
import TestSupport
import Testing

@Suite("Promises against the oracle") struct PromisesAgainstOracle {
  @Test func `random plans and usage are billed alike, in the order in which the usage was made`() throws {
    var terms: [String: Int] = [:]
    var calendars = OracleCalendars()
    for seed in 0..<400 as Range<UInt64> {
      var random = Seeded(seed)
      let specimen = PromiseSpecimen.random(using: &random)
      let run = PromiseRun(specimen)
      let order = Self.chronological(specimen)
      let (charges, _, _) = try run.stream(order)
      var oracle = OracleBiller(specimen, &calendars)
      for index in order {
        let expected = oracle.bill(specimen.uses[index])
        #expect(charges[index]!.bill == expected, "seed \(seed), usage \(index): \(specimen.uses[index])")
        for stretch in expected.stretches { terms[String(stretch.prefix(4)), default: 0] += 1 }
      }
    }
    for name in ["plan", "allo", "over", "volu"] { #expect(terms[name, default: 0] > 200, "\(terms)") }
  }

  @Test func `settled usage comes to the same in every order of arrival, and settling again changes nothing`() throws {
    var differing = 0
    for seed in 0..<200 as Range<UInt64> {
      var random = Seeded(seed)
      let specimen = PromiseSpecimen.random(using: &random)
      let run = PromiseRun(specimen)
      let inOrder = try run.stream(Self.chronological(specimen))
      for _ in 0..<3 {
        let order = specimen.uses.indices.shuffled(using: &random)
        let streamed = try run.stream(order)
        let settled = try run.settle(order, streamed: streamed.state)
        #expect(settled.state == inOrder.state, "seed \(seed)")
        settled.state.check()
        let differences = settled.differences(from: order.map { streamed.charges[$0]! })
        if !differences.isEmpty { differing += 1 }
        var posted = order.map { streamed.charges[$0]!.nanos }
        for (index, nanos) in differences { posted[index] += nanos }
        #expect(posted == order.map { inOrder.charges[$0]!.nanos }, "seed \(seed)")
        #expect(settled.charges == order.map { inOrder.charges[$0]! }, "seed \(seed)")
        let again = try run.settle(order, streamed: settled.state)
        #expect(again.state == settled.state && again.differences(from: settled.charges).isEmpty, "seed \(seed)")
      }
    }
    #expect(differing > 60, "the order of arrival should matter before settling")
  }

  @Test func `a state that was settled in between comes to the same`() throws {
    for seed in 0..<200 as Range<UInt64> {
      var random = Seeded(seed)
      let specimen = PromiseSpecimen.random(using: &random)
      let run = PromiseRun(specimen)
      let order = Self.chronological(specimen)
      let cut = Int.random(in: 0...order.count, using: &random)
      let first = try run.settle(Array(order[..<cut]).shuffled(using: &random))
      let late = try run.stream(order[cut...].shuffled(using: &random), from: first.state)
      let second = try Settlement(
        order[cut...].map { run.offered[$0] }, from: first.state, streamed: late.state, by: [run.rater])
      #expect(try second.state == run.stream(order).state, "seed \(seed)")
    }
  }

  @Test func `volumes come to what a closed formula says of their totals`() throws {
    var compared = 0
    for seed in 0..<400 as Range<UInt64> {
      var random = Seeded(seed)
      let specimen = PromiseSpecimen.random(using: &random)
      let run = PromiseRun(specimen)
      let streamed = try run.stream(Array(specimen.uses.indices)).state
      for (key, counter) in streamed.volumes {
        var state = streamed
        let volume = specimen.promises.volumes[Int(key.pool.promise)]
        let priced = Fraction(counter.priced, over: Int128(volume.unit.scale))
        let formula = OracleBiller.price(volume, counter.total)
        if case .allUnits = volume.scale {} else { #expect(priced == formula, "seed \(seed): \(volume)") }
        compared += 1
        // The end of the cycle adds what is missing, once.
        let place = specimen.customers.firstIndex { [$0.service, $0.account, $0.branch].contains { $0.id == key.pool.owner } }!
        let start = specimen.uses.first { use in
          let calendar = PromiseRun.calendar(specimen.customers[use.customer])
          return calendar.cycle(volume.cycle, at: use.call.start, of: specimen.customers[place].service).firstDay == key.cycle
        }!.call.start
        let owner = PoolOwner(id: key.pool.owner, calendar: Int32(place))
        let facts = AllowanceFacts(
          start: start, kind: .call, service: owner, account: owner, branch: owner)
        let closing = try run.rater.close(volume.cycle, facts, &state).filter { $0.pool == key.pool }
        let rest = formula.plus(priced.times(Fraction(-1))!)!
        let rounding = OracleRounding(specimen.plan.plan.rounding)
        let expected = rest.numerator < 0 ? -rounding.nanos(rest.times(Fraction(-1))!)! : rounding.nanos(rest)!
        #expect(closing.reduce(0) { $0 + $1.nanos } == expected, "seed \(seed)")
        #expect(try run.rater.close(volume.cycle, facts, &state).isEmpty, "seed \(seed)")
      }
    }
    #expect(compared > 300)
  }

  /// By start, then by record id.
  static func chronological(_ specimen: PromiseSpecimen) -> [Int] {
    specimen.uses.indices.sorted {
      let (left, right) = (specimen.uses[$0], specimen.uses[$1])
      return (left.call.start, left.recordID) < (right.call.start, right.recordID)
    }
  }
}
