/// An instant, with the offset of the clock it was read from.
package struct Timestamp: Hashable, Sendable, CustomStringConvertible {
  /// Since 1970-01-01T00:00:00Z.
  package var milliseconds: Int64
  /// Seconds east of Greenwich.
  package var offset: Int32

  package init(milliseconds: Int64, offset: Int32 = 0) {
    self.milliseconds = milliseconds
    self.offset = offset
  }

  /// The instant at which the zone's clock showed `civil`; see `ZoneRules.offset(local:)` for gaps and doubled hours.
  package init(_ civil: CivilTime, in zone: ZoneRules) {
    offset = zone.offset(local: civil.milliseconds.flooredDivision(by: 1000))
    milliseconds = civil.milliseconds - Int64(offset) * 1000
  }

  /// What the clock showed.
  package var civil: CivilTime { CivilTime(milliseconds: milliseconds + Int64(offset) * 1000) }

  /// RFC 3339: `2026-01-01T00:00:20-05:00`, with milliseconds only where there are any. Offsets there have no seconds,
  /// so those of clocks before 1972 are cut to the minute.
  package var description: String {
    let civil = Timestamp(milliseconds: milliseconds, offset: offset / 60 * 60).civil
    let second = civil.secondOfDay
    let fraction = milliseconds - milliseconds.flooredDivision(by: 1000) * 1000
    let time = "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    let decimals = fraction == 0 ? "" : ".\(padded(Int(fraction), 3))"
    let minutes = Int(offset.magnitude / 60)
    let zone = "\(offset < 0 ? "-" : "+")\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    return "\(civil.date)T\(time)\(decimals)\(zone)"
  }

  /// Reads RFC 3339, with `T` or a blank between date and time: `2026-01-01T00:00:20.5-05:00`, `2026-01-01 00:00:20Z`.
  /// - Parameter zone: for a text without an offset; without one such a text is refused.
  /// - Returns: `nil` for anything else. Digits past the millisecond are dropped.
  package init?(rfc3339 text: some StringProtocol, zone: ZoneRules? = nil) {
    let bytes = Array(text.utf8)
    var index = 0
    func number(_ count: Int) -> Int? {
      guard index + count <= bytes.count else { return nil }
      var value = 0
      for _ in 0..<count {
        guard 48...57 ~= bytes[index] else { return nil }
        value = value * 10 + Int(bytes[index] - 48)
        index += 1
      }
      return value
    }
    func skip(_ wanted: UInt8...) -> Bool {
      guard index < bytes.count, wanted.contains(bytes[index]) else { return false }
      index += 1
      return true
    }
    guard let year = number(4), skip(UInt8(ascii: "-")), let month = number(2), skip(UInt8(ascii: "-")),
      let day = number(2), skip(UInt8(ascii: "T"), UInt8(ascii: " "), UInt8(ascii: "t")),
      let hour = number(2), skip(UInt8(ascii: ":")), let minute = number(2), skip(UInt8(ascii: ":")),
      let second = number(2)
    else { return nil }
    var millisecond = 0
    if skip(UInt8(ascii: ".")) {
      var digits = 0
      while index < bytes.count, 48...57 ~= bytes[index] {
        if digits < 3 { millisecond = millisecond * 10 + Int(bytes[index] - 48) }
        digits += 1
        index += 1
      }
      guard digits > 0 else { return nil }
      for _ in min(digits, 3)..<3 { millisecond *= 10 }
    }
    guard let civil = CivilTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: millisecond)
    else { return nil }
    if index == bytes.count, let zone {
      self.init(civil, in: zone)
    } else if skip(UInt8(ascii: "Z"), UInt8(ascii: "z")), index == bytes.count {
      self.init(civil, in: .utc)
    } else if index + 6 == bytes.count, let sign: Int32 = skip(UInt8(ascii: "+")) ? 1 : skip(UInt8(ascii: "-")) ? -1 : nil,
      let hours = number(2), skip(UInt8(ascii: ":")), let minutes = number(2), hours < 24, minutes < 60
    {
      let offset = sign * Int32(hours * 3600 + minutes * 60)
      self.init(milliseconds: civil.milliseconds - Int64(offset) * 1000, offset: offset)
    } else {
      return nil
    }
  }
}
