internal import Billing
internal import Telecom
import Testing

@Suite struct `Proration worked by hand` {
  static func charge(
    _ proration: Proration = Proration(), timing: RecurringCharge.Timing = .advance, active: String = "2026-01-01",
    cancelled: String? = nil, price: Int64 = 30_000_000_000, anchor: String = "2026-01-01"
  ) -> RecurringCharge {
    var charge = RecurringCharge(
      id: 1, account: "A", service: "s", calendar: BillingCalendar(.monthly, anchor: day(anchor)), timing: timing,
      proration: proration, from: day("2026-01-01"),
      terms: [ChargeTerms(from: day("2026-01-01"), product: "LINE", text: "Line", ownPriceNanos: price)],
      statuses: [ServiceStatus(from: day(active), state: .active)])
    if let cancelled { charge.statuses.append(ServiceStatus(from: day(cancelled), state: .cancelled)) }
    return charge
  }

  static func biller(_ from: String, _ to: String, advanceTo: String, isFinal: Bool = false) -> RecurringBiller {
    RecurringBiller(currency: .usd, period: span(from, to), advanceTo: day(advanceTo), isFinal: isFinal)
  }

  @Test(arguments: [  // day count, active from, cancelled on → cents for the month at 30.00
    ("days_actual", "2026-01-01", "2026-02-01", 30_00),
    ("days_actual", "2026-01-02", "2026-02-01", 29_03),  // 30/31
    ("days_actual", "2026-02-15", "2026-03-01", 15_00),  // 14/28
    ("days_actual", "2028-02-15", "2028-03-01", 15_52),  // 15/29
    ("days_actual", "2026-01-31", "2026-02-01", 97),  // 1/31
    ("30_360", "2026-01-02", "2026-02-01", 29_00),
    ("30_360", "2026-01-31", "2026-02-01", 0),
    ("30_360", "2026-01-30", "2026-02-01", 1_00),
    ("30_360", "2026-02-28", "2026-03-01", 3_00),
    ("30_360", "2028-02-29", "2028-03-01", 2_00),
    ("30_360", "2026-02-15", "2026-03-01", 16_00),
    ("30_360", "2026-02-01", "2026-02-15", 14_00),
  ])
  func `a part of a month costs its days`(count: String, active: String, cancelled: String, cents: Int64) throws {
    let dayCount = try #require(Proration.DayCount(rawValue: count))
    let charge = Self.charge(Proration(dayCount), timing: .arrears, active: active, cancelled: cancelled)
    let due = try Self.biller("2026-01-01", "2028-06-01", advanceTo: "2028-07-01").due(charge)
    #expect(due.map(\.amount) == [cents])
    #expect(due.map(\.period) == [span(active, cancelled)])
  }

  @Test(arguments: [  // prorated start, end → first and last day charged, cents; active 11 to 20 January, 31 days
    (true, true, "2026-01-11", "2026-01-21", 9_68),
    (false, true, "2026-01-01", "2026-01-21", 19_35),
    (true, false, "2026-01-11", "2026-02-01", 20_32),
    (false, false, "2026-01-01", "2026-02-01", 30_00),
  ])
  func `without proration a period counts from its beginning, or to its end`(
    start: Bool, end: Bool, from: String, to: String, cents: Int64
  ) throws {
    let charge = Self.charge(Proration(start: start, end: end), active: "2026-01-11", cancelled: "2026-01-21")
    let due = try Self.biller("2026-01-01", "2026-02-01", advanceTo: "2026-03-01").due(charge)
    #expect(due.map(\.period) == [span(from, to)])
    #expect(due.map(\.amount) == [cents])
  }

  @Test func `an upgrade after an advance charge credits the old price and charges the new`() throws {
    var charge = Self.charge(active: "2026-04-01", price: 10_000_000_000)
    let first = try Self.biller("2026-03-01", "2026-04-01", advanceTo: "2026-05-01").due(charge)
    #expect(first.map(\.amount) == [10_00])
    charge.charged = [ChargedPeriod(id: 7, invoice: "N1", part: first[0])]
    charge.terms.append(
      ChargeTerms(from: day("2026-04-21"), product: "BIG", text: "Big", ownPriceNanos: 20_000_000_000))
    charge.terms.append(
      ChargeTerms(from: day("2026-04-21"), product: "HUGE", text: "Huge", ownPriceNanos: 40_000_000_000))
    let second = try Self.biller("2026-04-01", "2026-05-01", advanceTo: "2026-06-01").due(charge)
    #expect(
      second.map(\.period) == [
        span("2026-04-21", "2026-05-01"), span("2026-04-21", "2026-05-01"), span("2026-05-01", "2026-06-01"),
      ])
    #expect(second.map(\.amount) == [-3_33, 13_33, 40_00])
    #expect(second.map(\.exactNanos) == [-3_333_333_333, 13_333_333_333, 40_000_000_000])
    #expect(second.map(\.credits) == [7, nil, nil])
  }

  @Test func `credits in thirds return exactly what was posted, its discount too`() throws {
    var charge = Self.charge(active: "2026-04-01", price: 10_000_000_000)
    var part = try Self.biller("2026-03-01", "2026-04-01", advanceTo: "2026-05-01").due(charge)[0]
    part.discount = -1_00
    charge.charged = [ChargedPeriod(id: 1, invoice: "N1", part: part)]
    var amounts: [Int64] = []
    var discounts: [Int64] = []
    for cancelled in ["2026-04-21", "2026-04-11", "2026-04-01"] {
      charge.statuses = [charge.statuses[0], ServiceStatus(from: day(cancelled), state: .cancelled)]
      let due = try Self.biller("2026-04-01", "2026-05-01", advanceTo: "2026-06-01").due(charge)
      #expect(due.count == 1)
      amounts += due.map(\.amount)
      discounts += due.map(\.discount)
      charge.charged += due.map { ChargedPeriod(id: Int64(charge.charged.count + 1), invoice: "N2", part: $0) }
    }
    #expect(amounts == [-3_33, -3_34, -3_33])
    #expect(discounts == [33, 34, 33])
  }

  @Test func `a final bill gives back what was charged beyond its end`() throws {
    var charge = Self.charge(active: "2026-04-01")
    let part = try Self.biller("2026-03-01", "2026-04-01", advanceTo: "2026-05-01").due(charge)[0]
    charge.charged = [ChargedPeriod(id: 1, invoice: "N1", part: part)]
    let final = try Self.biller("2026-04-01", "2026-04-11", advanceTo: "2026-06-01", isFinal: true).due(charge)
    #expect(final.map(\.amount) == [-20_00] && final.map(\.period) == [span("2026-04-11", "2026-05-01")])
  }

  @Test func `days before the settled day are left alone`() throws {
    var charge = Self.charge()
    charge.settledBefore = day("2026-03-01")
    let due = try Self.biller("2026-03-01", "2026-04-01", advanceTo: "2026-05-01").due(charge)
    #expect(due.map(\.period) == [span("2026-03-01", "2026-04-01"), span("2026-04-01", "2026-05-01")])
  }

  @Test func `a product without a price, a damaged history and a sum too large are named`() throws {
    let biller = Self.biller("2026-01-01", "2026-02-01", advanceTo: "2026-03-01")
    var charge = Self.charge()
    charge.terms[0].ownPriceNanos = nil
    #expect(throws: BillingError.noPrice(account: "A", charge: 1, product: "LINE", day: day("2026-01-01"))) {
      try biller.due(charge)
    }
    charge = Self.charge(price: .max)
    charge.terms[0].quantity = .max
    #expect(throws: BillingError.amountTooLarge(account: "A", what: "charge 1 for LINE")) { try biller.due(charge) }
    charge = Self.charge()
    let part = try biller.due(charge)[0]
    charge.charged = [1, 2].map { ChargedPeriod(id: $0, invoice: "N", part: part) }
    #expect(
      throws: BillingError.damagedHistory(account: "A", charge: 1, what: "charges 2026-01-01 to 2026-01-31 twice")
    ) {
      try biller.due(charge)
    }
  }
}
