package import Telecom

/// The groups of a tariff that may price a call, the one that goes before the others first:
/// 1. the row for exactly the number;
/// 2. prefixes of an exchange or longer, seven digits at least, the longest first;
/// 3. rows for the number's place or the two numbers' zones, see `KeyedGroups`;
/// 4. shorter prefixes, the longest first;
/// 5. the default row.
///
/// A short number has only prefixes that are the whole of it.
package struct GroupSearch: Sendable {
  /// A prefix of so many digits says more than the place of its exchange: 1-NPA-NXX.
  static let exchangeDigits = 7

  /// The next group by prefix, which may not be for a short number; -1 behind the last.
  private var next: Int32
  private let keyed: KeyedGroups
  private var step: Int
  /// Digits of a short number; -1 for any other.
  private let shortDigits: Int

  /// - Parameter first: the group of the longest prefix.
  fileprivate init(from first: Int32, shortDigits: Int, keyed: KeyedGroups) {
    next = first
    self.keyed = keyed
    step = keyed == .none ? 4 : 0
    self.shortDigits = shortDigits
  }

  /// - Parameter tariff: the same as at the beginning.
  /// - Returns: -1 behind the last.
  package mutating func group(of tariff: Tariff) -> Int32 {
    if shortDigits >= 0 {
      while next >= 0, next != tariff.defaultGroup, tariff.groups[Int(next)].prefix.digitCount != shortDigits {
        next = tariff.groups[Int(next)].shorter
      }
    }
    while step < 4, next < 0 || Self.isShorterThanExchange(tariff.groups[Int(next)].prefix) {
      let found = keyed.groups[step]
      step += 1
      if found >= 0 { return found }
    }
    let found = next
    if found >= 0 { next = tariff.groups[Int(found)].shorter }
    return found
  }

  private static func isShorterThanExchange(_ prefix: DeckPrefix) -> Bool {
    !prefix.isExact && prefix.digitCount < exchangeDigits
  }
}

extension Tariff {
  /// - Parameters:
  ///   - number: `nil` where there is none: only the default row is for it.
  ///   - keyed: of its place, or of the zones.
  package func search(_ number: PhoneNumber?, isShort: Bool = false, keyed: KeyedGroups = .none) -> GroupSearch {
    guard let number else { return GroupSearch(from: defaultGroup, shortDigits: -1, keyed: keyed) }
    return GroupSearch(from: match(number), shortDigits: isShort ? number.count : -1, keyed: keyed)
  }
}
