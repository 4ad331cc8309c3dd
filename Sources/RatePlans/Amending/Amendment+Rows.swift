internal import Telecom

/// The deck's rows of a code, before the notice and after.
extension Amendment {
  /// The rows of a code as the deck has them.
  func old(_ group: PrefixGroup) -> [AmendedDeck.Row] {
    tariff.rows(of: group).map { amended($0, group.prefix) }
  }

  func amended(_ row: RateRow, _ prefix: DeckPrefix) -> AmendedDeck.Row {
    AmendedDeck.Row(
      prefix: prefix, destination: tariff.destination(row),
      jurisdiction: row.terms.jurisdiction < 0 ? nil : tariff.jurisdictions[Int(row.terms.jurisdiction)], row: row)
  }

  /// The row that priced what a row of the notice is for: that for the very jurisdiction, band and second, or else the
  /// one for more.
  func match(_ rows: [AmendedDeck.Row], _ own: RowTerms, _ jurisdiction: String?) -> AmendedDeck.Row? {
    rows.filter {
      ($0.jurisdiction == nil || $0.jurisdiction == jurisdiction) && ($0.row.terms.band < 0 || $0.row.terms.band == own.band)
        && $0.row.terms.fromSeconds <= own.fromSeconds
    }.max { left, right in
      (left.row.terms.effectiveFrom, left.row.terms.particularity, left.row.terms.fromSeconds)
        < (right.row.terms.effectiveFrom, right.row.terms.particularity, right.row.terms.fromSeconds)
    }
  }

  /// The row of the deck that prices the numbers of a code.
  /// - Parameter beyond: by a shorter code than itself.
  func covering(
    _ prefix: DeckPrefix, _ jurisdiction: String?, at moment: Int64, beyond: Bool = false
  ) -> AmendedDeck.Row? {
    let index = jurisdiction.flatMap { name in tariff.jurisdictions.firstIndex(of: name) }.map { Int16($0) } ?? -1
    var group = PhoneNumber(prefix.digits).map { tariff.match($0) } ?? tariff.defaultGroup
    while group >= 0 {
      let found = tariff.groups[Int(group)]
      let row = tariff.row(in: found, band: -1, jurisdiction: index, elapsed: 0, at: moment)
      if row >= 0, !beyond || found.prefix != prefix { return amended(tariff.rows[Int(row)], found.prefix) }
      group = found.shorter
    }
    return nil
  }

  /// The rows, those before a moment from which others take over with an end then at the latest, where they have one.
  func superseded(_ rows: [AmendedDeck.Row], from moment: Int64) -> [AmendedDeck.Row] {
    rows.map { row in
      var row = row
      if row.row.terms.effectiveFrom < moment, row.row.terms.effectiveTo != .max {
        row.row.terms.effectiveTo = min(row.row.terms.effectiveTo, moment)
      }
      return row
    }
  }

  /// The rows that begin before a moment after which none holds. Each ends where the next for the same calls begins; one
  /// that would hold again behind the end of another does so as a row of its own.
  func ended(_ rows: [AmendedDeck.Row], at moment: Int64) -> [AmendedDeck.Row] {
    let rows = rows.filter { $0.row.terms.effectiveFrom < moment }
    return rows.flatMap { row in
      let later = rows.filter {
        $0.row.terms.effectiveFrom > row.row.terms.effectiveFrom && $0.jurisdiction == row.jurisdiction
          && Slot($0.row.terms) == Slot(row.row.terms)
      }.sorted { $0.row.terms.effectiveFrom < $1.row.terms.effectiveFrom }
      let end = min(row.row.terms.effectiveTo, moment)
      var pieces: [AmendedDeck.Row] = []
      var from = row.row.terms.effectiveFrom
      func add(to limit: Int64) {
        guard from < min(limit, end) else { return }
        var piece = row
        (piece.row.terms.effectiveFrom, piece.row.terms.effectiveTo) = (from, min(limit, end))
        pieces.append(piece)
      }
      for other in later {
        add(to: other.row.terms.effectiveFrom)
        from = max(from, other.row.terms.effectiveTo)
      }
      add(to: end)
      return pieces
    }
  }

  /// What the version before has for jurisdictions, bands and seconds that the notice says nothing of.
  func carried(
    _ before: [AmendedDeck.Row], over version: [AmendedDeck.Row], from: Int64
  ) -> [AmendedDeck.Row] {
    guard !version.contains(where: { $0.jurisdiction == nil && $0.row.terms.band < 0 }),
      let last = before.map(\.row.terms.effectiveFrom).max()
    else { return [] }
    return before.filter { row in
      row.row.terms.effectiveFrom == last
        && !version.contains {
          $0.jurisdiction == row.jurisdiction && $0.row.terms.band == row.row.terms.band
            && $0.row.terms.fromSeconds == row.row.terms.fromSeconds
        }
    }.map { row in
      var row = row
      row.row.terms.effectiveFrom = from
      return row
    }
  }
}
