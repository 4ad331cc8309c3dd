package import Telecom

/// Amounts of one currency in its minor unit, against nanos and text.
package struct MinorUnits: Hashable, Sendable {
  package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    case notANumber(String)
    case tooManyDigits(String, Currency)
    case tooLarge(String)

    package var description: String {
      switch self {
      case .notANumber(let text): "\(text) is no amount; write it as 1234.50, without thousands separators"
      case .tooManyDigits(let text, let currency):
        "\(text) has more than the \(currency.minorDigits) digits behind the point that \(currency) has; round it"
      case .tooLarge(let text): "\(text) is larger than an amount can be; book it in parts"
      }
    }
  }

  package let currency: Currency
  /// Behind the point.
  package let digits: Int
  package let nanosPerUnit: Int64

  package init(_ currency: Currency) {
    self.currency = currency
    digits = currency.minorDigits
    nanosPerUnit = (0..<(9 - digits)).reduce(1) { power, _ in power * 10 }
  }

  /// The nearer amount; halves go away from zero.
  /// - Returns: `nil` past 64 bits.
  package func roundingHalfUp(nanos: Int128) -> Int64? {
    Int64(exactly: roundHalfUp(nanos, over: Int128(nanosPerUnit)))
  }

  /// Nanos of an amount of minor units.
  package func nanos(_ units: Int64) -> Int128 { Int128(units) * Int128(nanosPerUnit) }

  /// All digits of the currency: `165.20`, `-0.05`, `1200`.
  package func text(_ units: Int64) -> String {
    var bytes: [UInt8] = []
    bytes.appendDecimal(units, digits: digits)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Reads `165.2`, `-0.05` or `1200`; zeros behind the currency's digits are allowed.
  package func parse(_ text: String) throws(Failure) -> Int64 {
    let isNegative = text.hasPrefix("-")
    let parts = text.dropFirst(isNegative || text.hasPrefix("+") ? 1 : 0).split(
      separator: ".", omittingEmptySubsequences: false)
    let whole = parts.first ?? ""
    var fraction = parts.count > 1 ? parts[1] : ""
    guard parts.count <= 2, !(whole.isEmpty && fraction.isEmpty), (whole + fraction).utf8.allSatisfy({ 48...57 ~= $0 })
    else { throw .notANumber(text) }
    while fraction.last == "0" { fraction.removeLast() }
    guard fraction.count <= digits else { throw .tooManyDigits(text, currency) }
    let padding = String(repeating: "0", count: digits - fraction.count)
    guard let units = Int64((isNegative ? "-" : "") + whole + fraction + padding) else { throw .tooLarge(text) }
    return units
  }
}
