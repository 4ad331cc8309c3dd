internal import Bytes
internal import Telecom

/// Reads times in all forms. Ranges are places in the text.
enum TimeReading {
  /// The days of the last time read, so that most records cost no calendar.
  struct DayCache: Sendable {
    var date: UInt64 = 0
    var days: UInt64 = 0
    var milliseconds: Int64 = 0
  }

  /// What a record's clock may show, in milliseconds since 1970: the years 1900 to 2150, for which zones are known.
  static let years: Range<Int64> = -2_208_988_800_000..<5_711_817_600_000

  /// `2026-01-01 00:00:20`, 19 bytes; `T` may stand for the blank.
  /// - Returns: `Int64.min` for anything else.
  @inline(__always)
  static func plain(_ text: Span<UInt8>, _ slot: Slot, _ cache: inout DayCache) -> Int64 {
    let start = slot.from
    guard slot.count == 19 else { return .min }
    let date = text.word(at: start)
    let middle = text.word(at: start &+ 8)
    let days = middle & 0xFFFF
    if date != cache.date || days != cache.days {
      guard let fresh = day(text, start) else { return .min }
      cache = DayCache(date: date, days: days, milliseconds: fresh)
    }
    let separator = UInt8(truncatingIfNeeded: middle >> 16)
    let hour = twoDigits(text[start &+ 11], text[start &+ 12])
    let minute = twoDigits(text[start &+ 14], text[start &+ 15])
    let second = twoDigits(text[start &+ 17], text[start &+ 18])
    guard separator == 32 || separator == 84, text[start &+ 13] == 58, text[start &+ 16] == 58, hour < 24, minute < 60,
      second <= 60
    else { return .min }
    return cache.milliseconds &+ Int64(hour &* 3600 &+ minute &* 60 &+ second) &* 1000
  }

  /// 100 and more for what are not two digits.
  @inline(__always) private static func twoDigits(_ tens: UInt8, _ ones: UInt8) -> Int {
    let (tens, ones) = (tens &- 48, ones &- 48)
    return tens < 10 && ones < 10 ? Int(tens) &* 10 &+ Int(ones) : 100
  }

  private static func day(_ text: Span<UInt8>, _ start: Int) -> Int64? {
    var index = start
    guard let year = number(text, &index, start + 4, atLeast: 4, atMost: 4), text[start + 4] == UInt8(ascii: "-"),
      text[start + 7] == UInt8(ascii: "-")
    else { return nil }
    index = start + 5
    guard let month = number(text, &index, start + 7, atLeast: 2, atMost: 2) else { return nil }
    index = start + 8
    guard let day = number(text, &index, start + 10, atLeast: 2, atMost: 2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return Int64(date.daysSince1970) * CivilTime.millisecondsPerDay
  }

  private static func number(
    _ text: Span<UInt8>, _ index: inout Int, _ end: Int, atLeast: Int, atMost: Int
  ) -> Int? {
    var value = 0
    var digits = 0
    while index < end, digits < atMost, text[index] &- 48 < 10 {
      value = value * 10 + Int(text[index] &- 48)
      index += 1
      digits += 1
    }
    return digits >= atLeast ? value : nil
  }

  /// Seconds since 1970 with decimals where there are any, or thousandths or millionths of seconds.
  /// - Returns: milliseconds up to the year 9999.
  static func epoch(_ text: Span<UInt8>, _ slot: Slot, _ kind: TimeForm.Kind) -> Int64? {
    var index = slot.from
    var value: Int64 = 0
    while index < slot.to, text[index] &- 48 < 10 {
      guard index - slot.from < 18 else { return nil }
      value = value * 10 + Int64(text[index] &- 48)
      index += 1
    }
    guard index > slot.from else { return nil }
    let fraction = milliseconds(text, &index, slot.to)
    guard index == slot.to else { return nil }
    let whole: Int64
    switch kind {
    case .epochMilliseconds: whole = value
    case .epochMicroseconds: whole = value / 1000
    default:
      guard value < 253_402_300_800 else { return nil }
      whole = value * 1000 + fraction
    }
    return whole < 253_402_300_800_000 ? whole : nil
  }

  /// A point and digits; what is smaller than a millisecond is dropped.
  private static func milliseconds(_ text: Span<UInt8>, _ index: inout Int, _ end: Int) -> Int64 {
    guard index + 1 < end, text[index] == UInt8(ascii: "."), text[index + 1] &- 48 < 10 else { return 0 }
    index += 1
    return fraction(text, &index, end)
  }

  private static func fraction(_ text: Span<UInt8>, _ index: inout Int, _ end: Int) -> Int64 {
    var scale: Int64 = 100
    var value: Int64 = 0
    while index < end, text[index] &- 48 < 10 {
      value += Int64(text[index] &- 48) * scale
      scale /= 10
      index += 1
    }
    return value
  }

  static func pattern(
    _ text: Span<UInt8>, _ slot: Slot, _ tokens: [TimeToken], zones: ZoneLetters
  ) -> LocalMoment? {
    var index = slot.from
    let end = slot.to
    var (year, month, day, hour, minute, second) = (0, 0, 0, 0, 0, 0)
    var millisecond: Int64 = 0
    var afternoon: Bool?
    var offset = LocalMoment.unknownOffset
    for token in tokens {
      let least = token.value == 1 ? 1 : 2
      switch token.kind {
      case .year4:
        guard let value = number(text, &index, end, atLeast: 4, atMost: 4) else { return nil }
        year = value
      case .year2:
        guard let value = number(text, &index, end, atLeast: 2, atMost: 2) else { return nil }
        year = value < 70 ? 2000 + value : 1900 + value
      case .month:
        guard let value = number(text, &index, end, atLeast: least, atMost: 2) else { return nil }
        month = value
      case .day:
        guard let value = number(text, &index, end, atLeast: least, atMost: 2) else { return nil }
        day = value
      case .hour, .hour12:
        guard let value = number(text, &index, end, atLeast: least, atMost: 2) else { return nil }
        hour = value
      case .minute:
        guard let value = number(text, &index, end, atLeast: least, atMost: 2) else { return nil }
        minute = value
      case .second:
        guard let value = number(text, &index, end, atLeast: least, atMost: 2) else { return nil }
        second = value
      case .fraction:
        guard index < end, text[index] &- 48 < 10 else { return nil }
        millisecond = fraction(text, &index, end)
      case .optionalFraction: millisecond = milliseconds(text, &index, end)
      case .monthName:
        guard let value = monthName(text, &index, end) else { return nil }
        month = value
      case .dayHalf:
        guard index + 2 <= end, text[index + 1] | 32 == UInt8(ascii: "m") else { return nil }
        switch text[index] | 32 {
        case UInt8(ascii: "a"): afternoon = false
        case UInt8(ascii: "p"): afternoon = true
        default: return nil
        }
        index += 2
      case .letters:
        let first = index
        while index < end, isLetter(text[index]) { index += 1 }
        guard index > first else { return nil }
      case .zone:
        guard let value = zones.offset(text, &index, end) else { return nil }
        offset = value
      case .clockMark:
        if index < end, text[index] == UInt8(ascii: "*") || text[index] == UInt8(ascii: ".") { index += 1 }
      case .dateTimeSeparator:
        guard index < end, text[index] == 32 || text[index] | 32 == UInt8(ascii: "t") else { return nil }
        index += 1
      case .blanks:
        guard index < end, text[index] == 32 else { return nil }
        while index < end, text[index] == 32 { index += 1 }
      case .literal:
        guard index < end, text[index] == token.value else { return nil }
        index += 1
      }
    }
    if let afternoon {
      guard 1...12 ~= hour else { return nil }
      hour = hour % 12 + (afternoon ? 12 : 0)
    }
    guard index == end,
      let civil = CivilTime(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: Int(millisecond))
    else { return nil }
    return LocalMoment(local: civil.milliseconds, offset: offset)
  }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 }

  /// English names, of which the first three letters count.
  private static func monthName(_ text: Span<UInt8>, _ index: inout Int, _ end: Int) -> Int? {
    guard index + 3 <= end else { return nil }
    let key = UInt32(text[index] | 32) << 16 | UInt32(text[index + 1] | 32) << 8 | UInt32(text[index + 2] | 32)
    guard let found = months.firstIndex(of: key) else { return nil }
    index += 3
    while index < end, isLetter(text[index]) || text[index] == UInt8(ascii: ".") { index += 1 }
    return found + 1
  }

  private static let months: [UInt32] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { $0.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
}
