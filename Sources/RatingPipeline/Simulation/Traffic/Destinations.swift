internal import RatePlans
internal import Telecom

/// The numbers that are called: under the prefixes a plan sells, a few of them far more often than the rest.
struct Destinations {
  /// In order of their popularity.
  private var prefixes: [PhoneNumber] = []
  /// Of each prefix: only its very digits have a price.
  private var isWhole: [Bool] = []
  private let lengths = NumberLengths()

  /// - Parameters:
  ///   - period: a prefix counts when one of its rows is in force at some time of it.
  ///   - callingCode: what numbers must begin with, where the records have no room for others.
  /// - Returns: `nil` when the tariff sells nothing of this.
  init?(_ tariff: Tariff, in period: Range<Int64>, callingCode: PhoneNumber?, _ random: inout SplitMix64) {
    for group in tariff.groups where group.prefix != .default && group.prefix.isDigits {
      let sells = tariff.rows(of: group).contains {
        !$0.blocked && $0.effectiveFrom < period.upperBound && $0.effectiveTo > period.lowerBound
      }
      guard sells else { continue }
      let prefix = Self.digits(of: group.prefix)
      if let callingCode, prefix.prefix(callingCode.count) != callingCode { continue }
      prefixes.append(prefix)
      isWhole.append(group.prefix.isExact)
    }
    if prefixes.isEmpty, tariff.defaultGroup >= 0 {
      prefixes = callingCode.map { [$0] } ?? NumberLengths.callingCodes
      isWhole = prefixes.map { _ in false }
    }
    guard !prefixes.isEmpty else { return nil }
    for index in prefixes.indices.dropLast() {
      let other = index + random.below(prefixes.count - index)
      prefixes.swapAt(index, other)
      isWhole.swapAt(index, other)
    }
    // Nobody asks for directory assistance all day long.
    let order = isWhole.indices.filter { !isWhole[$0] } + isWhole.indices.filter { isWhole[$0] }
    prefixes = order.map { prefixes[$0] }
    isWhole = order.map { isWhole[$0] }
  }

  private static func digits(of prefix: DeckPrefix) -> PhoneNumber {
    var packed = UInt64(prefix.digitCount)
    for index in 0..<prefix.digitCount {
      packed |= (prefix.key >> UInt64(60 - 4 * index) & 0xF - 1) << UInt64(60 - 4 * index)
    }
    return PhoneNumber(packed: packed)
  }

  /// The n-th prefix is called about 1/n times as often as the first (Zipf's law): one octave of ranks is as likely as
  /// the next, and so is each rank within it.
  func number(_ random: inout SplitMix64) -> PhoneNumber {
    let octaves = Int.bitWidth - prefixes.count.leadingZeroBitCount
    let octave = random.below(octaves)
    let first = 1 << octave - 1
    let rank = first + random.below(min(1 << octave, prefixes.count - first))
    return isWhole[rank] ? prefixes[rank] : lengths.number(under: prefixes[rank], &random)
  }
}
