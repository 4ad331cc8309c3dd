internal import Telecom

/// A way to write dates, as `dd/mm/yyyy`, `d-mmm-yy` or `yyyymmdd hh:mm:ss`.
///
/// `y` year (two digits: 70–99 are 19…, the rest 20…), `m` month, `mmm` its English name, `d` day, then `h` hour, `m`
/// minute behind an hour, `s` second; other characters stand for themselves. A number may have fewer digits than letters
/// where a character that is no digit follows it.
struct DateFormat: Sendable {
  private enum Part: Sendable {
    case year(Int), month(Int), monthName, day(Int), hour(Int), minute(Int), second(Int), literal(UInt8)
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
  private let parts: [Part]

  /// - Returns: `nil` unless year, month and day are each named once.
  init?(_ pattern: String) {
    var parts: [Part] = []
    var seen: [UInt8: Int] = [:]
    var hasHour = false
    let letters = Array(pattern.lowercased().utf8)
    var index = 0
    while index < letters.count {
      let letter = letters[index]
      var end = index + 1
      while end < letters.count, letters[end] == letter { end += 1 }
      let count = end - index
      switch letter {
      case UInt8(ascii: "y") where count == 2 || count == 4: parts.append(.year(count))
      case UInt8(ascii: "m") where count <= 2: parts.append(hasHour ? .minute(count) : .month(count))
      case UInt8(ascii: "m") where count <= 4: parts.append(.monthName)
      case UInt8(ascii: "d") where count <= 2: parts.append(.day(count))
      case UInt8(ascii: "h") where count <= 2:
        parts.append(.hour(count))
        hasHour = true
      case UInt8(ascii: "s") where count <= 2: parts.append(.second(count))
      case UInt8(ascii: "a")...UInt8(ascii: "z") where letter != UInt8(ascii: "t"): return nil
      default: parts += letters[index..<end].map { .literal($0) }
      }
      if "ymdhs".utf8.contains(letter) { seen[letter == UInt8(ascii: "m") && hasHour ? 0 : letter, default: 0] += 1 }
      index = end
    }
    guard "ymd".utf8.allSatisfy({ seen[$0] == 1 }), seen.values.allSatisfy({ $0 == 1 }) else { return nil }
    self.parts = parts
  }

  /// - Returns: `nil` for a text of another form, or a day there is not.
  func parse(_ text: String) -> CivilTime? {
    let bytes = Array(text.lowercased().utf8)
    var index = 0
    var (year, month, day, hour, minute, second) = (0, 0, 0, 0, 0, 0)
    /// `exactly` where the next part is a number too and nothing else tells where this one ends.
    func number(_ digits: Int, _ exactly: Bool) -> Int? {
      let start = index
      var value = 0
      while index < bytes.count, index - start < max(digits, exactly ? 1 : 2), 48...57 ~= bytes[index] {
        value = value * 10 + Int(bytes[index] - 48)
        index += 1
      }
      return index > start && (!exactly || index - start == digits) ? value : nil
    }
    for (position, part) in parts.enumerated() {
      var exactly = false
      if position + 1 < parts.count {
        if case .literal = parts[position + 1] {} else if case .monthName = parts[position + 1] {} else { exactly = true }
      }
      switch part {
      case .year(let digits):
        let start = index
        guard let value = number(digits, exactly), index - start == digits else { return nil }
        year = digits == 2 ? value + (value >= 70 ? 1900 : 2000) : value
      case .month(let digits):
        guard let value = number(digits, exactly) else { return nil }
        month = value
      case .day(let digits):
        guard let value = number(digits, exactly) else { return nil }
        day = value
      case .hour(let digits):
        guard let value = number(digits, exactly) else { return nil }
        hour = value
      case .minute(let digits):
        guard let value = number(digits, exactly) else { return nil }
        minute = value
      case .second(let digits):
        guard let value = number(digits, exactly) else { return nil }
        second = value
      case .monthName:
        guard index + 3 <= bytes.count,
          let found = Self.months.firstIndex(of: String(decoding: bytes[index..<index + 3], as: UTF8.self))
        else { return nil }
        month = found + 1
        while index < bytes.count, 97...122 ~= bytes[index] { index += 1 }
      case .literal(let byte):
        guard index < bytes.count, bytes[index] == byte else { return nil }
        index += 1
      }
    }
    guard index == bytes.count else { return nil }
    return CivilTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }
}
