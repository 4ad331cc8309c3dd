internal import Telecom

/// Finds what is wrong with the rows of a tariff taken together: each row by itself was checked as it was read.
struct TariffCheck {
  let tariff: Tariff
  let plan: RatePlan
  let reach: BandReach
  /// Of each deck, by its index.
  let duplicates: [DeckMapping.Duplicates]
  /// The rows say zones, not rates.
  var isZones = false
  let log: ProblemLog

  func check() {
    // Rows of which each is for a jurisdiction of its own, at the same times, have nothing to say to each other.
    for group in tariff.groups where (group.rowCount > 1 || !group.isPlain) && !group.isByJurisdiction {
      let order = chronological(group)
      checkPeriods(order, group)
      checkSteps(order, group)
      checkBands(group)
      checkVersions(group)
      checkRivals(group)
    }
    checkNarrowJurisdictions()
    checkAbsentBands()
    checkLongerPrefixes()
    checkLeadingZeros()
    checkNorthAmerica()
    checkMaxima()
  }

  /// The group's rows: those that stand for the same calls together, in the order they come into force.
  private func chronological(_ group: PrefixGroup) -> [Int] {
    let range = Int(group.firstRow)..<Int(group.firstRow + group.rowCount)
    guard range.count > 1 else { return Array(range) }
    let keys = range.map { index in
      let terms = tariff.rows.terms(at: index)
      return (terms.jurisdiction, terms.band, terms.fromSeconds, terms.effectiveFrom, index)
    }
    return keys.sorted(by: <).map(\.4)
  }

  /// Two rows for the same calls: which of them holds when?
  private func checkPeriods(_ order: [Int], _ group: PrefixGroup) {
    for (first, second) in zip(order, order.dropFirst()) {
      let (earlier, later) = (tariff.rows.terms(at: first), tariff.rows.terms(at: second))
      guard earlier.jurisdiction == later.jurisdiction, earlier.band == later.band,
        earlier.fromSeconds == later.fromSeconds
      else { continue }
      let (row, other) = (tariff.rows[second], tariff.rows[first])
      if earlier.effectiveFrom == later.effectiveFrom {
        guard duplicates[Int(later.file)] == .error else { continue }
        let same = samePrice(first, second)
        report(
          same ? .warning : .error, second,
          "\(name(of: group)) already has \(same ? "this" : "another") \(isZones ? "zone" : "rate") at \(place(other, from: row))",
          remedy: "delete one of the two rows, or give them different effective dates")
      } else if earlier.effectiveTo != .max, earlier.effectiveTo > later.effectiveFrom {
        guard duplicates[Int(later.file)] == .error else { continue }
        report(
          samePrice(first, second) ? .warning : .error, second,
          "\(name(of: group)): the row at \(place(other, from: row)) holds until \(date(earlier.effectiveTo)), "
            + "when this one already does",
          remedy: "end that row on \(date(later.effectiveFrom)), or leave its end empty, and this one takes over")
      } else if earlier.effectiveTo < later.effectiveFrom {
        report(
          .warning, second,
          "\(name(of: group)) has no \(isZones ? "zone" : "rate") from \(date(earlier.effectiveTo)) to \(date(later.effectiveFrom)), "
            + "after the row at \(place(other, from: row))",
          remedy: "let the periods meet, or delete effective_to of that row")
      }
    }
  }

  /// A price that changes in the course of a call needs one to begin with.
  private func checkSteps(_ order: [Int], _ group: PrefixGroup) {
    var previous: RowTerms?
    for index in order {
      let terms = tariff.rows.terms(at: index)
      let isFirst = previous.map { $0.jurisdiction != terms.jurisdiction || $0.band != terms.band } ?? true
      if isFirst, terms.fromSeconds > 0 {
        report(
          .error, index, "\(name(of: group)) has a rate from second \(terms.fromSeconds) on but none before",
          remedy: "add a row with from_s 0\(terms.band >= 0 ? " for the same band" : "")")
      }
      previous = terms
    }
  }

  /// A call that leaves a band goes on at the band's price where there is no other.
  private func checkBands(_ group: PrefixGroup) {
    let terms = tariff.rows(of: group).indices.map { tariff.rows.terms(at: $0) }
    guard terms.contains(where: { $0.band >= 0 }), !terms.contains(where: { $0.band < 0 }),
      reach.leavesTimeOver
        || !plan.bands.bands.indices.allSatisfy({ band in
          reach.absences[Int16(band)] != nil || terms.contains { Int($0.band) == band }
        })
    else { return }
    report(
      .warning, Int(group.firstRow),
      "\(name(of: group)) has rates for bands only; a call outside them has none, one that runs on keeps its price",
      remedy: "add a row without a band")
  }

  /// A row for a band that never holds prices nothing; a deck has as many of them as prefixes, so one stands for all.
  private func checkAbsentBands() {
    guard !reach.absences.isEmpty else { return }
    let isAbsent = tariff.rows.terms.map { reach.absences[$0.band] != nil }
    var found: [Int16: [Int16: (first: Int, count: Int)]] = [:]  // By file and band.
    for index in tariff.rows.indices where isAbsent[Int(tariff.rows.packed[index].terms)] {
      let terms = tariff.rows.terms(at: index)
      var (first, count) = found[terms.file]?[terms.band] ?? (index, 0)
      if tariff.rows.packed[index].line < tariff.rows.packed[first].line { first = index }
      count += 1
      found[terms.file, default: [:]][terms.band] = (first, count)
    }
    for bands in found.sorted(by: { $0.key < $1.key }).map(\.value) {
      for (band, rows) in bands.sorted(by: { $0.key < $1.key }) {
        let name = plan.bands.bands[Int(band)].name
        report(
          .warning, rows.first,
          rows.count == 1
            ? "no call comes to this row: its band \(name) never holds"
            : "no call comes to this row and \(rows.count - 1) more of the deck: their band \(name) never holds",
          remedy: "move the band in the plan to where it is reached, or delete the rows")
      }
    }
  }

  /// A maximum of 0 makes calls free; where a table means none by it, the price is lost.
  private func checkMaxima() {
    let isFree = tariff.rows.terms.map { $0.maximumChargeNanos == 0 }
    guard isFree.contains(true) else { return }
    for index in tariff.rows.indices where isFree[Int(tariff.rows.packed[index].terms)] {
      let rate = tariff.rows.packed[index].rateNanos
      guard rate > 0 else { continue }
      report(
        .warning, index, "maximum_charge 0 makes calls free, whatever the rate \(Decimal9.text(rate))",
        remedy: "leave it empty, or map the deck with `empty: {maximum_charge: [\"0\"]}`, where it means none")
    }
  }

  // MARK: - Words

  func samePrice(_ first: Int, _ second: Int) -> Bool {
    func price(_ index: Int) -> RateRow {
      var row = tariff.rows[index]
      (row.effectiveFrom, row.effectiveTo) = (.min, .max)
      (row.destination, row.file, row.line) = (.none, 0, 0)
      return row
    }
    if isZones { return tariff.destination(tariff.rows[first]) == tariff.destination(tariff.rows[second]) }
    return price(first) == price(second)
  }

  /// `prefix 44`, `LATA224/OCN9206`, `EU>US`.
  func name(of group: PrefixGroup) -> String {
    group.prefix.isDigits ? "prefix \(group.prefix)" : tariff.name(ofGroup: tariff.group(ofRow: group.firstRow))
  }

  func report(_ severity: Problem.Severity, _ index: Int, _ message: String, remedy: String) {
    log.add([Problem(severity, at: tariff.place(of: tariff.rows[index]), message, remedy: remedy)])
  }

  func place(_ row: RateRow, from other: RateRow) -> String {
    row.file == other.file ? "line \(row.line)" : "\(tariff.place(of: row))"
  }

  func date(_ milliseconds: Int64) -> String {
    let offset = plan.zone.offset(at: milliseconds.flooredDivision(by: 1000))
    let civil = Timestamp(milliseconds: milliseconds, offset: offset).civil
    let second = civil.secondOfDay
    return second == 0 ? civil.date.description : "\(civil.date) \(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2))"
  }
}
