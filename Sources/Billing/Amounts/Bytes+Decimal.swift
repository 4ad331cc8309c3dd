extension [UInt8] {
  /// Adds a number of units of the last digit as decimal text: 5 with two digits is `0.05`.
  /// - Parameter digits: behind the point; without any there is no point.
  mutating func appendDecimal(_ units: Int64, digits: Int) {
    if units < 0 { append(UInt8(ascii: "-")) }
    let first = count
    var rest = units.magnitude
    var place = 0
    repeat {
      if place == digits, digits > 0 { append(UInt8(ascii: ".")) }
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
      place += 1
    } while rest > 0 || place <= digits
    self[first...].reverse()
  }
}
