internal import Telecom

/// What each row of a notice changes, and what is doubtful about it.
extension Amendment {
  mutating func entry(
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
}
