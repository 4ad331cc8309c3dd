/// Gives equal terms one index.
struct TermsTable: Sendable {
  private(set) var all: [RowTerms] = []
  private var indices: [RowTerms: Int32] = [:]
  /// The index last given to terms of each hash, so that the dictionary is seldom asked.
  private var recent = [Int32](repeating: -1, count: 256)

  mutating func index(of terms: RowTerms) -> Int32 {
    let slot = Self.slot(terms)
    let known = recent[slot]
    if known >= 0, all[Int(known)] == terms { return known }
    let index = indices[terms] ?? Int32(all.count)
    if index == all.count {
      all.append(terms)
      indices[terms] = index
    }
    recent[slot] = index
    return index
  }

  private static func slot(_ terms: RowTerms) -> Int {
    var hash = UInt64(bitPattern: terms.firstInterval &+ terms.nextInterval &* 131 &+ terms.fromSeconds &* 7919)
    hash ^= UInt64(bitPattern: terms.effectiveFrom) &+ UInt64(bitPattern: terms.effectiveTo) &* 3
    hash ^= UInt64(truncatingIfNeeded: terms.band) << 20 ^ UInt64(truncatingIfNeeded: terms.jurisdiction) << 28
    return Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 56)
  }
}
