package import RatePlans

extension CycleProration {
  /// How much of a cycle is in an owner's term: `numerator / denominator`, in days or milliseconds.
  package func part(
    of cycle: UsageCycle, _ owner: PoolOwner, _ calendar: AccountCalendar
  ) -> (numerator: Int64, denominator: Int64) {
    let (from, to) = (max(cycle.from, owner.from), min(cycle.to, owner.to))
    guard from < to else { return (0, 1) }
    guard by != .none, from > cycle.from || to < cycle.to else { return (1, 1) }
    switch by {
    case .none: return (1, 1)
    case .days:
      let days = calendar.day(at: to) - calendar.day(at: from)
      return (Int64(days), Int64(cycle.lastDay - cycle.firstDay))
    case .seconds: return (to - from, cycle.to - cycle.from)
    }
  }

  /// A part of an amount of base units, to whole units.
  /// - Parameter unit: base units of one.
  package func units(_ amount: Int64, _ part: (numerator: Int64, denominator: Int64), unit: Int64) -> Int64 {
    guard part.numerator != part.denominator else { return amount }
    let divisor = Int128(part.denominator) * Int128(unit)
    let (whole, rest) = (Int128(amount) * Int128(part.numerator)).quotientAndRemainder(dividingBy: divisor)
    let isUp = switch rounding {
    case .up: rest > 0
    case .nearest: rest >= divisor - rest
    case .down: false
    }
    // Never more than the whole amount, which need not be of whole units itself.
    return min(amount, Int64((isUp ? whole + 1 : whole) * Int128(unit)))
  }
}
