internal import RatePlans
internal import Telecom

/// A set of usage in the form in which it is asked: no text is compared.
///
/// A class, so that whoever asks for many usages hands a reference on.
final class CompiledSet: Sendable {
  private let set: UsageSet
  private let serviceTypes: Set<Int16>
  private let prefixes: PrefixTrie?
  /// Digits of the longest of them: no number of more is one of them whole.
  private let longestPrefix: Int
  /// A bit for each row of each tariff; empty where any destination will do.
  private let rows: [[UInt64]]

  init(_ set: UsageSet, of plan: RatePlan, serviceTypes names: [[UInt8]]) {
    self.set = set
    serviceTypes = Set(set.serviceTypes.map { Int16(names.firstIndex(of: Array($0.utf8))!) })
    prefixes = set.prefixes.isEmpty ? nil : PrefixTrie(sortedKeys: Set(set.prefixes.map(\.key)).sorted())
    longestPrefix = set.prefixes.map(\.digitCount).max() ?? 0
    let wanted = Set(set.destinations.map { Array($0.utf8) })
    rows = wanted.isEmpty ? [] : plan.tariffs.map { Self.rows(of: $0, wanted) }
  }

  private static func rows(of tariff: Tariff, _ wanted: Set<[UInt8]>) -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: tariff.rows.packed.count / 64 + 1)
    var known: [TextRange: Bool] = [:]
    for (index, row) in tariff.rows.packed.enumerated() {
      let isWanted = known[row.destination] ?? wanted.contains(Array(tariff.text[row.destination.range]))
      known[row.destination] = isWanted
      if isWanted { bits[index / 64] |= 1 << UInt64(index % 64) }
    }
    return bits
  }

  /// Whether some step of the usage may be of the set.
  func holds(_ facts: AllowanceFacts) -> Bool {
    if !serviceTypes.isEmpty, !serviceTypes.contains(facts.serviceType) { return false }
    if !set.directions.isEmpty, !set.directions.contains(facts.direction) { return false }
    if !set.jurisdictions.isEmpty, !set.jurisdictions.contains(facts.jurisdiction) { return false }
    if !rows.isEmpty {
      guard facts.tariff >= 0, facts.row >= 0 else { return false }
      guard rows[Int(facts.tariff)][Int(facts.row) / 64] >> UInt64(facts.row % 64) & 1 == 1 else { return false }
    }
    guard let prefixes else { return true }
    guard facts.number != .none else { return false }
    if prefixes.longestMatch(facts.number) >= 0 { return true }
    return facts.number.count <= longestPrefix && set.prefixes.contains { $0.isWhole(facts.number) }
  }

  /// Whether a step is of the set, as far as its band and its beginning go.
  func holds(band: Int16, elapsed: Int64) -> Bool {
    (set.bands.isEmpty || set.bands.contains(band)) && set.elapsed.contains(elapsed)
  }

  func holdsAtStart(_ facts: AllowanceFacts) -> Bool { holds(facts) && holds(band: facts.band, elapsed: 0) }

  /// Elapsed seconds at which the set begins or ends.
  var thresholds: [Int64] { [set.elapsed.lowerBound, set.elapsed.upperBound].filter { $0 > 0 && $0 < .max } }
}
