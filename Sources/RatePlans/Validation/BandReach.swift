internal import Telecom

/// Which bands of a plan never hold, and whether the bands leave time over, by the local clock of any year.
///
/// What a band is on a day follows from that day and the one before, since it may go over midnight; and whether it
/// begins on a day follows from weekday, month, day of the month, year and date. These are walked:
/// - 28 years that nothing names, in which every weekday falls on every day of the calendar, leap days included; a week
///   of them where no band asks for more than weekdays and dates;
/// - every year a band names, to the first day of the next;
/// - every date a band names, and the day after it.
///
/// Any other day is like one of these, and of days on which the same bands begin one is enough. On it the bands take, in their order, what those before them left of the day.
struct BandReach {
  enum Absence: Hashable {
    /// Bands before it hold whenever it would: their indices, ascending.
    case hidden(by: [Int])
    /// No day is all that it asks for.
    case onNoDay
  }

  /// The bands that never hold, by their indices.
  let absences: [Int16: Absence]
  /// At some time no band holds.
  let leavesTimeOver: Bool

  init(_ bands: [BandSchedule.Band]) {
    var walk = Walk(bands: bands)
    for day in Self.days(bands) { walk.take(day) }
    var absences: [Int16: Absence] = [:]
    for index in walk.unreached {
      absences[Int16(index)] = walk.hiders[index].map { .hidden(by: $0.sorted()) } ?? .onNoDay
    }
    self.absences = absences
    leavesTimeOver = walk.leavesTimeOver
  }

  /// Dates have four digits, so that no plan can name a year of five.
  private static let firstUnnamedYear = 10_001

  /// Days since 1970.
  private static func days(_ bands: [BandSchedule.Band]) -> [Int] {
    let years = Set(bands.flatMap(\.years))
    let asksForMore = !years.isEmpty || bands.contains { $0.months != 0 || $0.monthDays != 0 }
    let first = firstDay(of: firstUnnamedYear)
    var days = Array(first..<(asksForMore ? firstDay(of: firstUnnamedYear + 28) : first + 7))
    for year in years { days += firstDay(of: year)...firstDay(of: year + 1) }
    for date in Set(bands.flatMap(\.dates)) { days += [date, date + 1] }
    return days
  }

  private static func firstDay(of year: Int) -> Int { CivilDate(year: year, month: 1, day: 1)!.daysSince1970 }

  private struct Walk {
    let bands: [BandSchedule.Band]
    var unreached: Set<Int>
    /// Of bands that were due but not reached: who held in their place.
    var hiders: [Int: Set<Int>] = [:]
    var leavesTimeOver = false
    /// Which bands begin on a day and on the one before, a bit each: what was walked already.
    var seen: Set<[UInt64]> = []

    init(bands: [BandSchedule.Band]) {
      self.bands = bands
      unreached = Set(bands.indices)
    }

    private func kind(of day: Int) -> [UInt64] {
      var bits = [UInt64](repeating: 0, count: bands.count / 32 + 1)
      for (index, band) in bands.enumerated() {
        if band.begins(onDay: day) { bits[index / 32] |= 1 << UInt64(index % 32 * 2) }
        if band.from > band.to, band.begins(onDay: day - 1) { bits[index / 32] |= 2 << UInt64(index % 32 * 2) }
      }
      return bits
    }

    mutating func take(_ day: Int) {
      guard !leavesTimeOver || !unreached.isEmpty, seen.insert(kind(of: day)).inserted else { return }
      var free = [0..<86_400]
      var taken: [(seconds: Range<Int>, band: Int)] = []
      for index in bands.indices where !free.isEmpty || unreached.contains(index) {
        for stretch in bands[index].stretches(onDay: day) {
          if unreached.contains(index) {
            hiders[index, default: []].formUnion(taken.lazy.filter { $0.seconds.overlaps(stretch) }.map(\.band))
          }
          guard free.contains(where: { $0.overlaps(stretch) }) else { continue }
          unreached.remove(index)
          taken += free.map { ($0.clamped(to: stretch), index) }.filter { !$0.0.isEmpty }
          free = free.flatMap { gap in
            gap.overlaps(stretch)
              ? [
                gap.lowerBound..<max(gap.lowerBound, stretch.lowerBound),
                min(gap.upperBound, stretch.upperBound)..<gap.upperBound,
              ] : [gap]
          }.filter { !$0.isEmpty }
        }
      }
      if !free.isEmpty { leavesTimeOver = true }
    }
  }
}

extension BandSchedule.Band {
  /// The seconds of a day at which the band holds, were there no other.
  fileprivate func stretches(onDay day: Int) -> [Range<Int>] {
    if from < to { return begins(onDay: day) ? [from..<to] : [] }
    var stretches: [Range<Int>] = []
    if to > 0, begins(onDay: day - 1) { stretches.append(0..<to) }
    if begins(onDay: day) { stretches.append(from..<86_400) }
    return stretches
  }
}
