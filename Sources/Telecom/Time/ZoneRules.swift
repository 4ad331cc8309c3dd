internal import Foundation

/// A time zone as the instants at which its offset from UTC changes, from 1900 to the end of 2150.
///
/// Compiled once per run from Foundation's tables, so that a look-up is a short search in flat arrays and never
/// depends on the host's own zone.
package struct ZoneRules: Sendable, Hashable {
  /// The name it was asked for by: `America/New_York`, `UTC`, `+05:30`.
  package let name: String
  /// Ascending seconds since 1970, UTC. `offsets[i]` holds from `changes[i - 1]` up to `changes[i]`.
  package let changes: [Int64]
  /// Seconds east of Greenwich; one more than there are changes.
  package let offsets: [Int32]

  /// Seconds since 1970 from the beginning of 1900 to the end of 2150.
  package static let covered: Range<Int64> = -2_208_988_800..<5_711_817_600

  package static let utc = ZoneRules(name: "UTC", fixedOffset: 0)

  package init(name: String, fixedOffset seconds: Int32) {
    self.name = name
    changes = []
    offsets = [seconds]
  }

  /// - Parameter name: an IANA zone (`Europe/Berlin`), `UTC`, `Z`, or a fixed offset (`+02:00`, `-0330`).
  /// - Returns: `nil` for a name that is none of these.
  package init?(named name: String) {
    if name == "UTC" || name == "Z" || name == "GMT" {
      self.init(name: name, fixedOffset: 0)
      return
    }
    if let seconds = Self.fixedOffset(name) {
      self.init(name: name, fixedOffset: seconds)
      return
    }
    guard name.contains("/") || Self.hasPlainName(name), let zone = TimeZone(identifier: name) else { return nil }
    self.init(name: name, probing: zone)
  }

  /// Zones without a slash in their name that mean the same everywhere; `EST` or `CST` alone do not.
  private static func hasPlainName(_ name: String) -> Bool {
    ["Japan", "Singapore", "Hongkong", "Turkey", "Israel", "Egypt", "Iran", "Portugal", "Poland", "Eire", "Cuba",
      "Jamaica", "Iceland", "Libya", "Navajo", "NZ", "PRC", "ROC", "ROK"].contains(name)
  }

  /// `+02:00`, `-0330` or `+5` in seconds.
  private static func fixedOffset(_ text: String) -> Int32? {
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    let digits = parts.joined()
    guard parts.count == 1 || parts.map(\.count) == [2, 2], 1...4 ~= digits.utf8.count,
      digits.utf8.allSatisfy({ 48...57 ~= $0 }), let number = Int32(digits)
    else { return nil }
    let (hours, minutes) = digits.count <= 2 ? (number, 0) : (number / 100, number % 100)
    guard hours <= 15, minutes < 60 else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  /// Asks for the offset every five days, which no known pair of changes escapes, and narrows each change to its second.
  private init(name: String, probing zone: TimeZone) {
    func offset(_ second: Int64) -> Int32 {
      Int32(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second))))
    }
    let step: Int64 = 5 * 86_400
    var second = Self.covered.lowerBound
    var changes: [Int64] = []
    var offsets = [offset(second)]
    while second < Self.covered.upperBound {
      let next = second + step
      let after = offset(next)
      if after != offsets[offsets.count - 1] {
        var (low, high) = (second, next)
        while high - low > 1 {
          let middle = (low + high) / 2
          if offset(middle) == offsets[offsets.count - 1] { low = middle } else { high = middle }
        }
        changes.append(high)
        offsets.append(after)
      }
      second = next
    }
    self.name = name
    self.changes = changes
    self.offsets = offsets
  }

  /// The index into `offsets` that holds at `second` (UTC, since 1970).
  package func period(at second: Int64) -> Int {
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Seconds east of Greenwich at `second` (UTC, since 1970).
  package func offset(at second: Int64) -> Int32 { offsets[period(at: second)] }

  /// The first change of offset after `second`, or `nil` when there is none.
  package func nextChange(after second: Int64) -> Int64? {
    let index = period(at: second)
    return index < changes.count ? changes[index] : nil
  }

  /// The offset that makes UTC of a local time. In the doubled hour of autumn the earlier of the two; in the gap of
  /// spring the offset from before the gap, so that 02:30 becomes 03:30 (RFC 5545, and Python's `fold=0`).
  /// - Parameter local: seconds since 1970-01-01 00:00 by the zone's own clock.
  package func offset(local: Int64) -> Int32 {
    guard !changes.isEmpty else { return offsets[0] }
    // No offset reaches past ±16 h, so the period lies next to the one found by reading the local time as UTC.
    let first = period(at: local - 57_600)
    let last = period(at: local + 57_600)
    for index in first...last {
      let end = index < changes.count ? changes[index] : Int64.max
      guard local - Int64(offsets[index]) < end else { continue }
      let isInGap = index > first && local - Int64(offsets[index]) < changes[index - 1]
      return offsets[isInGap ? index - 1 : index]
    }
    return offsets[last]
  }
}
