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
    /// A row for the place of the number, or for other zones, goes first.
    case particularWins = "more_particular_wins"
  }

  /// Index into the tariff's rows.
  package let row: Int
  package let prefix: DeckPrefix
  /// What the row stands under, in words.
  package let key: String
  package let reason: Reason
  /// The number was dialled short, which a row for the beginning of longer ones does not price whatever else it says.
  package let isForLonger: Bool

  package var code: String { isForLonger ? "short_number" : reason.rawValue }

  /// Every row of every group that may price a call, in the order of a search.
  /// - Parameters:
  ///   - number: `nil` where there is none.
  ///   - isShort: only rows for the whole number, and the default's, can price it.
  ///   - keyed: of the number's place, or of the zones.
  package static func all(
    of tariff: Tariff, to number: PhoneNumber?, isShort: Bool = false, keyed: KeyedGroups = .none, band: Int16,
    jurisdiction: Int16, at milliseconds: Int64
  ) -> [RowVerdict] {
    func prices(_ group: PrefixGroup) -> Bool {
      !isShort || group.prefix == .default || !group.prefix.isDigits || group.prefix.digitCount == number?.count
    }
    let chosen = tariff.choose(
      tariff.search(number, isShort: isShort, keyed: keyed), band: band, jurisdiction: jurisdiction, at: milliseconds)
    let isKeyed = chosen.map { !tariff.groups[Int($0.group)].prefix.isDigits } ?? false
    var verdicts: [RowVerdict] = []
    var search = tariff.search(number, keyed: keyed)
    while true {
      let index = search.group(of: tariff)
      guard index >= 0 else { return verdicts }
      let group = tariff.groups[Int(index)]
      for row in Int(group.firstRow)..<Int(group.firstRow + group.rowCount) {
        let terms = tariff.rows.terms(at: row)
        let reason: Reason =
          if let chosen, chosen.row == row { .wins }
          else if milliseconds < terms.effectiveFrom { .notYetInForce }
          else if milliseconds >= terms.effectiveTo { .noLongerInForce }
          else if terms.jurisdiction >= 0, terms.jurisdiction != jurisdiction { .otherJurisdiction }
          else if terms.band >= 0, terms.band != band { .otherBand }
          else if let chosen, chosen.group != index { isKeyed ? .particularWins : .longerPrefixWins }
          else if terms.fromSeconds > 0 { .laterStep }
          else { .outranked }
        verdicts.append(
          RowVerdict(
            row: row, prefix: group.prefix, key: tariff.name(ofGroup: Int(index)), reason: reason, isForLonger: !prices(group)))
      }
    }
  }
}
