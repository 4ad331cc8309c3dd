/// The rows of one prefix, held against each other by the rule that chooses among them.
struct Rivals {
  let tariff: Tariff
  let group: PrefixGroup
  /// Those a step may be in; -1 for a time at which no row's band holds.
  let bands: [Int16]
  /// All steps of a call are in the band it begins in.
  let keepsBand: Bool
  /// From each of these moments on the same rows are in force until the next.
  private let moments: [Int64]
  private let jurisdictions: [Int16]

  init(tariff: Tariff, group: PrefixGroup, bands: [Int16], keepsBand: Bool) {
    self.tariff = tariff
    self.group = group
    self.bands = bands
    self.keepsBand = keepsBand
    let terms = tariff.rows(of: group).indices.map { tariff.rows.terms(at: $0) }
    moments = Set(terms.flatMap { [$0.effectiveFrom, $0.effectiveTo] }).sorted()
    jurisdictions = Set(terms.map(\.jurisdiction) + [-1]).sorted()
  }

  /// The rows that price what the row at `index` would; `nil` when it prices some second of some call itself.
  func winners(over index: Int) -> [Int]? {
    let row = tariff.rows.terms(at: index)
    var winners: Set<Int> = []
    for moment in moments where row.isInForce(at: moment) {
      for jurisdiction in row.jurisdiction >= 0 ? [row.jurisdiction] : jurisdictions {
        for band in row.band >= 0 ? [row.band] : bands {
          // The first step of a call, then a later one of a call that began with a row of the same version.
          let first = chosen(band, jurisdiction, elapsed: 0, at: moment)
          if first == index { return nil }
          let later = chosen(band, jurisdiction, elapsed: row.fromSeconds, at: moment, version: row.effectiveFrom)
          if later == index, begins(row.effectiveFrom, before: band, jurisdiction, at: moment) { return nil }
          winners.formUnion([first, later].filter { $0 >= 0 && $0 != index })
        }
      }
    }
    return winners.sorted()
  }

  /// Whether a call that comes to `band` may have begun with a row of the version, one that does not block it.
  private func begins(_ version: Int64, before band: Int16, _ jurisdiction: Int16, at moment: Int64) -> Bool {
    (keepsBand ? [band] : bands).contains { first in
      let index = chosen(first, jurisdiction, elapsed: 0, at: moment)
      guard index >= 0 else { return false }
      let terms = tariff.rows.terms(at: index)
      return terms.effectiveFrom == version && !terms.blocked
    }
  }

  private func chosen(
    _ band: Int16, _ jurisdiction: Int16, elapsed: Int64, at moment: Int64, version: Int64? = nil
  ) -> Int {
    Int(tariff.row(
      in: group, band: band, jurisdiction: jurisdiction, elapsed: elapsed, at: moment, version: version))
  }
}
