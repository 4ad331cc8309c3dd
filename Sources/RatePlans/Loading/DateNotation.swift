internal import Telecom

/// How a deck writes the dates from which and until which its rows hold.
struct DateNotation: Sendable {
  /// Besides the forms that every deck may use: `2026-01-01`, `2026-01-01 12:00`, `2026-01-01T00:00:00Z`.
  var formats: [DateFormat] = []
  var zone = ZoneRules.utc
  /// The only row of a prefix that is dated then or before holds already: the notice says when it was sent, not since
  /// when the price holds. Several of them are past and current prices, and keep their dates.
  var issued: Int64?

  private static let own = ["yyyy-mm-dd", "yyyy-mm-dd hh:mm", "yyyy-mm-dd hh:mm:ss"].compactMap(DateFormat.init)
  private static let atOnce = ["asap", "immediate", "immediately", "now", "with immediate effect"]

  /// - Returns: milliseconds since 1970 UTC; `Int64.min` for a row that holds already; `nil` for what is no date.
  func beginning(_ text: String) -> Int64? {
    if Self.atOnce.contains(text.lowercased()) { return .min }
    return instant(text)
  }

  /// Local midnight where no time is given.
  func instant(_ text: String) -> Int64? {
    for format in formats + Self.own {
      if let civil = format.parse(text) { return Timestamp(civil, in: zone).milliseconds }
    }
    return Timestamp(rfc3339: text, zone: zone)?.milliseconds
  }

  /// `2011/01/01-2012/01/01`, or the beginning alone; the end is the first moment that no longer belongs to it.
  func period(_ text: String) -> (from: Int64, to: Int64)? {
    if let from = beginning(text) { return (from, .max) }
    for separator in text.indices where "-–".contains(text[separator]) {
      let (first, last) = (trim(text[..<separator]), trim(text[text.index(after: separator)...]))
      guard let from = first.isEmpty ? .min : beginning(first) else { continue }
      if let to = last.isEmpty ? .max : instant(last) { return (from, to) }
    }
    return nil
  }

  private func trim(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
