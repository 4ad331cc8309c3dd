package import Telecom

extension Tariff {
  /// Which row of one prefix prices a step of a call.
  ///
  /// A row can only apply when it is in force at the call's start, holds for the band and the jurisdiction or for any,
  /// and has begun by the elapsed second. Of those the latest `effectiveFrom` wins, which is the version of the prefix;
  /// then the particular goes before the general (jurisdiction and band, jurisdiction, band, neither), then the largest
  /// `fromSeconds`, then the first.
  /// - Parameters:
  ///   - band: of the step; -1 for none.
  ///   - jurisdiction: of the call; -1 for unknown.
  ///   - elapsed: seconds from the start of the call to the step.
  ///   - milliseconds: the start of the call, since 1970 UTC.
  ///   - version: the `effectiveFrom` of the row that priced the first step; its version stays for the whole call.
  /// - Returns: an index into `rows`; -1 when none applies.
  /// - Complexity: O(rows of the group); no allocation.
  package func row(
    in group: PrefixGroup, band: Int16, jurisdiction: Int16, elapsed: Int64, at milliseconds: Int64,
    version: Int64? = nil
  ) -> Int32 {
    var chosen: Int32 = -1
    var rank = -1
    var from: Int64 = -1
    var effectiveFrom = Int64.min
    for index in Int(group.firstRow)..<Int(group.firstRow + group.rowCount) {
      let terms = Int(rows.packed[index].terms)
      guard rows.terms[terms].isInForce(at: milliseconds), rows.terms[terms].fromSeconds <= elapsed,
        rows.terms[terms].band < 0 || rows.terms[terms].band == band,
        rows.terms[terms].jurisdiction < 0 || rows.terms[terms].jurisdiction == jurisdiction,
        version == nil || rows.terms[terms].effectiveFrom == version
      else { continue }
      let (itsRank, itsFrom) = (rows.terms[terms].particularity, rows.terms[terms].fromSeconds)
      if chosen < 0 || (rows.terms[terms].effectiveFrom, itsRank, itsFrom) > (effectiveFrom, rank, from) {
        chosen = Int32(index)
        (rank, effectiveFrom, from) = (itsRank, rows.terms[terms].effectiveFrom, itsFrom)
      }
    }
    return chosen
  }

  /// The group whose row prices a call, and that row: the first of a search that has one which applies from the first
  /// second.
  /// - Returns: `nil` when no row of any group applies.
  package func choose(
    _ search: GroupSearch, band: Int16, jurisdiction: Int16, at milliseconds: Int64
  ) -> (group: Int32, row: Int32)? {
    var search = search
    while true {
      let index = search.group(of: self)
      guard index >= 0 else { return nil }
      let row = row(in: groups[Int(index)], band: band, jurisdiction: jurisdiction, elapsed: 0, at: milliseconds)
      if row >= 0 { return (index, row) }
    }
  }

  /// The same by the number alone.
  package func choose(
    _ number: PhoneNumber, band: Int16, jurisdiction: Int16, at milliseconds: Int64
  ) -> (group: Int32, row: Int32)? {
    choose(search(number), band: band, jurisdiction: jurisdiction, at: milliseconds)
  }
}
