internal import Telecom

/// Rows of one prefix that come into force together are a version of it, and a call keeps the version it began with.
extension TariffCheck {
  func checkVersions(_ group: PrefixGroup) {
    let rows = Int(group.firstRow)..<Int(group.firstRow + group.rowCount)
    let versions = Dictionary(grouping: rows) { tariff.rows.terms(at: $0).effectiveFrom }
      .sorted { $0.key < $1.key }.map(\.value)
    for version in versions {
      checkLaterSteps(version, group)
      checkBlocks(version, group)
    }
    for (earlier, later) in zip(versions, versions.dropFirst()) { checkSuccession(earlier, later, group) }
  }

  /// The increments of a call are those of its first row, whatever rows price its later steps.
  private func checkLaterSteps(_ version: [Int], _ group: PrefixGroup) {
    var first: [RowSlot: Int] = [:]
    for index in version {
      let slot = RowSlot(tariff.rows.terms(at: index))
      if slot.fromSeconds == 0, first[slot] == nil { first[slot] = index }
    }
    for index in version {
      let terms = tariff.rows.terms(at: index)
      guard terms.fromSeconds > 0 else { continue }
      guard let start = RowSlot(terms).starts.lazy.compactMap({ first[$0] }).first else { continue }
      let kept = tariff.rows.terms(at: start)
      guard (kept.firstInterval, kept.nextInterval) != (terms.firstInterval, terms.nextInterval) else { continue }
      let place = place(tariff.rows[start], from: tariff.rows[index])
      report(
        .warning, index,
        "\(name(of: group)): the increments \(increments(terms)) from second \(terms.fromSeconds) on are never used; "
          + "a call keeps those of its first row, \(increments(kept)) at \(place)",
        remedy: "write the same increments in both rows")
    }
  }

  /// A block rejects the calls that begin under it, and cannot stop one that is under way.
  private func checkBlocks(_ version: [Int], _ group: PrefixGroup) {
    var open: [Int16: Int] = [:]
    for index in version {
      let terms = tariff.rows.terms(at: index)
      if !terms.blocked, open[terms.jurisdiction] == nil { open[terms.jurisdiction] = index }
    }
    for index in version {
      let terms = tariff.rows.terms(at: index)
      guard terms.blocked, let other = open[terms.jurisdiction] else { continue }
      let scope = RowSlot(terms).words(in: plan.bands, jurisdictions: tariff.jurisdictions)
      let place = place(tariff.rows[other], from: tariff.rows[index])
      report(
        .warning, index,
        "\(name(of: group)) is blocked \(scope), but not at \(place); a call that runs into the block goes on at the "
          + "price before",
        remedy: "block all rows of the prefix, or give this one a price")
    }
  }

  /// What a version does not repeat of the one before is gone with it.
  private func checkSuccession(_ earlier: [Int], _ later: [Int], _ group: PrefixGroup) {
    guard let newest = later.first else { return }
    let slots = Set(later.map { RowSlot(tariff.rows.terms(at: $0)) })
    let begin = tariff.rows.terms(at: newest).effectiveFrom
    for index in earlier {
      let terms = tariff.rows.terms(at: index)
      let slot = RowSlot(terms)
      guard terms.effectiveTo > begin, !slots.contains(slot) else { continue }
      let scope = slot.words(in: plan.bands, jurisdictions: tariff.jurisdictions)
      let place = place(tariff.rows[index], from: tariff.rows[newest])
      let row = later.filter { slot.isWithin(RowSlot(tariff.rows.terms(at: $0))) }.max {
        let (left, right) = (tariff.rows.terms(at: $0), tariff.rows.terms(at: $1))
        return (left.particularity, left.fromSeconds) < (right.particularity, right.fromSeconds)
      }
      report(
        .warning, row ?? newest,
        row != nil
          ? "\(name(of: group)): from \(date(begin)) on calls \(scope) cost what this row says; the row for them at "
            + "\(place) gives way to it"
          : "\(name(of: group)) has no row for calls \(scope) among those of \(date(begin)), as it had at \(place); "
            + "a call that runs into that time goes on at the price before",
        remedy: "repeat that row with the date of this one, or end it then")
    }
  }

  private func increments(_ terms: RowTerms) -> String {
    func text(_ units: Int64) -> String { tariff.measure == .quantity ? Decimal9.text(units) : String(units) }
    return "\(text(terms.firstInterval))/\(text(terms.nextInterval))"
  }
}
