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
  package private(set) var problems: [Problem] = []
  /// Rows that say again what another row of the notice said.
  package private(set) var repeatedCount = 0
  /// Rows of codes in the notice; one for each code of a list or range.
  package let noticeCount: Int
  /// Codes of the deck that the notice leaves out, and that stay.
  package private(set) var untouchedCount = 0

  private let notice: Notice
  private let plan: RatePlan
  private let tariff: Tariff
  private let terms: AmendmentTerms
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
  private struct Slot: Hashable {
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

  private func noticeTerms(_ index: Int) -> RowTerms { notice.table.terms.all[Int(notice.table.rows[index].terms)] }

  private func prefix(_ index: Int) -> DeckPrefix { DeckPrefix(key: notice.table.keys[index]) }

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

  // MARK: - What a row changes

  private mutating func entry(
    _ index: Int, _ row: AmendedDeck.Row, at moment: Int64, before: [AmendedDeck.Row]
  ) -> AmendmentEntry {
    let own = noticeTerms(index)
    let old = match(before, own, row.jurisdiction)
    let from = row.row.terms.effectiveFrom
    var entry = AmendmentEntry(
      prefix: row.prefix, destination: row.destination, kind: .unchanged, from: from, jurisdiction: row.jurisdiction,
      oldRate: old.flatMap { $0.row.terms.blocked ? nil : .init($0.row) },
      newRate: row.row.terms.blocked ? nil : .init(row.row), place: notice.place(index))
    var notes: [String] = []
    var doubts: [(message: String, remedy: String)] = []
    var isDearer = false
    let wider = covering(row.prefix, row.jurisdiction, at: moment, beyond: true)
    if row.row.terms.blocked {
      if old?.row.terms.blocked != true {
        entry.kind = notice.table.said[index].word == .blocked ? .blocked : .closed
        if old == nil { notes.append(wider.map { "the deck has it under \($0.prefix)" } ?? "the deck has no such code") }
      }
    } else if let old, !old.row.terms.blocked {
      (entry.kind, isDearer) = Self.compare(old.row, row.row)
      if old.destination != row.destination, !old.destination.isEmpty {
        if entry.kind == .unchanged { entry.kind = .moved }
        notes.append("moves from \(old.destination)")
      }
    } else {
      entry.kind = .added
      if old != nil { notes.append("was blocked") }
      if let wider {
        notes.append("breakout of \(wider.prefix) at \(price(wider.row))")
        isDearer = !wider.row.terms.blocked && Self.compare(wider.row, row.row).isDearer
      }
    }
    if let word = notice.table.said[index].word, !Self.fits(word, entry.kind) {
      let found = entry.kind == .unchanged ? "the deck has that price already" : "against the deck it is \(entry.kind.rawValue)\(rates(entry))"
      doubts.append(("the notice says \(word.rawValue) of \(row.prefix), \(found)", "ask the carrier"))
      notes.append("the notice says \(word.rawValue)")
    }
    if entry.kind != .unchanged, entry.kind != .moved, from < dayOfIssue {
      doubts.append((
        "\(row.prefix) is \(entry.kind.rawValue) from \(date(from)) on, before the notice was issued",
        "rate the calls since then again, or ask the carrier for another date"
      ))
      notes.append("before the notice")
    } else if isDearer {
      let days = (from - dayOfIssue) / 86_400_000
      if days < terms.noticeDays {
        doubts.append((
          "\(row.prefix) is dearer from \(date(from)) on, with \(days) days' notice; the contract has \(terms.noticeDays)",
          "refuse the change, or ask for a later date"
        ))
        notes.append("\(days) days' notice")
      }
    }
    if let last = doubts.last { warn(index, doubts.map(\.message).joined(separator: ", and "), remedy: last.remedy) }
    entry.note = notes.joined(separator: "; ")
    return entry
  }

  private static func fits(_ word: NoticeWord, _ kind: AmendmentEntry.Kind) -> Bool {
    switch word {
    case .added: kind == .added || kind == .moved
    case .raised: kind == .raised || kind == .changed
    case .lowered: kind == .lowered || kind == .changed
    case .unchanged: kind == .unchanged
    case .closed, .blocked: kind == .closed || kind == .blocked || kind == .unchanged
    }
  }

  /// How a price changes: by its rate; by its other terms where that stays.
  private static func compare(_ old: RateRow, _ new: RateRow) -> (kind: AmendmentEntry.Kind, isDearer: Bool) {
    let was = Int128(old.rateNanos) * Int128(new.terms.unit)
    let isNow = Int128(new.rateNanos) * Int128(old.terms.unit)
    if was != isNow { return isNow > was ? (.raised, true) : (.lowered, false) }
    let pairs = [
      (old.connectFeeNanos, new.connectFeeNanos), (old.terms.firstInterval, new.terms.firstInterval),
      (old.terms.nextInterval, new.terms.nextInterval), (old.terms.perCallNanos, new.terms.perCallNanos),
      (old.terms.minimumChargeNanos, new.terms.minimumChargeNanos), (old.terms.maximumChargeNanos, new.terms.maximumChargeNanos),
      (new.terms.connectCoversSeconds, old.terms.connectCoversSeconds), (new.terms.graceSeconds, old.terms.graceSeconds),
    ]
    let (up, down) = (pairs.contains { $0.1 > $0.0 }, pairs.contains { $0.1 < $0.0 })
    if up && down { return (.changed, true) }
    return up ? (.raised, true) : down ? (.lowered, false) : (.unchanged, false)
  }

  // MARK: - Rows of the deck

  /// The rows of a code as the deck has them.
  private func old(_ group: PrefixGroup) -> [AmendedDeck.Row] {
    tariff.rows(of: group).map { amended($0, group.prefix) }
  }

  private func amended(_ row: RateRow, _ prefix: DeckPrefix) -> AmendedDeck.Row {
    AmendedDeck.Row(
      prefix: prefix, destination: tariff.destination(row),
      jurisdiction: row.terms.jurisdiction < 0 ? nil : tariff.jurisdictions[Int(row.terms.jurisdiction)], row: row)
  }

  /// The row that priced what a row of the notice is for: that for the very jurisdiction, band and second, or else the
  /// one for more.
  private func match(_ rows: [AmendedDeck.Row], _ own: RowTerms, _ jurisdiction: String?) -> AmendedDeck.Row? {
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
  private func covering(
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
  private func superseded(_ rows: [AmendedDeck.Row], from moment: Int64) -> [AmendedDeck.Row] {
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
  private func ended(_ rows: [AmendedDeck.Row], at moment: Int64) -> [AmendedDeck.Row] {
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
  private func carried(
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

  // MARK: - Words

  private mutating func warn(_ index: Int, _ message: String, remedy: String) {
    problems.append(Problem(.warning, at: notice.place(index), message, remedy: remedy))
  }

  private mutating func fail(_ index: Int, _ message: String, remedy: String) {
    problems.append(Problem(at: notice.place(index), message, remedy: remedy))
  }

  /// Midnight of the plan's clock.
  private var dayOfIssue: Int64 {
    let offset = Int64(plan.zone.offset(at: terms.issued.flooredDivision(by: 1000))) * 1000
    return (terms.issued + offset).flooredDivision(by: 86_400_000) * 86_400_000 - offset
  }

  private func price(_ row: RateRow) -> String {
    row.terms.blocked ? "no price" : Decimal9.text(row.rateNanos) + (row.terms.unit == 60 ? "" : " per \(row.terms.unit) s")
  }

  private func rates(_ entry: AmendmentEntry) -> String {
    guard let old = entry.oldRate, let new = entry.newRate else { return "" }
    return ", from \(Decimal9.text(old.nanos)) to \(Decimal9.text(new.nanos))"
  }

  private func date(_ milliseconds: Int64) -> String {
    let offset = plan.zone.offset(at: milliseconds.flooredDivision(by: 1000))
    return Timestamp(milliseconds: milliseconds, offset: offset).civil.date.description
  }
}
