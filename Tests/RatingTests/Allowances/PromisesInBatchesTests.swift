import RatePlans
import Rating
import Telecom
import TestSupport
import Testing

/// Batches take short ways that single usages do not; what single usages come to is compared with the oracle elsewhere.
@Suite("Promises in batches") struct PromisesInBatches {
  /// A service of the specimen's plan for each customer, of two accounts below one head.
  private struct Place {
    let rater: AccountRater
    let batch: UsageBatch
    let specimen: PromiseSpecimen

    init(_ specimen: PromiseSpecimen) {
      self.specimen = specimen
      let entries = specimen.customers.indices.map { customer in
        var entry = DirectoryEntry(
          keys: [.accountCode("c\(customer)")], account: "a\(customer / 2)", service: "s\(customer)")
        entry.parentAccount = "head"
        entry.cycleDay = specimen.customers[customer].cycleDay
        entry.zone = ZoneRules(named: specimen.customers[customer].zone)
        return entry
      }
      let plan = PromiseRun(specimen).rater.rater
      let directory = PayerDirectory(entries, numbers: plan.numbers)
      rater = AccountRater([plan], directory: directory, owners: PoolOwners(entries: entries, zone: plan.plan.zone))
      batch = CallSpecimen.batch(
        specimen.uses.map { use in
          var call = use.call
          call.accountCode = "c\(use.customer)"
          call.unit = use.meteredUnit
          return call
        })
    }

    func rate() -> (result: RatedBatch, state: AllowanceState) {
      var (result, state, work) = (RatedBatch(), AllowanceState(), PromiseWork())
      rater.rate(batch, into: &result)
      rater.keepPromises(of: batch, &result, &state, &work) { _ throws(Never) in false }
      return (result, state)
    }
  }

  @Test func `come to what each usage comes to by itself`() throws {
    var (covered, priced) = (0, 0)
    for seed in 0..<300 as Range<UInt64> {
      var random = Seeded(seed)
      var specimen = PromiseSpecimen.random(using: &random)
      // All of it outgoing, and the plan's without end, as the directory has it.
      for use in specimen.uses.indices { specimen.uses[use].direction = .out }
      for customer in specimen.customers.indices {
        specimen.customers[customer].service = PoolOwner(id: Int32(customer))
        specimen.customers[customer].account = PoolOwner(id: Int32(customer / 2))
        specimen.customers[customer].branch = PoolOwner(id: 2)
      }
      specimen.boosts = []
      let place = Place(specimen)
      let (result, _) = place.rate()
      let run = PromiseRun(specimen)
      let (charges, _, _) = try run.stream(Array(specimen.uses.indices))
      #expect(result.rated.count == specimen.uses.count, "seed \(seed)")
      for (row, usage) in result.rated.enumerated() {
        let expected = charges[Int(usage.record)]!
        #expect(usage.chargeNanos == expected.nanos, "seed \(seed), usage \(usage.record)")
        let units = usage.detail >= 0 ? result.details[Int(usage.detail)].covered.map { result.covered[Int($0)] } : []
        var drawn: [Int: Int64] = [:]
        for stretch in expected.stretches {
          if case .allowance(let index) = stretch.terms { drawn[index, default: 0] += stretch.units }
        }
        #expect(Dictionary(uniqueKeysWithValues: units.map { (Int($0.allowance), $0.units) }) == drawn, "seed \(seed)")
        let parts = usage.detail >= 0 ? result.details[Int(usage.detail)].components.map { result.components[Int($0)].nanos } : []
        #expect(parts.isEmpty || parts.reduce(0, +) == usage.chargeNanos, "seed \(seed): \(row)")
        covered += units.count
        priced += expected.stretches.count { $0.terms != .plan }
      }
      #expect(result.charges.values.reduce(0, +) == charges.values.reduce(0) { $0 + Int128($1.nanos) }, "seed \(seed)")
    }
    #expect(covered > 1000 && priced > covered, "\(covered) covered, \(priced) priced")
  }

  @Test func `draw nothing for records that are known`() throws {
    var specimen = PromiseSpecimen(.perMinute("0.60"), [.of(10)])
    specimen.call("06-01 12:00:00", 60)
    specimen.call("06-01 12:10:00", 60)
    let place = Place(specimen)
    var (result, state, work) = (RatedBatch(), AllowanceState(), PromiseWork())
    place.rater.rate(place.batch, into: &result)
    place.rater.keepPromises(of: place.batch, &result, &state, &work) { record throws(Never) in record == 0 }
    #expect(result.rated.map(\.chargeNanos) == [600_000_000, 0])
    #expect(state.allowances.map(\.value.used) == [60])
  }

  @Test func `are set aside where a count would pass 64 bits, and draw nothing then`() throws {
    var specimen = PromiseSpecimen(.perMinute("0.60"), [.of(10)])
    specimen.promises.commitments = [SpendingCommitment(name: "c")]
    specimen.call("06-01 12:00:00", 660)
    specimen.call("06-01 13:00:00", 60)
    let place = Place(specimen)
    var (result, work) = (RatedBatch(), PromiseWork())
    var state = place.rate().state
    for (key, counter) in state.commitments {
      var full = counter
      full.spent = .max
      state.commitments.set(key, to: full)
    }
    let before = state
    place.rater.rate(place.batch, into: &result)
    place.rater.keepPromises(of: place.batch, &result, &state, &work) { _ throws(Never) in false }
    #expect(result.rejects.map(\.reason) == [.amountTooLarge, .amountTooLarge])
    #expect(result.rated.isEmpty && result.recordCount == 0)
    #expect(state == before)
  }
}
