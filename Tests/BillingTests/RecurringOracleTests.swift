internal import Billing
internal import Telecom
internal import TestSupport
import Testing

@Suite struct `Recurring charges against a day-by-day biller` {
  /// A life of a service that becomes known bit by bit, with changes of the past too, billed month after month.
  @Test func `every day is charged once, at its price, whatever became known when`() throws {
    for seed in UInt64(1)...100 {
      var random = Seeded(seed)
      let begin = CivilDate(daysSince1970: .random(in: 17_000...21_000, using: &random))
      let frequencies: [BillingFrequency] = [
        .weekly, .twoWeekly, .monthly, .monthly, .quarterly, .halfYearly, .yearly, .days(10),
      ]
      var charge = RecurringCharge(
        id: 1, account: "A", service: "s",
        calendar: BillingCalendar(
          frequencies.randomElement(using: &random)!, anchor: begin,
          cycleDay: [1, 15, 29, 30, 31].randomElement(using: &random)!),
        timing: Bool.random(using: &random) ? .advance : .arrears,
        proration: Proration(
          Bool.random(using: &random) ? .actual : .thirty360, start: .random(using: &random),
          end: .random(using: &random), change: .random(using: &random)),
        chargeWhileSuspended: .random(using: &random), from: begin, terms: [], statuses: [])
      charge.terms = [ChargeTerms(from: begin, product: "P", text: "", ownPriceNanos: nil)]
      var catalogue = [CataloguePrice(product: "P", from: begin, nanos: 9_990_000_000)]
      charge.statuses = [
        ServiceStatus(from: begin.adding(days: .random(in: -5...40, using: &random)), state: .active)
      ]
      let account = BillingCalendar(.monthly, anchor: begin, cycleDay: [1, 29, 31].randomElement(using: &random)!)
      var cycle = account.cycle(containing: begin)
      var ended = false
      for month in 0..<16 {
        if !ended { (charge, catalogue, ended) = Self.change(charge, catalogue, near: cycle.from, &random) }
        let isFinal = month == 15
        let after = account.next(after: cycle)
        let biller = RecurringBiller(
          currency: .usd, period: cycle, advanceTo: after.to, isFinal: isFinal, catalogue: catalogue)
        let due = try biller.due(charge)
        for part in due {
          charge.charged.append(ChargedPeriod(id: Int64(charge.charged.count), invoice: "\(month)", part: part))
        }
        #expect(try biller.due(charge).isEmpty, "billed twice, seed \(seed)")
        try Self.check(charge, catalogue, cycle, advanceTo: after.to, isFinal, seed)
        cycle = after
      }
    }
  }

  /// Adds terms, a price or a state around a day, sometimes two of one day, sometimes in the past.
  static func change(
    _ charge: RecurringCharge, _ catalogue: [CataloguePrice], near day: CivilDate, _ random: inout Seeded
  ) -> (RecurringCharge, [CataloguePrice], Bool) {
    var (charge, catalogue, ended) = (charge, catalogue, false)
    for _ in 0..<Int.random(in: 0...2, using: &random) {
      let from = max(charge.from, day.adding(days: .random(in: -70...40, using: &random)))
      switch Int.random(in: 0..<6, using: &random) {
      case 0:
        charge.terms.append(
          ChargeTerms(
            from: from, product: "P", text: "", quantity: .random(in: 1...3, using: &random) * 1_000_000_000,
            ownPriceNanos: Bool.random(using: &random) ? nil : .random(in: 0...50_000_000_000, using: &random)))
      case 1:
        catalogue.append(
          CataloguePrice(product: "P", from: from, nanos: .random(in: 0...50_000_000_000, using: &random)))
      case 2: charge.statuses.append(ServiceStatus(from: from, state: .suspended))
      case 3, 4: charge.statuses.append(ServiceStatus(from: from, state: .active))
      default:
        guard Int.random(in: 0..<4, using: &random) == 0 else { continue }
        let last = charge.statuses.map(\.from).max()!
        charge.statuses.append(ServiceStatus(from: max(from, last), state: .cancelled))
        ended = true
      }
    }
    charge.terms = charge.terms.enumerated().sorted { ($0.1.from, $0.0) < ($1.1.from, $1.0) }.map(\.1)
    charge.statuses = charge.statuses.enumerated().sorted { ($0.1.from, $0.0) < ($1.1.from, $1.0) }.map(\.1)
    catalogue = catalogue.enumerated().sorted { ($0.1.from, $0.0) < ($1.1.from, $1.0) }.map(\.1)
    return (charge, catalogue, ended)
  }

  static func check(
    _ charge: RecurringCharge, _ catalogue: [CataloguePrice], _ period: BillingPeriod, advanceTo: CivilDate,
    _ isFinal: Bool, _ seed: UInt64
  ) throws {
    // What stands charged, by adding up the history day by day.
    var count: [CivilDate: Int] = [:]
    var standing: [CivilDate: DayByDayBiller.Day] = [:]
    var amounts: [Int64: Int64] = [:]
    var daysOfEntry: [Int64: Set<CivilDate>] = [:]
    for entry in charge.charged {
      var day = entry.part.period.from
      while day < entry.part.period.to {
        count[day, default: 0] += entry.part.isCredit ? -1 : 1
        if entry.part.isCredit {
          daysOfEntry[entry.part.credits!]!.remove(day)
        } else {
          standing[day] = DayByDayBiller.Day(nanos: entry.part.unitPriceNanos, quantity: entry.part.quantity)
          daysOfEntry[entry.id, default: []].insert(day)
        }
        day = day.adding(days: 1)
      }
      amounts[entry.part.credits ?? entry.id, default: 0] += entry.part.amount
    }
    #expect(count.values.allSatisfy { 0...1 ~= $0 }, "seed \(seed)")
    standing = standing.filter { count[$0.key] == 1 }

    // What should be.
    let oracle = DayByDayBiller(charge: charge, catalogue: catalogue, end: isFinal ? period.to : nil)
    var end = charge.statuses.last.flatMap { $0.state == .cancelled ? $0.from : nil }
    if isFinal { end = min(end ?? period.to, period.to) }
    let hasEnded = end.map { $0 <= period.to } ?? false
    var expected: [CivilDate: DayByDayBiller.Day] = [:]
    var cycle = charge.calendar.cycle(containing: charge.from)
    while charge.timing == .advance ? cycle.from < advanceTo : cycle.to <= period.to || hasEnded && cycle.from < end! {
      expected.merge(oracle.days(of: cycle)) { $1 }
      cycle = charge.calendar.next(after: cycle)
    }
    #expect(standing == expected, "seed \(seed)")

    // Whatever is left of an entry is worth its exact price, rounded once.
    for entry in charge.charged where !entry.part.isCredit {
      let whole = oracle.weight(entry.part.cycle)
      let left = daysOfEntry[entry.id]!.reduce(0) { $0 + oracle.weight($1) }
      let nanos = Int128(entry.part.unitPriceNanos) * Int128(entry.part.quantity / 1_000_000_000) * Int128(left)
      // Twice the exact amount in cents, plus one, halved downwards: half up.
      let cents = (2 * nanos + Int128(whole) * 10_000_000) / (2 * Int128(whole) * 10_000_000)
      #expect(Int128(amounts[entry.id]!) == cents, "entry \(entry.id), seed \(seed)")
    }
  }
}
