internal import Telecom

/// A zone's clock, read in nearly ascending order: day and offset are kept until they change.
struct LocalClock {
  struct Reading {
    var year: Int
    var month: Int
    var day: Int
    /// 0 is Monday.
    var weekday: Int
    var hour: Int
    var minute: Int
    var second: Int
    var millisecond: Int
    /// Seconds east of Greenwich.
    var offset: Int
    /// The clock is ahead of what it showed half a year ago.
    var isSummerTime: Bool
  }

  private let zone: ZoneRules
  /// The seconds (UTC) for which `offset` holds.
  private var period: Range<Int64> = 0..<0
  private var offset: Int64 = 0
  private var isSummerTime = false
  private var day = Int.min
  private var date = CivilDate(daysSince1970: 0)
  private var weekday = 0

  init(_ zone: ZoneRules) { self.zone = zone }

  mutating func read(_ milliseconds: Int64) -> Reading {
    let second = milliseconds / 1_000
    if !period.contains(second) { enterPeriod(at: second) }
    let local = second + offset
    let localDay = Int(local / 86_400)
    if localDay != day {
      day = localDay
      date = CivilDate(daysSince1970: localDay)
      weekday = date.weekday
    }
    let secondOfDay = Int(local) - localDay * 86_400
    let (hour, rest) = secondOfDay.quotientAndRemainder(dividingBy: 3_600)
    let (minute, secondOfMinute) = rest.quotientAndRemainder(dividingBy: 60)
    return Reading(
      year: date.year, month: date.month, day: date.day, weekday: weekday, hour: hour, minute: minute,
      second: secondOfMinute, millisecond: Int(milliseconds - second * 1_000), offset: Int(offset),
      isSummerTime: isSummerTime)
  }

  private mutating func enterPeriod(at second: Int64) {
    let index = zone.period(at: second)
    let lower = index > 0 ? zone.changes[index - 1] : Int64.min
    let upper = index < zone.changes.count ? zone.changes[index] : Int64.max
    period = lower..<upper
    offset = Int64(zone.offsets[index])
    isSummerTime = index > 0 && zone.offsets[index] > zone.offsets[index - 1]
  }
}
