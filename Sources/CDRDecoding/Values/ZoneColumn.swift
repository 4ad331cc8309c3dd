internal import Telecom

/// Zones as switches write them into a column: `America/New_York`, `+02:00`, `EST`, `GMT-08:00-Pacific(US)` (Sonus),
/// `1-070000` (BroadWorks: whether daylight saving is on, then the offset with it).
enum ZoneColumn {
  /// Sonus names the standard offset; its named zones of the United States keep daylight saving time.
  private static let named = [
    "Pacific(US)": "America/Los_Angeles", "Mountain(US)": "America/Denver", "Central(US)": "America/Chicago",
    "Eastern(US)": "America/New_York", "Alaska": "America/Anchorage", "Hawaii": "Pacific/Honolulu",
    "Arizona": "America/Phoenix",
  ]

  static func rules(_ bytes: [UInt8], letters: ZoneLetters) -> ZoneRules? {
    let text = String(decoding: bytes, as: UTF8.self)
    if let rules = ZoneRules(named: text) { return rules }
    if text.hasPrefix("GMT"), text.utf8.count > 10 {
      let place = String(text.dropFirst(10))
      if let name = named[place], let rules = ZoneRules(named: name) { return rules }
      return ZoneRules(named: String(text.dropFirst(3).prefix(6)))
    }
    if bytes.count == 8, bytes[0] == UInt8(ascii: "0") || bytes[0] == UInt8(ascii: "1") {
      return ZoneRules(named: String(text.dropFirst().prefix(5)))
    }
    var index = 0
    guard let offset = letters.offset(bytes.span, &index, bytes.count), index == bytes.count else { return nil }
    return ZoneRules(name: text, fixedOffset: offset)
  }
}
