internal import Telecom

/// When calls begin: ascending, by the habits of a week.
///
/// Every hour of the local clock has a weight. All weights, laid end to end, form a line as long as `length`, and call
/// i of n begins somewhere in its i-th n-th.
struct CallStarts {
  /// Calls of each hour of a working day, in thousandths of the busiest hour's.
  private static let hours: [UInt64] = [
    40, 25, 20, 20, 30, 60, 150, 350, 650, 900, 1_000, 980, 850, 880, 950, 970, 930, 850, 700, 550, 420, 300, 180, 90,
  ]
  private static let millisecondsPerHour: UInt64 = 3_600_000

  private let callCount: UInt64
  private let length: UInt64
  private let zone: ZoneRules
  private let firstDay: Int
  private var hour = -1
  private var hourWeight: UInt64 = 1
  private var hourMilliseconds: Int64 = 0
  /// Where on the line the hour begins and ends.
  private var lower: UInt64 = 0
  private var upper: UInt64 = 0

  /// - Precondition: there is at least one call and one day.
  init(calls: Int, from firstDay: CivilDate, days: Int, zone: ZoneRules) {
    callCount = UInt64(calls)
    self.zone = zone
    self.firstDay = firstDay.daysSince1970
    var length: UInt64 = 0
    for hour in 0..<days * 24 { length += Self.weight(hour, firstDay: self.firstDay) * Self.millisecondsPerHour }
    self.length = length
  }

  /// - Parameter hour: counted from the start of the first day.
  private static func weight(_ hour: Int, firstDay: Int) -> UInt64 {
    switch CivilDate.weekday(daysSince1970: firstDay + hour / 24) {
    case 5: hours[hour % 24] * 6 / 10
    case 6: hours[hour % 24] * 4 / 10
    default: hours[hour % 24]
    }
  }

  /// - Parameter index: not below that of the call before.
  /// - Returns: milliseconds since 1970 UTC.
  mutating func start(of index: Int, _ random: inout SplitMix64) -> Int64 {
    let within = random.next().multipliedFullWidth(by: length).high
    let (high, low) = UInt64(index).multipliedFullWidth(by: length)
    let (sum, carry) = low.addingReportingOverflow(within)
    let position = callCount.dividingFullWidth((high + (carry ? 1 : 0), sum)).quotient
    while position >= upper {
      hour += 1
      hourWeight = Self.weight(hour, firstDay: firstDay)
      lower = upper
      upper += hourWeight * Self.millisecondsPerHour
      let local = Int64(firstDay * 86_400 + hour * 3_600)
      hourMilliseconds = (local - Int64(zone.offset(local: local))) * 1_000
    }
    return hourMilliseconds + Int64((position - lower) / hourWeight)
  }
}
