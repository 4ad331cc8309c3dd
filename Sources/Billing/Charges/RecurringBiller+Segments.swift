internal import Telecom

extension RecurringBiller {
  /// What is to be charged, whether it was or not: all periods of the charge that are due on this invoice or were before.
  /// - Returns: by first day.
  func segments(of charge: RecurringCharge) throws(BillingError) -> [ChargeSegment] {
    let terms = charge.terms.inOrder(by: \.from)
    guard let begin = terms.first?.from else { return [] }
    let statuses = charge.statuses.inOrder(by: \.from)
    var end = charge.to?.daysSince1970 ?? .max
    if let last = statuses.last, last.state == .cancelled { end = min(end, last.from.daysSince1970) }
    if isFinal { end = min(end, period.to.daysSince1970) }
    let bounds = DayRange(from: max(charge.from, begin).daysSince1970, to: end)
    let runs = billableRuns(charge, statuses, bounds)
    guard let first = runs.first else { return [] }

    var found: [ChargeSegment] = []
    var cycle = charge.calendar.cycle(
      containing: CivilDate(daysSince1970: max(first.from, charge.settledBefore?.daysSince1970 ?? .min)))
    var run = 0
    while run < runs.count, isDue(cycle, charge, end) {
      let days = cycle.dayRange
      while run < runs.count, runs[run].to <= days.from { run += 1 }
      let inside = runs[run...].prefix { $0.from < days.to }.map { $0.clamped(to: days) }
      try append(inside, of: charge, terms, days, to: &found)
      cycle = charge.calendar.next(after: cycle)
    }
    return found
  }

  private func isDue(_ cycle: BillingPeriod, _ charge: RecurringCharge, _ end: Int) -> Bool {
    switch charge.timing {
    case .advance: cycle.from < advanceTo
    case .arrears: cycle.to <= period.to || end <= period.to.daysSince1970
    }
  }

  /// Days on which the service is billed, by its states.
  private func billableRuns(_ charge: RecurringCharge, _ statuses: [ServiceStatus], _ bounds: DayRange) -> [DayRange] {
    if charge.service == nil { return bounds.isEmpty ? [] : [bounds] }
    var runs: [DayRange] = []
    for (place, status) in statuses.enumerated() {
      guard status.state == .active || (status.state == .suspended && charge.chargeWhileSuspended) else { continue }
      let until = place + 1 < statuses.count ? statuses[place + 1].from.daysSince1970 : .max
      let run = DayRange(from: status.from.daysSince1970, to: until).clamped(to: bounds)
      guard !run.isEmpty else { continue }
      if let last = runs.last, last.to == run.from { runs[runs.count - 1].to = run.to } else { runs.append(run) }
    }
    return runs
  }

  /// Adds the segments of one period: its billable runs, widened where starts or ends are not prorated, cut where price,
  /// quantity or product change.
  private func append(
    _ runs: [DayRange], of charge: RecurringCharge, _ terms: [ChargeTerms], _ cycle: DayRange,
    to found: inout [ChargeSegment]
  ) throws(BillingError) {
    let firstOfCycle = found.count
    for (place, run) in runs.enumerated() {
      var cuts = [run.from]
      if charge.proration.change {
        let changes = terms.map(\.from.daysSince1970) + terms.flatMap { prices[$0.product]?.map(\.from) ?? [] }
        cuts += Set(changes).filter { $0 > run.from && $0 < run.to }.sorted()
      }
      for (index, cut) in cuts.enumerated() {
        var days = DayRange(from: cut, to: index + 1 < cuts.count ? cuts[index + 1] : run.to)
        if index == 0, !charge.proration.start {
          days.from = found.count > firstOfCycle ? found[found.count - 1].days.to : cycle.from
        }
        if index + 1 == cuts.count, !charge.proration.end {
          days.to = place + 1 < runs.count ? runs[place + 1].from : cycle.to
        }
        let segment = try segment(
          days, pricedOn: charge.proration.change ? cut : runs[0].from, of: charge, terms, cycle)
        if found.count > firstOfCycle, found[found.count - 1].price == segment.price,
          found[found.count - 1].days.to == segment.days.from
        {
          found[found.count - 1].days.to = segment.days.to
        } else {
          found.append(segment)
        }
      }
    }
  }

  private func segment(
    _ days: DayRange, pricedOn day: Int, of charge: RecurringCharge, _ terms: [ChargeTerms], _ cycle: DayRange
  ) throws(BillingError) -> ChargeSegment {
    let terms = terms.last { $0.from.daysSince1970 <= day }!  // No run begins before the first terms.
    guard let price = terms.ownPriceNanos ?? prices[terms.product]?.last(where: { $0.from <= day })?.nanos else {
      throw .noPrice(
        account: charge.account, charge: charge.id, product: terms.product, day: CivilDate(daysSince1970: day))
    }
    return ChargeSegment(
      days: days,
      price: ChargeSegment.Price(
        product: terms.product, quantity: terms.quantity, unitPriceNanos: price, cycle: cycle),
      text: terms.text)
  }
}
