import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Rollover and boosters` {
  @Test(arguments: [  // cap in minutes, cycles, minutes used in March, April, May, June of 10 each → minutes left after June
    (nil, 1, [0, 0, 0, 0], 20),  // May's and June's own
    (nil, 3, [0, 0, 0, 0], 40),
    (nil, 3, [0, 0, 0, 35], 5),
    (25, 3, [0, 0, 0, 0], 35),  // March lapses in part: 25 and June's own
    (0, 3, [0, 0, 0, 0], 10),
    (nil, 2, [4, 0, 0, 0], 30),  // what is left of March expired with May
    (nil, 2, [0, 15, 0, 0], 25),  // March's 10 first, then 5 of April's: 5, 10 and 10
    (nil, 2, [0, 0, 25, 5], 10),  // March's and April's in May, 5 of May's own: June has 5 and 10, less 5
    (12, 3, [3, 0, 4, 0], 22),  // 7; with April's 12; less 4, of March's 2 first; with May's 12 again
  ] as [(Int64?, Int, [Int64], Int64)])
  func `are used oldest first, up to the cap, until they expire`(cap: Int64?, cycles: Int, used: [Int64], left: Int64) throws {
    let allowance = Allowance.of(10) { $0.rollover = Allowance.Rollover(cap: cap.map { $0 * 60 } ?? .max, cycles: cycles) }
    var specimen = PromiseSpecimen(.perMinute("0.60"), [allowance]) { specimen in
      let owner = PoolOwner(id: 0, from: moment("2026-03-01T00:00:00Z"))
      specimen.customers[0] = PromiseSpecimen.Customer(service: owner, account: owner, branch: owner)
    }
    for (month, minutes) in used.enumerated() where minutes > 0 { specimen.call("0\(month + 3)-10 12:00:00", minutes * 60) }
    // What is left shows when more is used than there is.
    specimen.call("06-20 12:00:00", 100 * 60)
    let bills = try specimen.bills()
    #expect(bills.dropLast().allSatisfy { !$0.contains("plan") })
    #expect(bills.last == "a0:\(left * 60) plan:\((100 - left) * 60) = \(Decimal9.text((100 - left) * nanos("0.60")))")
  }

  @Test func `lapse above the cap, the oldest first`() throws {
    // 25 come into June: 5 of March, 10 of April, 10 of May. 5 are used, March's; of the other 30 July has 25, and its own.
    let allowance = Allowance.of(10) { $0.rollover = Allowance.Rollover(cap: 25 * 60, cycles: 3) }
    var specimen = PromiseSpecimen(.perMinute("0.60"), [allowance]) { specimen in
      let owner = PoolOwner(id: 0, from: moment("2026-03-01T00:00:00Z"))
      specimen.customers[0] = PromiseSpecimen.Customer(service: owner, account: owner, branch: owner)
    }
    specimen.call("06-10 12:00:00", 5 * 60)
    specimen.call("07-10 12:00:00", 36 * 60)
    #expect(try specimen.bills() == ["a0:300 = 0", "a0:2100 plan:60 = 0.6"])
  }

  @Test func `are fixed when the next cycle opens, so that late usage spends nothing twice`() throws {
    let allowance = Allowance.of(10) { $0.rollover = Allowance.Rollover(cap: 4 * 60, cycles: 1) }
    var specimen = PromiseSpecimen(.perMinute("0.60"), [allowance]) { specimen in
      let owner = PoolOwner(id: 0, from: moment("2026-06-01T00:00:00Z"))
      specimen.customers[0] = PromiseSpecimen.Customer(service: owner, account: owner, branch: owner)
    }
    specimen.call("07-01 12:00:00", 14 * 60)  // 4 of June, 10 of July
    specimen.call("06-30 12:00:00", 10 * 60)  // late: June has 6 left
    #expect(try specimen.bills() == ["a0:840 = 0", "a0:360 plan:240 = 2.4"])
    // Settled, June keeps its ten, and July has no more than its own.
    let settled = try PromiseRun(specimen).settle([0, 1])
    #expect(settled.charges.map(\.words) == ["a0:600 plan:240 = 2.4", "a0:600 = 0"])
  }

  @Test func `boosters are used last, the one that expires first at the front`() throws {
    var specimen = PromiseSpecimen(.perMinute("0.60"), [.of(1)])
    func boost(_ minutes: Int64, until: String) {
      specimen.boosts.append(
        PromiseSpecimen.Boost(
          allowance: 0, owner: 0, from: moment("2026-06-02T00:00:00Z"), expires: moment(until), units: minutes * 60))
    }
    boost(3, until: "2026-07-15T00:00:00Z")
    boost(2, until: "2026-06-20T00:00:00Z")
    specimen.call("06-01 12:00:00", 120)  // none holds yet: 1 included
    specimen.call("06-10 12:00:00", 60)  // of the two minutes
    specimen.call("06-20 00:00:00", 60)  // one of them has expired: of the three
    specimen.call("07-01 12:00:00", 120)  // 1 included, 1 of the three
    specimen.call("07-14 23:59:59", 120)  // 1 of the three
    specimen.call("07-15 00:00:00", 60)
    #expect(try specimen.bills() == [
      "a0:60 plan:60 = 0.6", "a0:60 = 0", "a0:60 = 0", "a0:120 = 0", "a0:60 plan:60 = 0.6", "plan:60 = 0.6",
    ])
    let boosters = try PromiseRun(specimen).stream(Array(specimen.uses.indices)).state.boosters.values.first
    #expect(boosters?.map(\.left) == [60, 0])
  }
}
