internal import RatePlans

/// The cycle that was last asked for of each calendar: usage that comes together is mostly of the same ones.
package struct CycleMemo: Sendable {
  /// By calendar, then by kind of cycle; a term is its owner's, and not kept.
  private var cycles: [UsageCycle] = []

  package init() {}

  mutating func cycle(
    _ kind: AllowanceCycle, at milliseconds: Int64, of owner: PoolOwner, _ calendars: [AccountCalendar]
  ) -> UsageCycle {
    let calendar = Int(owner.calendar)
    guard kind != .term else { return calendars[calendar].cycle(kind, at: milliseconds, of: owner) }
    let place = calendar * 3 + kind.place
    while cycles.count <= place { cycles.append(UsageCycle(from: 0, to: 0, firstDay: 0, lastDay: 0)) }
    if cycles[place].from <= milliseconds, milliseconds < cycles[place].to { return cycles[place] }
    cycles[place] = calendars[calendar].cycle(kind, at: milliseconds, of: owner)
    return cycles[place]
  }
}

extension AllowanceCycle {
  fileprivate var place: Int {
    switch self {
    case .month, .term: 0
    case .week: 1
    case .day: 2
    }
  }
}
