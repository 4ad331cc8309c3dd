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
    guard let micros = decimal(text, &index, end), index == end else { return nil }
    let milliseconds: Int64
    switch unit {
    case .seconds, .clock, .go: milliseconds = micros / 1000
    case .milliseconds: milliseconds = micros / 1_000_000
    case .microseconds: milliseconds = micros / 1_000_000_000
    case .ticks: milliseconds = micros / 100_000
    case .tenths: milliseconds = micros / 10_000
    case .minutes:
      let (product, overflow) = micros.multipliedReportingOverflow(by: 60)
      guard !overflow else { return nil }
      milliseconds = product / 1000
    }
    return milliseconds <= longest ? milliseconds : nil
  }

  /// A number with decimals where there are any, as millionths; further digits are dropped.
  private static func decimal(_ text: Span<UInt8>, _ index: inout Int, _ end: Int) -> Int64? {
    var value: Int64 = 0
    var digits = 0
    while index < end, text[index] &- 48 < 10 {
      guard value < 1_000_000_000_000 else { return nil }
      value = value * 10 + Int64(text[index] &- 48)
      digits += 1
      index += 1
    }
    guard value <= 9_000_000_000_000 else { return nil }
    value *= 1_000_000
    if index < end, text[index] == UInt8(ascii: ".") {
      index += 1
      var scale: Int64 = 100_000
      while index < end, text[index] &- 48 < 10 {
        value += Int64(text[index] &- 48) * scale
        scale /= 10
        digits += 1
        index += 1
      }
    }
    return digits > 0 ? value : nil
  }

  private static func clock(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int64? {
    var index = start
    var parts = 0
    var total: Int64 = 0
    while true {
      guard let micros = decimal(text, &index, end) else { return nil }
      parts += 1
      let isLast = index == end
      guard parts == 1 || micros < 60_000_000, isLast || micros % 1_000_000 == 0, total < longest / 60 else {
        return nil
      }
      total = total * 60 + micros / 1000
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
      guard let micros = decimal(text, &index, end), index < end else { return nil }
      let unit = text[index]
      let followed = index + 1 < end && text[index + 1] == UInt8(ascii: "s")
      let part: Int64
      switch unit {
      case UInt8(ascii: "h"): part = micros / 1000 &* 3600
      case UInt8(ascii: "m") where followed: part = micros / 1_000_000
      case UInt8(ascii: "m"): part = micros / 1000 &* 60
      case UInt8(ascii: "s"): part = micros / 1000
      case UInt8(ascii: "u") where followed: part = micros / 1_000_000_000
      case UInt8(ascii: "n") where followed: part = 0
      default: return nil
      }
      guard micros / 1_000_000 <= 1_000_000_000_000 / 3600 || unit != UInt8(ascii: "h") else { return nil }
      index += followed && unit != UInt8(ascii: "s") ? 2 : 1
      total += part
      guard total <= longest else { return nil }
    }
    return end > start ? total : nil
  }
}
