internal import Billing
internal import Telecom

extension CaseReader {
  /// Recurring charges with their terms, the states of their services, and what was charged before.
  func readCharges(_ drafts: inout [Int64: CaseDraft], _ services: [Int64: Served]) throws(BookError) {
    let rows = try connection.rows(
      """
      SELECT id, name, account, service, product, title, frequency, anchor, timing, proration, start_day, end_day
      FROM charge WHERE account IN (SELECT value FROM json_each(?1)) ORDER BY id
      """, [members])
    guard !rows.isEmpty || !rules.subscribedItems.isEmpty else { return }
    let terms = try readTerms()
    let history = try readHistory()
    let states = try readStates(drafts, services)
    for row in rows {
      let payer = payerOf[row.integer(2)]!
      let owner = drafts[payer]!.members.first { $0.id == row.integer(2) }!
      let service = row.optionalInteger(3).flatMap { services[$0] }
      guard let frequency = BillingFrequency(row.text(6)),
        let timing = RecurringCharge.Timing(rawValue: row.text(8)), let proration = Self.proration(row.text(9))
      else { throw BookError(.damaged, "charge \(row.text(1)): its frequency, timing or proration is none") }
      let start = CivilDate(daysSince1970: row.int(10))
      var end = row.optionalInt(11).map { CivilDate(daysSince1970: $0) }
      if let closed = owner.closed { end = min(end ?? closed, closed) }
      let text = row.text(5).isEmpty ? rules.title(row.text(4)) : row.text(5)
      drafts[payer]!.recurring.append(
        RecurringCharge(
          id: row.integer(0), account: owner.name, service: service?.name,
          calendar: Self.calendar(frequency, anchor: row.optionalInt(7), start: start, owner),
          timing: timing, proration: proration,
          chargeWhileSuspended: !(service.map { rules.pausingTypes.contains($0.type) } ?? false), from: start,
          to: end.map { max($0, start) },
          terms: (terms[row.integer(0)] ?? []).map {
            ChargeTerms(from: $0.from, product: row.text(4), text: text, quantity: $0.quantity, ownPriceNanos: $0.price)
          },
          statuses: service.map { states[$0.id] ?? [ServiceStatus(from: start, state: .pending)] } ?? [],
          charged: history[row.integer(0)] ?? []))
    }
    for service in services.values.sorted(by: { $0.name < $1.name }) {
      guard let items = rules.subscribedItems[service.type], let states = states[service.id] else { continue }
      let payer = payerOf[service.account]!
      let draft = drafts[payer]!
      guard Self.isActive(states, within: draft.request.period) else { continue }
      let owner = draft.members.first { $0.id == service.account }!
      drafts[payer]!.subscribed += items.map {
        SubscribedItem(account: owner.name, service: service.name, item: $0, text: rules.title($0))
      }
    }
  }

  private static func proration(_ text: String) -> Proration? {
    text == "none" ? Proration.none : Proration.DayCount(rawValue: text).map { Proration($0) }
  }

  /// Without an anchor of its own a charge follows the account's cycles; a longer one from the cycle it begins in.
  private static func calendar(_ frequency: BillingFrequency, anchor: Int?, start: CivilDate, _ owner: BookAccount) -> BillingCalendar {
    if let anchor { return BillingCalendar(frequency, anchor: CivilDate(daysSince1970: anchor)) }
    let cycle = owner.calendar.cycle(containing: start)
    guard frequency.months != nil, owner.calendar.frequency.months != nil else { return BillingCalendar(frequency, anchor: cycle.from) }
    return BillingCalendar(frequency, anchor: cycle.from, cycleDay: owner.calendar.cycleDay)
  }

  private static func isActive(_ states: [ServiceStatus], within period: BillingPeriod) -> Bool {
    for (index, state) in states.enumerated() where state.state == .active || state.state == .suspended {
      let end = index + 1 < states.count ? states[index + 1].from : period.to
      if state.from < period.to, end > period.from { return true }
    }
    return false
  }

  private func readTerms() throws(BookError) -> [Int64: [(from: CivilDate, quantity: Int64, price: Int64?)]] {
    try connection.rows(
      """
      SELECT t.charge, t.valid_from, t.quantity, t.price FROM charge_term t JOIN charge c ON c.id = t.charge
      WHERE c.account IN (SELECT value FROM json_each(?1)) ORDER BY t.charge, t.valid_from
      """, [members]
    ).reduce(into: [:]) { terms, row in
      terms[row.integer(0), default: []].append(
        (CivilDate(daysSince1970: row.int(1)), row.integer(2), row.optionalInteger(3)))
    }
  }

  private func readHistory() throws(BookError) -> [Int64: [ChargedPeriod]] {
    try connection.rows(
      """
      SELECT p.charge, p.id, i.series, i.number, p.day_from, p.day_to, p.cycle_from, p.cycle_to, p.credits, p.product, p.title,
        p.quantity, p.price, p.exact, p.amount, p.discount
      FROM charge_period p JOIN charge c ON c.id = p.charge JOIN invoice i ON i.id = p.invoice
      WHERE c.account IN (SELECT value FROM json_each(?1)) ORDER BY p.id
      """, [members]
    ).reduce(into: [:]) { history, row in
      func days(_ column: Int) -> BillingPeriod {
        BillingPeriod(from: CivilDate(daysSince1970: row.int(column)), to: CivilDate(daysSince1970: row.int(column + 1)))
      }
      history[row.integer(0), default: []].append(
        ChargedPeriod(
          id: row.integer(1), invoice: "\(InvoiceNumber(series: row.text(2), number: row.integer(3)))",
          part: ChargePeriod(
            charge: row.integer(0), period: days(4), cycle: days(6), credits: row.optionalInteger(8), product: row.text(9),
            text: row.text(10), quantity: row.integer(11), unitPriceNanos: row.integer(12), exactNanos: row.integer(13),
            amount: row.integer(14), discount: row.integer(15))))
    }
  }

  /// By local day of the account; an expiry ends a service like a cancellation.
  private func readStates(_ drafts: [Int64: CaseDraft], _ services: [Int64: Served]) throws(BookError) -> [Int64: [ServiceStatus]] {
    var states = try connection.rows(
      """
      SELECT t.service, t.effective, t.status FROM service_status t JOIN service s ON s.id = t.service
      WHERE s.account IN (SELECT value FROM json_each(?1)) ORDER BY t.service, t.effective, t.id
      """, [members]
    ).reduce(into: [Int64: [ServiceStatus]]()) { states, row in
      guard let service = services[row.integer(0)], let state = ServiceStatus.State(rawValue: row.text(2)),
        let zone = drafts[payerOf[service.account]!]!.members.first(where: { $0.id == service.account })?.zone
      else { return }
      let second = row.integer(1).flooredDivision(by: 1000)
      let local = CivilTime(milliseconds: row.integer(1) + Int64(zone.offset(at: second)) * 1000)
      states[service.id, default: []].append(ServiceStatus(from: local.date, state: state))
    }
    for service in services.values {
      guard let expires = service.expires.map({ CivilDate(daysSince1970: $0) }) else { continue }
      states[service.id] = (states[service.id] ?? []).filter { $0.from < expires } + [ServiceStatus(from: expires, state: .cancelled)]
    }
    return states
  }
}
