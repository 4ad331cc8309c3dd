/// Days since 1970, from the first to the one before `to`.
struct DayRange: Hashable {
  var from: Int
  var to: Int

  var isEmpty: Bool { from >= to }

  func clamped(to other: DayRange) -> DayRange { DayRange(from: max(from, other.from), to: min(to, other.to)) }

  /// What is left of it without other ranges.
  /// - Parameter others: in order, none overlapping another.
  func subtracting(_ others: some Sequence<DayRange>) -> [DayRange] {
    var rest: [DayRange] = []
    var from = from
    for other in others {
      let gap = DayRange(from: from, to: min(other.from, to))
      if !gap.isEmpty { rest.append(gap) }
      from = max(from, other.to)
    }
    if from < to { rest.append(DayRange(from: from, to: to)) }
    return rest
  }
}
