import Foundation
import RatePlans

/// Which band holds at an instant, by Foundation's calendar and its zones.
struct OracleClock {
  private let bands: [BandSchedule.Band]
  private let local: Calendar
  private let utc: Calendar

  init(bands: [BandSchedule.Band], zone: String) {
    self.bands = bands
    local = Self.calendar(TimeZone(identifier: zone)!)
    utc = Self.calendar(TimeZone(secondsFromGMT: 0)!)
  }

  private static func calendar(_ zone: TimeZone) -> Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar
  }

  /// - Parameter second: since 1970 UTC.
  /// - Returns: an index; -1 when no band holds.
  func band(at second: Int64) -> Int {
    guard !bands.isEmpty else { return -1 }
    let instant = Date(timeIntervalSince1970: TimeInterval(second))
    let shown = local.dateComponents([.year, .month, .day, .hour, .minute, .second], from: instant)
    let time = shown.hour! * 3600 + shown.minute! * 60 + shown.second!
    let noon = utc.date(
      from: DateComponents(year: shown.year, month: shown.month, day: shown.day, hour: 12))!
    for (index, band) in bands.enumerated() {
      if band.from < band.to {
        if time >= band.from, time < band.to, names(band, noon) { return index }
      } else {
        if time >= band.from, names(band, noon) { return index }
        if time < band.to, names(band, noon.addingTimeInterval(-86_400)) { return index }
      }
    }
    return -1
  }

  /// Whether the band names the day whose noon, read as UTC, is given.
  private func names(_ band: BandSchedule.Band, _ noon: Date) -> Bool {
    let day = utc.dateComponents([.year, .month, .day, .weekday], from: noon)
    let monday0 = (day.weekday! + 5) % 7  // Foundation's weeks begin with Sunday as 1.
    guard band.weekdays & (1 << UInt8(monday0)) != 0 else { return false }
    if !band.dates.isEmpty {
      let days = Int((noon.timeIntervalSince1970 / 86_400).rounded(.down))
      guard band.dates.contains(days) else { return false }
    }
    if band.months != 0, band.months & (1 << UInt16(day.month!)) == 0 { return false }
    if band.monthDays != 0, band.monthDays & (1 << UInt32(day.day!)) == 0 { return false }
    return band.years.isEmpty || band.years.contains(day.year!)
  }
}
