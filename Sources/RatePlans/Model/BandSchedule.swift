package import Telecom

/// The named times of day, days and dates at which rows of their own may hold. The first band that holds wins.
package struct BandSchedule: Sendable {
  package struct Band: Sendable, Hashable {
    package var name: String
    /// Bit 0 is Monday; all seven where no days are named.
    package var weekdays: UInt8 = 0x7F
    /// Seconds of the day, 0…86,400. `from` after `to` goes over midnight and belongs to the day it begins on.
    package var from: Int = 0
    package var to: Int = 86_400
    /// Days since 1970, ascending; empty where no dates are named.
    package var dates: [Int] = []
    /// Bit 1 is January; zero where no months are named.
    package var months: UInt16 = 0
    /// Bit 1 is the first; zero where no days of the month are named.
    package var monthDays: UInt32 = 0
    /// Empty where no years are named.
    package var years: [Int] = []

    package init(name: String) { self.name = name }

    /// Whether a stretch of the band begins on the day.
    func begins(onDay day: Int) -> Bool {
      guard weekdays >> UInt8(CivilDate.weekday(daysSince1970: day)) & 1 == 1 else { return false }
      guard dates.isEmpty || dates.contains(day) else { return false }
      guard months != 0 || monthDays != 0 || !years.isEmpty else { return true }
      let date = CivilDate(daysSince1970: day)
      return (months == 0 || months >> UInt16(date.month) & 1 == 1)
        && (monthDays == 0 || monthDays >> UInt32(date.day) & 1 == 1)
        && (years.isEmpty || years.contains(date.year))
    }

    func holds(day: Int, second: Int) -> Bool {
      if from < to { return from <= second && second < to && begins(onDay: day) }
      return (second >= from && begins(onDay: day)) || (second < to && begins(onDay: day - 1))
    }
  }

  package let bands: [Band]
  package let zone: ZoneRules
  /// Seconds of the day at which any band may begin or end, ascending, midnight last.
  private let edges: [Int]

  package init(bands: [Band], zone: ZoneRules) {
    self.bands = bands
    self.zone = zone
    edges = Set(bands.flatMap { [$0.from, $0.to] } + [86_400]).subtracting([0]).sorted()
  }

  /// The index of the band that holds at an instant; -1 when none does.
  /// - Parameter second: since 1970 UTC.
  package func band(at second: Int64) -> Int16 {
    guard !bands.isEmpty else { return -1 }
    let local = second + Int64(zone.offset(at: second))
    let day = Int(local.flooredDivision(by: 86_400))
    let secondOfDay = Int(local - Int64(day) * 86_400)
    let index = bands.firstIndex { $0.holds(day: day, second: secondOfDay) }
    return index.map(Int16.init) ?? -1
  }

  /// An instant after `second` before which the band stays what it is at `second`; `Int64.max` without bands.
  package func nextEdge(after second: Int64) -> Int64 {
    guard !bands.isEmpty else { return .max }
    let offset = Int64(zone.offset(at: second))
    let local = second + offset
    let midnight = local.flooredDivision(by: 86_400) * 86_400
    let edge = edges.first { midnight + Int64($0) > local }!
    return min(midnight + Int64(edge) - offset, zone.nextChange(after: second) ?? .max)
  }
}
