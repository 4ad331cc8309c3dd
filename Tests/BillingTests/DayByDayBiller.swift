internal import Billing
internal import Telecom

/// What a charge should cost, day by day, without intervals: for every day the price and quantity it must stand charged
/// at, or nothing.
struct DayByDayBiller {
  struct Day: Hashable {
    var nanos: Int64
    var quantity: Int64
  }

  let charge: RecurringCharge
  let catalogue: [CataloguePrice]
  let end: CivilDate?

  func isBillable(_ day: CivilDate) -> Bool {
    if day < charge.from { return false }
    if let to = charge.to, day >= to { return false }
    if let end, day >= end { return false }
    guard charge.terms.contains(where: { $0.from <= day }) else { return false }
    var state = ServiceStatus.State.pending
    for status in charge.statuses where status.from <= day { state = status.state }
    return state == .active || state == .suspended && charge.chargeWhileSuspended
  }

  /// By its own day, whatever the proration of changes.
  func price(_ day: CivilDate) -> Day {
    var terms = charge.terms[0]
    for candidate in charge.terms where candidate.from <= day { terms = candidate }
    var nanos: Int64 = 0
    for price in catalogue where price.product == terms.product && price.from <= day { nanos = price.nanos }
    return Day(nanos: terms.ownPriceNanos ?? nanos, quantity: terms.quantity)
  }

  /// Days of one cycle with what they stand charged at.
  func days(of cycle: BillingPeriod) -> [CivilDate: Day] {
    var days: [CivilDate] = []
    var day = cycle.from
    while day < cycle.to {
      days.append(day)
      day = day.adding(days: 1)
    }
    let billable = days.filter(isBillable)
    guard let first = billable.first else { return [:] }
    var result: [CivilDate: Day] = [:]
    for day in days {
      if isBillable(day) {
        result[day] = price(charge.proration.change ? day : first)
        continue
      }
      let before = billable.last { $0 < day }
      let after = billable.first { $0 > day }
      // A gap belongs to the run before it when ends are not prorated, else to the run after it when starts are not.
      if !charge.proration.end, let before {
        result[day] = price(charge.proration.change ? before : first)
      } else if !charge.proration.start, let after {
        result[day] = price(charge.proration.change ? after : first)
      }
    }
    return result
  }

  /// Months of thirty days counted one day at a time: 30 for every month, none for a 31st.
  func weight(_ day: CivilDate) -> Int {
    guard charge.proration.dayCount == .thirty360, charge.calendar.frequency.months != nil else { return 1 }
    if day.day == 31 { return 0 }
    let isLastOfFebruary = day.month == 2 && day.adding(days: 1).month == 3
    return isLastOfFebruary ? 31 - day.day : 1
  }

  func weight(_ period: BillingPeriod) -> Int {
    var sum = 0
    var day = period.from
    while day < period.to {
      sum += weight(day)
      day = day.adding(days: 1)
    }
    return sum
  }
}
