package import Telecom

/// Which zone of a plan a number is in, by the longest prefix that has one in force.
package struct ZoneMap: Sendable {
  /// The rows of the zones file; their destinations are the zones.
  package let table: Tariff
  /// By index; 0 stands for none, and in a matrix for any.
  package let names: [String]
  /// By row the index of its zone.
  private let zoneOfRow: [Int32]

  /// Which row says where a number is.
  package struct Finding: Sendable, Hashable {
    /// Index of the zone; 0 for a number that is in none.
    package var zone: Int32 = 0
    /// Index into the rows of the table; -1 where none is in force.
    package var row: Int32 = -1

    package init() {}
  }

  /// - Parameters:
  ///   - names: of the zones, from index 1 on.
  package init(_ table: Tariff, names: [String]) {
    self.table = table
    self.names = ["*"] + names
    var indices: [String: Int32] = [:]
    for (index, name) in names.enumerated() { indices[name] = Int32(index + 1) }
    zoneOfRow = table.rows.map { indices[table.destination($0)] ?? 0 }
  }

  /// - Parameters:
  ///   - number: `nil` where there is none: it is in the zone of the default row.
  ///   - milliseconds: since 1970 UTC.
  /// - Complexity: O(digits); no allocation.
  package func zone(of number: PhoneNumber?, isShort: Bool = false, at milliseconds: Int64) -> Finding {
    var finding = Finding()
    let search = table.search(number, isShort: isShort)
    if let chosen = table.choose(search, band: -1, jurisdiction: -1, at: milliseconds) {
      (finding.row, finding.zone) = (chosen.row, zoneOfRow[Int(chosen.row)])
    }
    return finding
  }
}
