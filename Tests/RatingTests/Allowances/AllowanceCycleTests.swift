import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Cycles of allowances` {
  @Test(arguments: [  // zone, cycle day, cycle, moment → the first moment of its cycle, the first behind it
    ("UTC", 31, AllowanceCycle.month, "2026-02-27T23:59:59Z", "2026-01-31T00:00:00Z", "2026-02-28T00:00:00Z"),
    ("UTC", 31, .month, "2026-02-28T00:00:00Z", "2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z"),
    ("UTC", 31, .month, "2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z", "2024-03-31T00:00:00Z"),
    ("UTC", 29, .month, "2024-02-28T23:59:59Z", "2024-01-29T00:00:00Z", "2024-02-29T00:00:00Z"),
    ("UTC", 30, .month, "2026-04-30T00:00:00Z", "2026-04-30T00:00:00Z", "2026-05-30T00:00:00Z"),
    ("Europe/Berlin", 1, .day, "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"),  // 23 hours
    ("Europe/Berlin", 1, .day, "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),  // 25 hours
    ("Europe/Berlin", 1, .month, "2026-03-31T22:00:00Z", "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z"),
    ("America/Havana", 1, .day, "2026-11-01T04:30:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"),  // midnight twice
    // At 00:01 clocks went back to 23:01.
    ("America/St_Johns", 1, .day, "2010-11-07T03:00:00Z", "2010-11-07T02:30:00Z", "2010-11-08T03:30:00Z"),
    ("UTC", 1, .week, "2026-11-22T23:59:59Z", "2026-11-16T00:00:00Z", "2026-11-23T00:00:00Z"),  // Monday to Sunday
  ])
  func `begin and end at local midnight`(
    zone: String, cycleDay: Int, kind: AllowanceCycle, at: String, from: String, to: String
  ) {
    let calendar = AccountCalendar(zone: ZoneRules(named: zone)!, cycleDay: cycleDay)
    let cycle = calendar.cycle(kind, at: moment(at), of: PoolOwner(id: 0))
    #expect(cycle.from == moment(from))
    #expect(cycle.to == moment(to))
  }

  @Test func `count usage where it starts`() throws {
    // 31 March begins the cycle; a call over midnight is of the cycle before.
    var specimen = PromiseSpecimen(.perMinute("0.60"), [.of(1)]) { $0.customers[0].cycleDay = 31 }
    specimen.call("03-30 23:59:30", 90)
    specimen.call("03-31 00:00:00", 60)
    specimen.call("03-31 00:10:00", 60)
    #expect(try specimen.bills() == ["a0:60 plan:30 = 0.3", "a0:60 = 0", "plan:60 = 0.6"])
  }

  @Test func `take late usage out of their own counters`() throws {
    var specimen = PromiseSpecimen(.perMinute("0.60"), [.of(2)])
    specimen.call("06-30 12:00:00", 60)
    specimen.call("07-01 12:00:00", 120)
    specimen.call("06-30 13:00:00", 120)
    #expect(try specimen.bills() == ["a0:60 = 0", "a0:120 = 0", "a0:60 plan:60 = 0.6"])
  }

  @Test(arguments: [  // by, rounding, the plan holds from, to, in June of 300 minutes → minutes
    (CycleProration.Basis.none, CycleProration.Rounding.up, "2026-06-11T00:00:00Z", "2027-01-01T00:00:00Z", 300),
    (.none, .up, "2026-07-01T00:00:00Z", "2027-01-01T00:00:00Z", 0),
    (.days, .up, "2026-06-11T00:00:00Z", "2027-01-01T00:00:00Z", 200),
    (.days, .up, "2026-06-11T15:00:00Z", "2027-01-01T00:00:00Z", 200),  // the day counts for who has it at its end
    (.days, .up, "2026-01-01T00:00:00Z", "2026-06-11T15:00:00Z", 100),
    (.days, .up, "2026-06-11T15:00:00Z", "2026-06-11T16:00:00Z", 0),
    (.days, .up, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", 300),
    (.seconds, .up, "2026-06-11T12:00:00Z", "2027-01-01T00:00:00Z", 195),
    (.seconds, .down, "2026-06-11T13:00:00Z", "2027-01-01T00:00:00Z", 194),
    (.seconds, .nearest, "2026-06-11T13:00:00Z", "2027-01-01T00:00:00Z", 195),  // 194.58
    (.seconds, .up, "2026-06-11T13:00:00Z", "2027-01-01T00:00:00Z", 195),
  ])
  func `have their share where the plan holds for a part`(
    basis: CycleProration.Basis, rounding: CycleProration.Rounding, from: String, to: String, minutes: Int64
  ) {
    let owner = PoolOwner(id: 0, from: moment(from), to: moment(to))
    let calendar = AccountCalendar()
    let cycle = calendar.cycle(.month, at: moment("2026-06-11T15:30:00Z"), of: owner)
    let proration = CycleProration(by: basis, rounding: rounding)
    #expect(proration.units(300 * 60, proration.part(of: cycle, owner, calendar), unit: 60) == minutes * 60)
  }

  @Test func `go by the plan at the start of a call when it changes in mid-call`() throws {
    // June has 30 minutes of the old plan until the 11th, 20 of the new from then on.
    let change = moment("2026-06-11T00:00:00Z")
    let allowance = Allowance.of(30) { $0.proration = CycleProration(by: .days) }
    func specimen(_ amount: Int64, _ owner: PoolOwner) -> PromiseSpecimen {
      PromiseSpecimen(.perMinute("0.60"), [.of(amount) { $0.proration = allowance.proration }]) { specimen in
        specimen.customers[0] = Customer(service: owner, account: owner, branch: owner)
      }
    }
    var old = specimen(30, PoolOwner(id: 0, to: change))
    old.call("06-10 23:59:50", 660)
    #expect(try old.bills() == ["a0:600 plan:60 = 0.6"])
    var new = specimen(30, PoolOwner(id: 0, from: change))
    new.call("06-11 00:00:00", 1_260)
    #expect(try new.bills() == ["a0:1200 plan:60 = 0.6"])
  }

  private typealias Customer = PromiseSpecimen.Customer
}
