import RatePlans
import Telecom

extension RateRow {
  /// A row that prices by the minute.
  /// - Parameters:
  ///   - rate: as written in a deck, `0.0125`.
  ///   - increments: as the trade writes them, `60/6`.
  static func perMinute(
    _ rate: String, _ increments: String = "1/1", _ configure: (inout RateRow) -> Void = { _ in }
  ) -> RateRow {
    var row = RateRow()
    row.rateNanos = nanos(rate)
    let parts = increments.split(separator: "/").map { Int64($0)! }
    (row.firstInterval, row.nextInterval) = (parts[0], parts[1])
    configure(&row)
    return row
  }
}

extension BandSchedule.Band {
  /// - Parameters:
  ///   - days: bit 0 is Monday.
  ///   - from: `HH:MM`.
  static func band(_ name: String, days: UInt8 = 0x7F, from: String = "00:00", to: String = "24:00") -> BandSchedule.Band {
    var band = BandSchedule.Band(name: name)
    band.weekdays = days
    band.from = second(from)
    band.to = second(to)
    return band
  }

  static func holiday(_ year: Int, _ month: Int, _ day: Int) -> BandSchedule.Band {
    var band = BandSchedule.Band(name: "holiday")
    band.dates = [CivilDate(year: year, month: month, day: day)!.daysSince1970]
    return band
  }

  private static func second(_ time: String) -> Int {
    let parts = time.split(separator: ":").map { Int($0)! }
    return parts[0] * 3600 + parts[1] * 60
  }
}

/// Billionths of a decimal as written.
func nanos(_ text: String) -> Int64 { try! Decimal9.parse(text) }
