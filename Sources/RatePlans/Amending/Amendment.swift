package import Telecom

/// A notice laid onto a deck: what it changes code by code, and the deck that comes of it.
///
/// Each code goes by itself. Up to the first date at which the notice changes it the deck's rows hold, from then on the
/// notice's. Where the notice says what the deck has, at the notice's date of issue or at a later date of the row's own,
/// nothing is written. What a notice has no column or no value for stays as it is: increments, for example, are those of
/// the row that priced the code until then.
package struct Amendment: Sendable {
  package private(set) var entries: [AmendmentEntry] = []
  package private(set) var deck: AmendedDeck
  package internal(set) var problems: [Problem] = []
  /// Rows that say again what another row of the notice said.
  package private(set) var repeatedCount = 0
  /// Rows of codes in the notice; one for each code of a list or range.
  package let noticeCount: Int
  /// Codes of the deck that the notice leaves out, and that stay.
  package private(set) var untouchedCount = 0

  let notice: Notice
  let plan: RatePlan
  let tariff: Tariff
  let terms: AmendmentTerms
  private var prices: [Int64: DestinationPrices] = [:]

  /// - Parameter tariff: of `plan`, of one deck.
  package init(_ notice: Notice, to tariff: Tariff, of plan: RatePlan, _ terms: AmendmentTerms) {
    (self.notice, self.tariff, self.plan, self.terms) = (notice, tariff, plan, terms)
    noticeCount = notice.table.keys.count
    deck = AmendedDeck(rows: [], bands: plan.bands.bands.map(\.name), zone: plan.zone)
    var rows: [UInt64: [Int]] = [:]
    for (index, key) in notice.table.keys.enumerated() { rows[key, default: []].append(index) }
    let groups = Dictionary(uniqueKeysWithValues: tariff.groups.map { ($0.prefix.key, $0) })
    for key in Set(groups.keys).union(rows.keys).sorted() {
      if let indices = rows[key] {
        amend(DeckPrefix(key: key), group: groups[key], with: indices)
      } else if let group = groups[key] {
        leaveOut(group)
      }
    }
    let log = ProblemLog()
    log.add(problems)
    problems = log.sorted
  }

  package func count(_ kind: AmendmentEntry.Kind) -> Int { entries.count { $0.kind == kind } }

  // MARK: - Codes that the notice leaves out

  private mutating func leaveOut(_ group: PrefixGroup) {
    let kept = old(group)
    guard case .full(let closing?) = terms.scope,
      let last = kept.last(where: { closing < $0.row.terms.effectiveTo && !$0.row.terms.blocked })
    else {
      // A block stays: the code was withdrawn before, and is left out of price lists for that reason.
      untouchedCount += 1
      deck.rows += kept
      return
    }
    var entry = AmendmentEntry(
      prefix: group.prefix, destination: last.destination, kind: .closed, from: closing, oldRate: .init(last.row))
    entry.note = "not in the notice"
    entries.append(entry)
    deck.rows += ended(kept, at: closing)
  }

  // MARK: - Codes of the notice

  private mutating func amend(_ prefix: DeckPrefix, group: PrefixGroup?, with indices: [Int]) {
    let versions = versions(indices)
    var rows = group.map(old) ?? []
    for (number, (from, indices)) in versions.enumerated() {
      // What holds since before the notice is held against the deck of its day; where a later version of the notice
      // holds by then, against the deck of the day before that.
      let next = number + 1 < versions.count ? versions[number + 1].from : .max
      let moment = max(from, min(terms.issued, next - 1))
      let before = rows.filter { $0.row.terms.isInForce(at: moment) }
      let said = indices.compactMap { draft($0, prefix: prefix, from: from, at: moment, before: before) }
      var version: [AmendedDeck.Row] = []
      var isChange = false
      for (index, row) in said {
        let entry = entry(index, row, at: moment, before: before)
        if entry.kind != .unchanged { isChange = true }
        entries.append(entry)
        version.append(row)
      }
      let replaced = isChange ? from..<Int64.max : (moment + 1)..<max(next, moment + 1)
      for dropped in rows where replaced.contains(dropped.row.terms.effectiveFrom) {
        let date = dropped.row.terms.effectiveFrom
        guard date > terms.issued, !versions.contains(where: { $0.from == date }) else { continue }
        warn(
          indices[0], "the change of \(prefix) to \(price(dropped.row)) that the deck has from \(self.date(date)) on is dropped",
          remedy: "add a row for it to the notice if it still holds")
      }
      rows.removeAll { replaced.contains($0.row.terms.effectiveFrom) }
      if isChange {
        rows = superseded(rows, from: from) + version + carried(before, over: version, from: from)
      } else {
        let last = before.map(\.row.terms.effectiveFrom).max()
        let end = version.map(\.row.terms.effectiveTo).max() ?? .max
        for place in rows.indices where rows[place].row.terms.effectiveFrom == last {
          rows[place].row.terms.effectiveTo = next == .max ? end : max(rows[place].row.terms.effectiveTo, next)
        }
      }
    }
    deck.rows += rows.sorted { $0.row.terms.effectiveFrom < $1.row.terms.effectiveFrom }
  }

  /// The rows of one code by the moment they hold from, of equal ones the first; contradictions are errors.
  private mutating func versions(_ indices: [Int]) -> [(from: Int64, indices: [Int])] {
    var versions: [Int64: [Int]] = [:]
    for index in indices {
      let row = notice.table.rows[index]
      let own = notice.table.terms.all[Int(row.terms)]
      let from = own.effectiveFrom == .min ? terms.issued : own.effectiveFrom
      let rival = versions[from, default: []].firstIndex { Slot(noticeTerms($0)) == Slot(own) }
      guard let rival else {
        versions[from, default: []].append(index)
        continue
      }
      let other = versions[from, default: []][rival]
      let (isClosing, otherIsClosing) = (own.blocked, noticeTerms(other).blocked)
      if isClosing != otherIsClosing {
        // Closed under one name and open under another from the same moment on: the code moves.
        repeatedCount += 1
        if otherIsClosing { versions[from]?[rival] = index }
      } else if says(index, from) == says(other, from) {
        repeatedCount += 1
        warn(index, "\(prefix(index)) stands on line \(notice.table.rows[other].line) already, at the same price", remedy: "leave one of the two rows out")
      } else {
        repeatedCount += 1
        fail(
          index, "\(prefix(index)) stands on line \(notice.table.rows[other].line) already, from \(date(from)) on too, but not the same",
          remedy: "ask the carrier which of the two rows holds, and leave the other out")
      }
    }
    return versions.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// What tells rows of one code and date apart.
  struct Slot: Hashable {
    var jurisdiction: Int16
    var band: Int16
    var fromSeconds: Int64

    init(_ terms: RowTerms) { (jurisdiction, band, fromSeconds) = (terms.jurisdiction, terms.band, terms.fromSeconds) }
  }

  private struct Saying: Hashable {
    var rate: Int64
    var fee: Int64
    var terms: RowTerms
  }

  private func says(_ index: Int, _ from: Int64) -> Saying {
    let row = notice.table.rows[index]
    var terms = noticeTerms(index)
    terms.effectiveFrom = from
    return Saying(rate: row.rateNanos, fee: row.connectFeeNanos, terms: terms)
  }

  func noticeTerms(_ index: Int) -> RowTerms { notice.table.terms.all[Int(notice.table.rows[index].terms)] }

  func prefix(_ index: Int) -> DeckPrefix { DeckPrefix(key: notice.table.keys[index]) }

  /// The row a row of the notice makes; `nil` after reporting why it makes none.
  private mutating func draft(
    _ index: Int, prefix: DeckPrefix, from: Int64, at moment: Int64, before: [AmendedDeck.Row]
  ) -> (index: Int, row: AmendedDeck.Row)? {
    let (own, said, packed) = (noticeTerms(index), notice.table.said[index], notice.table.rows[index])
    let jurisdiction = own.jurisdiction < 0 ? nil : notice.jurisdictions[Int(own.jurisdiction)]
    let model = match(before, own, jurisdiction) ?? covering(prefix, jurisdiction, at: moment)
    var row = model?.row ?? RateRow()
    let name = notice.destination(index)
    let destination = name.isEmpty ? model?.destination ?? "" : name
    let isWithdrawn = own.blocked
    if isWithdrawn {
      row = RateRow()
      row.terms.firstInterval = model?.row.terms.firstInterval ?? 1
      row.terms.nextInterval = model?.row.terms.nextInterval ?? 1
    } else if said.gives(.ratePerMinute) || said.gives(.rate), packed.rateNanos >= 0 {
      (row.rateNanos, row.terms.unit) = (packed.rateNanos, own.unit)
    } else if said.word != .unchanged || model == nil {
      guard let price = price(of: destination, at: moment, index) else { return nil }
      row = price
    }
    row.terms.blocked = isWithdrawn
    if said.gives(.connectFee) { row.connectFeeNanos = packed.connectFeeNanos }
    if said.gives(.firstInterval) { row.terms.firstInterval = own.firstInterval }
    if said.gives(.nextInterval) { row.terms.nextInterval = own.nextInterval }
    if said.gives(.connectCovers) { row.terms.connectCoversSeconds = own.connectCoversSeconds }
    if said.gives(.minimumCharge) { row.terms.minimumChargeNanos = own.minimumChargeNanos }
    if said.gives(.maximumCharge) { row.terms.maximumChargeNanos = own.maximumChargeNanos }
    if said.gives(.grace) { row.terms.graceSeconds = own.graceSeconds }
    if said.gives(.perCall) { row.terms.perCallNanos = own.perCallNanos }
    (row.terms.effectiveFrom, row.terms.effectiveTo) = (from, own.effectiveTo)
    (row.terms.band, row.terms.fromSeconds) = (own.band, own.fromSeconds)
    return (index, AmendedDeck.Row(prefix: prefix, destination: destination, jurisdiction: jurisdiction, row: row))
  }

  private mutating func price(of destination: String, at moment: Int64, _ index: Int) -> RateRow? {
    if prices[moment] == nil { prices[moment] = DestinationPrices(notice, tariff, at: moment) }
    switch prices[moment]?.price(of: destination) {
    case .one(let row)?: return row
    case .several?:
      fail(index, "the notice gives no price for \(prefix(index)), and \(destination) has several", remedy: "add its price to the row")
    default:
      fail(index, "the notice gives no price for \(prefix(index)), and none is known for \(destination)", remedy: "add its price to the row")
    }
    return nil
  }
}
