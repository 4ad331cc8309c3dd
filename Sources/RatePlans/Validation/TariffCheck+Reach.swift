internal import Telecom

/// Rows that no call comes to, whatever its number, its band and its time.
extension TariffCheck {
  /// A prefix with more rows than this is not asked for rows that others outrank: each row is held against all.
  private static let mostRivals = 200

  /// Asks for each row, at each moment from which other rows of its prefix hold, whether any call would be priced by it.
  func checkRivals(_ group: PrefixGroup) {
    guard 2...Self.mostRivals ~= Int(group.rowCount) else { return }
    let indices = Int(group.firstRow)..<Int(group.firstRow + group.rowCount)
    for index in indices where !isReachedAtOnce(index, group) && !isReportedOtherwise(index, among: indices) {
      let rivals = Rivals(tariff: tariff, group: group, bands: bands(of: group), keepsBand: plan.bandRule == .callStart)
      guard let winners = rivals.winners(over: index) else { continue }
      let terms = tariff.rows.terms(at: index)
      let version = indices.map { tariff.rows.terms(at: $0) }.filter { $0.effectiveFrom == terms.effectiveFrom }
      guard version.contains(where: { $0.fromSeconds == 0 }) else {
        report(
          .warning, index,
          "\(name(of: group)): no call comes to the rate from second \(terms.fromSeconds) on, for no row of its date "
            + "prices the seconds before",
          remedy: "give the row the date of the one with from_s 0, or repeat that one with this date")
        continue
      }
      let places = winners.map { place(tariff.rows[$0], from: tariff.rows[index]) }
      report(
        .warning, index,
        "\(name(of: group)): no call comes to this row; \(places.enumeration) \(places.count == 1 ? "goes" : "go") before it",
        remedy: "delete the row, or give it a band, a date or a jurisdiction that the others leave")
    }
  }

  /// Whether the row prices calls that begin when it comes into force, and stay in its band: nearly every row does.
  private func isReachedAtOnce(_ index: Int, _ group: PrefixGroup) -> Bool {
    let row = tariff.rows.terms(at: index)
    guard row.band < 0 ? reach.leavesTimeOver : reach.absences[row.band] == nil else { return false }
    func chosen(elapsed: Int64, version: Int64? = nil) -> Int {
      Int(tariff.row(
        in: group, band: row.band, jurisdiction: row.jurisdiction, elapsed: elapsed, at: row.effectiveFrom,
        version: version))
    }
    let first = chosen(elapsed: 0)
    if first == index || first < 0 || row.fromSeconds == 0 { return first == index }
    let terms = tariff.rows.terms(at: first)
    return terms.effectiveFrom == row.effectiveFrom && !terms.blocked
      && chosen(elapsed: row.fromSeconds, version: row.effectiveFrom) == index
  }

  /// Bands that never hold, rows for the same calls from the same moment, and steps that no row begins have messages of
  /// their own.
  private func isReportedOtherwise(_ index: Int, among indices: Range<Int>) -> Bool {
    let terms = tariff.rows.terms(at: index)
    if reach.absences[terms.band] != nil { return true }
    var begins = terms.fromSeconds == 0
    for other in indices where other != index {
      let rival = tariff.rows.terms(at: other)
      guard rival.jurisdiction == terms.jurisdiction, rival.band == terms.band else { continue }
      if rival.fromSeconds == 0 { begins = true }
      if rival.fromSeconds == terms.fromSeconds, rival.effectiveFrom == terms.effectiveFrom { return true }
    }
    return !begins
  }

  /// The bands of the group's rows that hold at some time; -1 besides, where at some time none of them does.
  private func bands(of group: PrefixGroup) -> [Int16] {
    let named = Set(tariff.rows(of: group).indices.map { tariff.rows.terms(at: $0).band }).subtracting([-1])
    let others = plan.bands.bands.indices.contains { !named.contains(Int16($0)) && reach.absences[Int16($0)] == nil }
    return named.filter { reach.absences[$0] == nil }.sorted() + (others || reach.leavesTimeOver ? [-1] : [])
  }

  // MARK: - Longer prefixes

  /// Of the numbers under a prefix, longer prefixes can take all but the one that is no longer than the prefix; that
  /// one only a row for the exact number can take.
  func checkLongerPrefixes() {
    for exact in tariff.groups where exact.prefix.isExact && exact.shorter >= 0 {
      let group = tariff.groups[Int(exact.shorter)]
      guard group.prefix.digitCount == exact.prefix.digitCount else { continue }
      for index in Int(group.firstRow)..<Int(group.firstRow + group.rowCount) {
        let terms = tariff.rows.terms(at: index)
        guard reach.absences[terms.band] == nil, isTaken(group.prefix, from: terms) else { continue }
        let longer = group.prefix.digitCount < PhoneNumber.maximumDigits ? " and longer prefixes have" : " has"
        report(
          .warning, index,
          "\(name(of: group)): no call comes to this row; \(exact.prefix)\(longer) rows for all of its numbers and its time",
          remedy: "delete the row")
      }
    }
  }

  /// Whether every number under `prefix`, whenever `row` would price it, has a row of its own or of a longer prefix.
  private func isTaken(_ prefix: DeckPrefix, from row: RowTerms) -> Bool {
    guard let exact = group(prefix.exact), prices(exact, all: row) else { return false }
    guard prefix.digitCount < PhoneNumber.maximumDigits else { return true }
    return (0..<10).allSatisfy { digit in
      let longer = prefix.appending(digit)
      return group(longer).map { prices($0, all: row) } == true || isTaken(longer, from: row)
    }
  }

  /// Whether some row of the group applies to the first second of every call that `row` would price.
  private func prices(_ group: PrefixGroup, all row: RowTerms) -> Bool {
    let rows = tariff.rows(of: group).indices.map { tariff.rows.terms(at: $0) }.filter {
      $0.fromSeconds == 0 && ($0.jurisdiction < 0 || $0.jurisdiction == row.jurisdiction)
    }.sorted { $0.effectiveFrom < $1.effectiveFrom }
    return (row.band >= 0 ? [row.band] : bands(of: group)).allSatisfy { band in
      var end = row.effectiveFrom
      for other in rows where other.band < 0 || other.band == band {
        guard other.effectiveFrom <= end else { break }
        end = max(end, other.effectiveTo)
      }
      return end >= row.effectiveTo
    }
  }

  private func group(_ prefix: DeckPrefix) -> PrefixGroup? {
    var (low, high) = (0, tariff.groups.count)
    while low < high {
      let middle = (low + high) / 2
      if tariff.groups[middle].prefix.key < prefix.key { low = middle + 1 } else { high = middle }
    }
    return low < tariff.groups.count && tariff.groups[low].prefix == prefix ? tariff.groups[low] : nil
  }

  // MARK: - Dialling

  /// A deck of a North American carrier by area code and exchange, with one prefix of six digits or more for each: where all
  /// are such, and not of a few networks alone, they are no country codes.
  func checkNorthAmerica() {
    struct Deck {
      var first = -1
      var count = 0
      var areas: Set<UInt64> = []
    }
    var decks: [Deck?] = duplicates.map { _ in Deck() }
    var left = decks.count
    for group in tariff.groups where group.prefix != .default {
      guard left > 0 else { return }
      let isExchange = group.prefix.isExchange
      for index in Int(group.firstRow)..<Int(group.firstRow + group.rowCount) {
        let file = Int(tariff.rows.terms(at: index).file)
        if isExchange {
          if decks[file]?.first == -1 { decks[file]?.first = index }
          decks[file]?.count += 1
          decks[file]?.areas.insert(group.prefix.key >> 52)
        } else if decks[file] != nil {
          decks[file] = nil
          left -= 1
        }
      }
    }
    for deck in decks.compactMap(\.self)
    where deck.areas.count >= 3 && Set(deck.areas.map { $0 >> 8 }).count >= 2 {
      report(
        .warning, deck.first,
        "no number in E.164 comes to this row and \(deck.count - 1) more of the deck: all are NPA-NXX without the country code 1",
        remedy: "map the deck with `prepend: \"1\"`, or call its column NPANXX")
    }
  }

  /// Country codes do not begin with 0: what does is a national or an international prefix that was left in a deck.
  func checkLeadingZeros() {
    guard !plan.dialling.isEmpty, !plan.dialling.countryCode.hasPrefix("0") else { return }
    for group in tariff.groups where group.prefix.key >> 60 == 1 {
      let prefix = group.prefix
      let isReached = plan.dialling.canReach(prefix)
      if isReached, prefix.isExact, prefix.digitCount <= DiallingRules.longestShortNumber { continue }
      report(
        .warning, Int(group.firstRow),
        isReached
          ? "prefix \(prefix) begins with 0, as no country code does: only a number that is dialled so, and that no "
            + "dialling rule of the plan takes, comes to it"
          : "no call can reach the prefix \(prefix): the plan's dialling rules make international numbers of all",
        remedy: "write it with its country code, or map the deck with `strip_prefix`")
    }
  }
}
