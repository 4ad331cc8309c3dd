/// The groups of a tariff that are not found by a prefix, the most particular first; none stands as -1.
///
/// For the place of a number: those for its LATA and OCN, its OCN and state, its OCN, its LATA. For the zones of two
/// numbers: for both, for any and the called one's, for the calling one's and any, for any two.
package struct KeyedGroups: Sendable, Hashable {
  let groups: SIMD4<Int32>

  package static let none = KeyedGroups(groups: SIMD4(repeating: -1))
}

extension Tariff {
  /// Whether rows stand under places or zones.
  package var hasKeyedGroups: Bool { firstKeyedGroup < groups.count }

  /// - Parameters: as numbering data has them; empty where it does not know.
  package func groups(lata: String, company: String, state: String) -> KeyedGroups {
    func group(_ lata: String, _ company: String, _ state: String) -> Int32 {
      DeckPrefix(lata: lata.utf8, company: company.utf8, state: state.utf8).map(keyedGroup) ?? -1
    }
    return KeyedGroups(
      groups: SIMD4(
        lata.isEmpty || company.isEmpty ? -1 : group(lata, company, ""),
        company.isEmpty || state.isEmpty ? -1 : group("", company, state), company.isEmpty ? -1 : group("", company, ""),
        lata.isEmpty ? -1 : group(lata, "", "")))
  }

  /// - Parameters: indices of zones; 0 for a number that is in none.
  package func groups(origin: Int32, destination: Int32) -> KeyedGroups {
    func group(_ origin: Int32, _ destination: Int32) -> Int32 { keyedGroup(DeckPrefix(origin: origin, destination: destination)) }
    return KeyedGroups(
      groups: SIMD4(
        origin > 0 && destination > 0 ? group(origin, destination) : -1, destination > 0 ? group(0, destination) : -1,
        origin > 0 ? group(origin, 0) : -1, group(0, 0)))
  }

  /// - Complexity: O(log groups); no allocation.
  private func keyedGroup(_ key: DeckPrefix) -> Int32 {
    var (low, high) = (firstKeyedGroup, groups.count)
    while low < high {
      let middle = (low + high) / 2
      if groups[middle].prefix.key < key.key { low = middle + 1 } else { high = middle }
    }
    return low < groups.count && groups[low].prefix == key ? Int32(low) : -1
  }
}
