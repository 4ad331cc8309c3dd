package import Telecom

/// What becomes of a row when a call is priced, and why.
package struct RowVerdict: Sendable {
  package enum Reason: String, Sendable {
    case wins
    case notYetInForce = "not_yet_in_force"
    case noLongerInForce = "no_longer_in_force"
    case otherBand = "other_band"
    case otherJurisdiction = "other_jurisdiction"
    /// Prices the call from a later second on.
    case laterStep = "later_step"
    /// Another row of the prefix is for this band or jurisdiction, or came into force later.
    case outranked
    case longerPrefixWins = "longer_prefix_wins"
  }

  /// Index into the tariff's rows.
  package let row: Int
  package let prefix: DeckPrefix
  package let reason: Reason
  /// The number was dialled short, which a row for the beginning of longer ones does not price whatever else it says.
  package let isForLonger: Bool

  package var code: String { isForLonger ? "short_number" : reason.rawValue }

  /// Every row of every prefix of the number, the longest prefix first.
  /// - Parameter isShort: only rows for the whole number, and the default's, can price it.
  package static func all(
    of tariff: Tariff, to number: PhoneNumber, isShort: Bool = false, band: Int16, jurisdiction: Int16,
    at milliseconds: Int64
  ) -> [RowVerdict] {
    func prices(_ group: PrefixGroup) -> Bool {
      !isShort || group.prefix == .default || group.prefix.digitCount == number.count
    }
    var chosen = tariff.choose(number, band: band, jurisdiction: jurisdiction, at: milliseconds)
    while let (index, _) = chosen, !prices(tariff.groups[Int(index)]) {
      chosen = choose(from: tariff.groups[Int(index)].shorter, of: tariff, band, jurisdiction, milliseconds)
    }
    var verdicts: [RowVerdict] = []
    var index = tariff.match(number)
    while index >= 0 {
      let group = tariff.groups[Int(index)]
      for row in Int(group.firstRow)..<Int(group.firstRow + group.rowCount) {
        let terms = tariff.rows.terms(at: row)
        let reason: Reason =
          if let chosen, chosen.row == row { .wins }
          else if milliseconds < terms.effectiveFrom { .notYetInForce }
          else if milliseconds >= terms.effectiveTo { .noLongerInForce }
          else if terms.jurisdiction >= 0, terms.jurisdiction != jurisdiction { .otherJurisdiction }
          else if terms.band >= 0, terms.band != band { .otherBand }
          else if let chosen, chosen.group != index { .longerPrefixWins }
          else if terms.fromSeconds > 0 { .laterStep }
          else { .outranked }
        verdicts.append(RowVerdict(row: row, prefix: group.prefix, reason: reason, isForLonger: !prices(group)))
      }
      index = group.shorter
    }
    return verdicts
  }

  private static func choose(
    from first: Int32, of tariff: Tariff, _ band: Int16, _ jurisdiction: Int16, _ milliseconds: Int64
  ) -> (group: Int32, row: Int32)? {
    var index = first
    while index >= 0 {
      let group = tariff.groups[Int(index)]
      let row = tariff.row(in: group, band: band, jurisdiction: jurisdiction, elapsed: 0, at: milliseconds)
      if row >= 0 { return (index, row) }
      index = group.shorter
    }
    return nil
  }
}
