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

  /// Every row of every prefix of the number, the longest prefix first.
  package static func all(
    of tariff: Tariff, to number: PhoneNumber, band: Int16, jurisdiction: Int16, at milliseconds: Int64
  ) -> [RowVerdict] {
    let chosen = tariff.choose(number, band: band, jurisdiction: jurisdiction, at: milliseconds)
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
        verdicts.append(RowVerdict(row: row, prefix: group.prefix, reason: reason))
      }
      index = group.shorter
    }
    return verdicts
  }
}
