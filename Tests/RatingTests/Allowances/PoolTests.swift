import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Shared pools` {
  /// Services 0 and 1 of account 0, service 2 of account 1; all of one branch.
  private static func specimen(_ scope: PoolScope, minutes: Int64) -> PromiseSpecimen {
    PromiseSpecimen(.perMinute("0.60"), [.of(minutes) { $0.shared = scope }]) { specimen in
      specimen.customers = (0..<3).map {
        PromiseSpecimen.Customer(service: PoolOwner(id: $0), account: PoolOwner(id: $0 / 2), branch: PoolOwner(id: 0))
      }
    }
  }

  @Test(arguments: [  // shared by, a minute is included, a minute each of the three services → charges
    (PoolScope.service, ["a0:60 = 0", "a0:60 = 0", "a0:60 = 0"]),
    (.account, ["a0:60 = 0", "plan:60 = 0.6", "a0:60 = 0"]),
    (.branch, ["a0:60 = 0", "plan:60 = 0.6", "plan:60 = 0.6"]),
  ])
  func `belong to a service, an account or a branch`(scope: PoolScope, bills: [String]) throws {
    var specimen = Self.specimen(scope, minutes: 1)
    for customer in 0..<3 { specimen.call("06-01 1\(customer):00:00", 60, of: customer) }
    #expect(try specimen.bills() == bills)
  }

  @Test func `that two services exhaust in the same second go by record id once they are settled`() throws {
    var specimen = Self.specimen(.account, minutes: 1)
    specimen.call("06-01 12:00:00", 60, of: 1, id: "b")
    specimen.call("06-01 12:00:00", 60, of: 0, id: "a")
    #expect(try specimen.bills() == ["a0:60 = 0", "plan:60 = 0.6"], "in the order in which they came")
    let run = PromiseRun(specimen)
    let streamed = try run.stream([0, 1])
    let settled = try run.settle([0, 1], streamed: streamed.state)
    #expect(settled.charges.map(\.words) == ["plan:60 = 0.6", "a0:60 = 0"])
    let differences = settled.differences(from: [streamed.charges[0]!, streamed.charges[1]!])
    #expect(differences.map(\.index) == [0, 1])
    #expect(differences.map(\.nanos) == [nanos("0.6"), -nanos("0.6")])
  }

  @Test func `tell with each usage what it drew, and what is left`() throws {
    var specimen = Self.specimen(.account, minutes: 3)
    specimen.call("06-01 12:00:00", 70)
    let run = PromiseRun(specimen)
    var (state, work, usage, charge) = (run.opening, PromiseWork(), run.offered[0].usage, run.offered[0].charge)
    try run.rater.apply(run.offered[0].facts, to: &usage, &charge, &state, &work)
    #expect(work.draws.map(\.units) == [70])
    #expect(work.draws.map(\.room) == [110])
    #expect(state.allowances[work.draws[0].key]?.left == 110)
  }
}
