/// Reads durations to the millisecond; what is smaller is dropped.
enum DurationReading {
  /// 10¹² seconds.
  static let longest: Int64 = 1_000_000_000_000_000

  /// - Returns: milliseconds; `nil` for what is no number, negative, or past 10¹² seconds.
  static func read(_ text: Span<UInt8>, _ slot: Slot, _ unit: DurationUnit) -> Int64? {
    var index = slot.from
    let end = slot.to
    switch unit {
    case .clock: return clock(text, index, end)
    case .go: return go(text, index, end)
    default: break
    }
    // Whole seconds of up to nine digits are what nearly all records have.
    if unit == .seconds, end &- index <= 9 {
      var value: Int64 = 0
      while index < end, text[index] &- 48 < 10 {
        value = value &* 10 &+ Int64(text[index] &- 48)
        index &+= 1
      }
      if index == end, end > slot.from { return value &* 1000 }
      index = slot.from
    }
    guard let (whole, millionths) = decimal(text, &index, end), index == end else { return nil }
    if unit == .microseconds { return whole / 1000 <= longest ? whole / 1000 : nil }
    guard whole <= longest else { return nil }
    let milliseconds: Int64
    switch unit {
    case .seconds, .clock, .go: milliseconds = whole * 1000 + millionths / 1000
    case .milliseconds, .microseconds: milliseconds = whole
    case .ticks: milliseconds = whole * 10 + millionths / 100_000
    case .tenths: milliseconds = whole * 100 + millionths / 10_000
    case .minutes:
      guard whole <= longest / 60_000 else { return nil }
      milliseconds = whole * 60_000 + millionths * 60 / 1000
    }
    return milliseconds <= longest ? milliseconds : nil
  }

  /// A number of up to eighteen digits, and the millionths behind its point; further ones are dropped.
  private static func decimal(
    _ text: Span<UInt8>, _ index: inout Int, _ end: Int
  ) -> (whole: Int64, millionths: Int64)? {
    let first = index
    var whole: Int64 = 0
    while index < end, text[index] &- 48 < 10 {
      guard whole < 100_000_000_000_000_000 else { return nil }
      whole = whole * 10 + Int64(text[index] &- 48)
      index += 1
    }
    var digits = index - first
    var millionths: Int64 = 0
    if index < end, text[index] == UInt8(ascii: ".") {
      index += 1
      var scale: Int64 = 100_000
      while index < end, text[index] &- 48 < 10 {
        millionths += Int64(text[index] &- 48) * scale
        scale /= 10
        digits += 1
        index += 1
      }
    }
    return digits > 0 ? (whole, millionths) : nil
  }

  private static func clock(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
    var index = start
    var parts = 0
    var total: Int64 = 0
    while true {
      guard let (whole, millionths) = decimal(text, &index, end) else { return nil }
      parts += 1
      let isLast = index == end
      guard parts == 1 || whole < 60, isLast || millionths == 0, whole <= longest / 1000, total <= longest / 60 else {
        return nil
      }
      total = total * 60 + whole * 1000 + millionths / 1000
      if isLast { break }
      guard text[index] == UInt8(ascii: ":"), parts < 3 else { return nil }
      index += 1
    }
    return parts > 1 && total <= longest ? total : nil
  }

  private static func go(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
    var index = start
    var total: Int64 = 0
    if end - start == 1, text[start] == UInt8(ascii: "0") { return 0 }
    while index < end {
      guard let (whole, millionths) = decimal(text, &index, end), index < end, whole <= longest / 3_600_000 else {
        return nil
      }
      let isSmall = index + 1 < end && text[index + 1] == UInt8(ascii: "s")
      switch text[index] {
      case UInt8(ascii: "h"): total += whole * 3_600_000 + millionths * 3_600 / 1000
      case UInt8(ascii: "m") where isSmall: total += whole
      case UInt8(ascii: "m"): total += whole * 60_000 + millionths * 60 / 1000
      case UInt8(ascii: "s"): total += whole * 1000 + millionths / 1000
      case UInt8(ascii: "u") where isSmall: total += whole / 1000
      case UInt8(ascii: "n") where isSmall: total += whole / 1_000_000
      default: return nil
      }
      index += isSmall && text[index] != UInt8(ascii: "s") ? 2 : 1
      guard total <= longest else { return nil }
    }
    return end > start ? total : nil
  }
}
