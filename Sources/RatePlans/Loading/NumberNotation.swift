internal import Telecom

/// How a deck writes amounts of money.
struct NumberNotation: Sendable {
  var point = UInt8(ascii: ".")
  var thousands: UInt8?
  /// Decimals that a whole number has without a point: at 4, 2137 is 0.2137.
  var impliedDecimals = 0

  /// Reads an amount that is not empty, as billionths.
  func nanos(_ bytes: Span<UInt8>) throws(Decimal9.Failure) -> Int64 {
    if thousands == nil, impliedDecimals == 0 {
      if let nanos = shortNanos(bytes) { return nanos }
      return try Decimal9.parse(bytes, point: point)
    }
    var plain: [UInt8] = []
    var sinceSeparator = -1
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == thousands {
        guard sinceSeparator < 0 ? 1...3 ~= plain.count : sinceSeparator == 3 else { throw .notANumber }
        sinceSeparator = 0
        continue
      }
      if byte == point {
        guard sinceSeparator < 0 || sinceSeparator == 3 else { throw .notANumber }
        sinceSeparator = -1
      } else if sinceSeparator >= 0 {
        sinceSeparator += 1
      }
      plain.append(byte)
    }
    guard sinceSeparator < 0 || sinceSeparator == 3 else { throw .notANumber }
    guard impliedDecimals > 0 else { return try Decimal9.parse(plain.span, point: point) }
    // Nine digits more than the amount can have, so that none is lost when the point moves.
    guard !plain.contains(point) else { throw .notANumber }
    let negative = plain.first == UInt8(ascii: "-")
    if negative { plain.removeFirst() }
    guard !plain.isEmpty else { throw .notANumber }
    while plain.count <= impliedDecimals { plain.insert(UInt8(ascii: "0"), at: 0) }
    plain.insert(UInt8(ascii: "."), at: plain.count - impliedDecimals)
    let nanos = try Decimal9.parse(plain.span)
    return negative ? -nanos : nanos
  }

  /// The common case, at most nine digits before the point and behind it, without a sign; `nil` for any other.
  private func shortNanos(_ bytes: Span<UInt8>) -> Int64? {
    var value: Int64 = 0
    var whole = 0
    var decimals = -1
    for index in bytes.indices {
      let digit = bytes[index] &- 48
      if digit < 10 {
        value = value &* 10 &+ Int64(digit)  // At most eighteen digits, as is checked below.
        if decimals >= 0 { decimals &+= 1 } else { whole &+= 1 }
        guard whole <= 9, decimals <= 9 else { return nil }
      } else if bytes[index] == point, decimals < 0 {
        decimals = 0
      } else {
        return nil
      }
    }
    guard whole &+ max(decimals, 0) > 0 else { return nil }
    switch decimals {
    case ...0: return value &* 1_000_000_000
    case 1: return value &* 100_000_000
    case 2: return value &* 10_000_000
    case 3: return value &* 1_000_000
    case 4: return value &* 100_000
    case 5: return value &* 10_000
    case 6: return value &* 1_000
    case 7: return value &* 100
    case 8: return value &* 10
    default: return value
    }
  }
}
