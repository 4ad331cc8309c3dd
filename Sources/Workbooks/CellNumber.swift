/// The decimal number that a cell shows: what the file says, to fifteen significant digits.
///
/// Workbooks keep numbers as binary fractions, and write 0.0125 as 0.012500000000000001 or 1.2500000000000001E-2.
struct CellNumber {
  private static let significantDigits = 15

  let isNegative: Bool
  /// Without zeros at either end; empty for zero.
  private let digits: [UInt8]
  /// How many of the digits stand before the point; may be negative, or more than there are digits.
  private let pointPlace: Int

  /// - Returns: `nil` for what is no number with at most 400 places.
  init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    var index = 0
    var (digits, place): ([UInt8], Int?) = ([], nil)
    isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { index = 1 }
    while index < bytes.count, digits.count <= 400 {
      if bytes[index] == UInt8(ascii: "."), place == nil {
        place = digits.count
      } else if 48...57 ~= bytes[index] {
        digits.append(bytes[index] - 48)
      } else {
        break
      }
      index += 1
    }
    guard 1...400 ~= digits.count else { return nil }
    var exponent = 0
    if index < bytes.count {
      guard [UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[index]),
        let power = Int(String(decoding: bytes[(index + 1)...], as: UTF8.self)), -400...400 ~= power
      else { return nil }
      exponent = power
    }
    var point = (place ?? digits.count) + exponent
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    point -= zeros
    if digits.count > Self.significantDigits {
      let isUp = digits[Self.significantDigits] >= 5
      digits.removeLast(digits.count - Self.significantDigits)
      if isUp {
        while digits.last == 9 { digits.removeLast() }
        if let last = digits.popLast() {
          digits.append(last + 1)
        } else {
          digits = [1]
          point += 1
        }
      }
    }
    while digits.last == 0 { digits.removeLast() }
    self.digits = digits
    pointPlace = digits.isEmpty ? 0 : point
  }

  /// Plain, without exponent or superfluous zeros: `-0.0125`.
  /// - Parameter least: digits before the point.
  func text(leastDigits least: Int = 1) -> String {
    var whole = digits.prefix(max(pointPlace, 0)) + repeatElement(0, count: max(0, pointPlace - digits.count))
    if whole.count < least { whole = repeatElement(0, count: least - whole.count) + whole }
    let fraction = repeatElement(0, count: max(0, -pointPlace)) + digits.dropFirst(max(pointPlace, 0))
    func text(_ digits: some Sequence<UInt8>) -> String { String(decoding: digits.map { $0 + 48 }, as: UTF8.self) }
    return (isNegative && !digits.isEmpty ? "-" : "") + text(whole) + (digits.count > pointPlace && !digits.isEmpty ? "." + text(fraction) : "")
  }

  /// Whole days, and the seconds beyond them, to the nearest; `nil` for a number below 0 or past the year 9999.
  var daysAndSeconds: (days: Int, seconds: Int)? {
    guard !isNegative || digits.isEmpty, pointPlace <= 7 else { return nil }
    var days = 0
    for index in 0..<max(pointPlace, 0) { days = days * 10 + (index < digits.count ? Int(digits[index]) : 0) }
    // Twelve decimals of a day are less than a microsecond.
    var fraction = 0
    for place in 0..<12 {
      let index = pointPlace + place
      fraction = fraction * 10 + (digits.indices.contains(index) ? Int(digits[index]) : 0)
    }
    let seconds = (fraction * 86_400 + 500_000_000_000) / 1_000_000_000_000
    return seconds == 86_400 ? (days + 1, 0) : (days, seconds)
  }
}
