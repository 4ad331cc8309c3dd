internal import Telecom

/// Writes JSON without blanks, its keys in the order in which they are given: the same values give the same bytes.
struct JSONBytes {
  private(set) var bytes: [UInt8] = []
  /// Whether the next key or element needs a comma before it.
  private var needsComma = false
  /// Behind the point of an amount.
  private let minorDigits: Int

  init(_ currency: Currency) { minorDigits = currency.minorDigits }

  mutating func object(_ key: String? = nil, _ fields: (inout JSONBytes) -> Void) {
    begin(key)
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
    fields(&self)
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  mutating func array<Element>(_ key: String, _ elements: [Element], _ write: (inout JSONBytes, Element) -> Void) {
    begin(key)
    bytes.append(UInt8(ascii: "["))
    needsComma = false
    for element in elements { write(&self, element) }
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  mutating func text(_ key: String, _ value: String) {
    begin(key)
    quote(value)
  }

  mutating func number(_ key: String?, _ value: Int64) {
    begin(key)
    bytes += String(value).utf8
  }

  mutating func flag(_ key: String, _ value: Bool) {
    begin(key)
    bytes += (value ? "true" : "false").utf8
  }

  /// Dates of the years 0 to 9999.
  mutating func date(_ key: String, _ value: CivilDate) {
    begin(key)
    bytes.append(UInt8(ascii: "\""))
    digits(value.year, 1000)
    bytes.append(UInt8(ascii: "-"))
    digits(value.month, 10)
    bytes.append(UInt8(ascii: "-"))
    digits(value.day, 10)
    bytes.append(UInt8(ascii: "\""))
  }

  /// All digits of a number, from the one that is worth `first`.
  private mutating func digits(_ number: Int, _ first: Int) {
    var worth = first
    while worth > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / worth % 10))
      worth /= 10
    }
  }

  mutating func period(_ key: String, _ value: BillingPeriod) {
    object(key) { json in
      json.date("from", value.from)
      json.date("to", value.to)
    }
  }

  /// An amount of minor units as text with all digits of the currency.
  mutating func minor(_ key: String, _ value: Int64) {
    begin(key)
    bytes.append(UInt8(ascii: "\""))
    bytes.appendDecimal(value, digits: minorDigits)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Billionths as decimal text.
  mutating func nanos(_ key: String, _ value: Int64) {
    begin(key)
    bytes.append(UInt8(ascii: "\""))
    bytes.appendDecimal(value, digits: 9)
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    bytes.append(UInt8(ascii: "\""))
  }

  mutating func percent(_ key: String, _ value: Int64) { text(key, Percent.text(value)) }

  /// Bytes that are JSON already.
  mutating func raw(_ key: String, _ value: [UInt8]) {
    begin(key)
    bytes += value
  }

  private mutating func begin(_ key: String?) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
    guard let key else { return }
    bytes.append(UInt8(ascii: "\""))
    bytes += key.utf8
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    guard text.utf8.contains(where: { $0 < 32 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
      bytes += text.utf8
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<32:
        bytes += "\\u00".utf8
        bytes.append(UInt8(ascii: "0") + byte >> 4)
        bytes.append((byte & 15 < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10) + byte & 15)
      default: bytes.append(byte)
      }
    }
  }
}
