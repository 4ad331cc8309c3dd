internal import Telecom

/// What allowances, volumes and limits count. Amounts are kept in base units: whole seconds, calls, messages and octets,
/// and billionths of a metered unit.
package enum CountedUnit: Sendable, Hashable {
  case seconds, minutes, calls, messages
  case octets, kilooctets, megaoctets, gigaoctets
  /// A quantity by the name that records give its unit: `kWh`.
  case metered(String)

  /// The words of plan.yaml for all but metered units.
  private static let words: [(word: String, unit: CountedUnit)] = [
    ("seconds", .seconds), ("minutes", .minutes), ("calls", .calls), ("messages", .messages), ("octets", .octets),
    ("kB", .kilooctets), ("MB", .megaoctets), ("GB", .gigaoctets),
  ]

  /// - Parameter word: any but those above names a metered unit.
  package init(word: String) { self = Self.words.first { $0.word == word }?.unit ?? .metered(word) }

  package static var knownWords: [String] { words.map(\.word) }

  package var word: String {
    if case .metered(let name) = self { return name }
    return Self.words.first { $0.unit == self }!.word
  }

  /// Base units of one unit; thousands, not 1,024, for octets.
  package var scale: Int64 {
    switch self {
    case .seconds, .calls, .messages, .octets: 1
    case .minutes: 60
    case .kilooctets: 1_000
    case .megaoctets: 1_000_000
    case .gigaoctets: 1_000_000_000
    case .metered: Decimal9.scale
    }
  }

  /// Which decks price what is counted: one of these measures.
  package var measures: [Measure] {
    switch self {
    case .seconds, .minutes, .calls, .messages: [.seconds]
    case .octets, .kilooctets, .megaoctets, .gigaoctets: [.octets, .octetsIn, .octetsOut]
    case .metered: [.quantity]
    }
  }

  /// Seconds, as calls and sessions last them.
  package var isTime: Bool { self == .seconds || self == .minutes }

  package var isMetered: Bool { measures == [.quantity] }

  /// The amount as people write it: 90 s in minutes are `1.5`; fractions past nine decimals are cut.
  package func text(_ base: Int64) -> String {
    Decimal9.text(Int128(base) * Int128(Decimal9.scale) / Int128(scale))
  }
}
