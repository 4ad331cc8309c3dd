internal import RatePlans

extension PromiseEngine {
  /// Opens the counter of an allowance for the cycle that a moment is in, unless it is open.
  ///
  /// What the cycle before has left is fixed then: it is taken from that one, which is opened for it if need be, and so
  /// on back as far as units can still be used.
  /// - Returns: its place.
  func open(_ index: Int, at milliseconds: Int64, _ facts: AllowanceFacts, _ state: inout AllowanceState) -> Int {
    let allowance = promises.allowances[index]
    let owner = facts.owner(allowance.shared)
    let calendar = calendars[Int(owner.calendar)]
    let cycle = calendar.cycle(allowance.cycle, at: milliseconds, of: owner)
    let pool = pools.pool(.allowance, index, owner: owner.id)
    return open(allowance, pool, cycle, owner, calendar, depth: allowance.rollover?.cycles ?? 0, &state)
  }

  private func open(
    _ allowance: Allowance, _ pool: PoolKey, _ cycle: UsageCycle, _ owner: PoolOwner, _ calendar: AccountCalendar,
    depth: Int, _ state: inout AllowanceState
  ) -> Int {
    let key = CounterKey(pool, cycle: cycle.firstDay)
    let place = state.allowances.place(of: key)
    if place >= 0 { return place }
    var carried: [AllowanceCounter.Carried] = []
    if let rollover = allowance.rollover, depth > 0, cycle.from > owner.from,
      let before = calendar.before(cycle, allowance.cycle)
    {
      let former = open(allowance, pool, before, owner, calendar, depth: depth - 1, &state)
      carried = state.allowances.change(at: former) { $0.rollOver(cap: rollover.cap, cycles: rollover.cycles) }
    }
    let part = allowance.proration.part(of: cycle, owner, calendar)
    let granted = allowance.proration.units(allowance.amount, part, unit: allowance.unit.scale)
    return state.allowances.set(key, to: AllowanceCounter(granted: granted, carried: carried))
  }
}
