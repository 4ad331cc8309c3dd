internal import Bytes
package import RatePlans
package import Telecom

/// Prices a quantity under one tariff of a plan.
///
/// A class, so that whoever prices many calls hands a reference on, not a copy of its arrays' references.
package final class Pricer: Sendable {
  package let plan: RatePlan
  package let tariff: Tariff
  /// What every row's unit divides, so that the prices of all rows add up as whole numbers.
  private let commonUnit: Int64
  /// Elapsed seconds at which some row's price begins to hold, ascending.
  private let thresholds: [Int64]
  /// For each prefix the row that alone prices its calls, or -1: four bytes a group instead of the group itself.
  let plainRows: [Int32]
  /// Every group has one row, which alone prices its calls: then `plainRows` need not be asked.
  let isPlainThroughout: Bool
  let roundingStep: Int64
  /// Of the quantities that it prices; empty for any.
  let unit: [UInt8]
  /// For each prefix, and each jurisdiction that rows are for, those for any first, the row that alone prices its calls,
  /// or -1; empty where no row is for a jurisdiction, and `plainRows` says the same.
  private let loneRows: [Int32]
  private let rowKinds: Int
  /// By jurisdiction of the call: whose rows price it. -1: those for any alone.
  private let jurisdictions: [Int16]
  /// Where calls of no known jurisdiction cost what interstate or intrastate ones do, whichever is more: the latter.
  private let alternative: Int16?
  /// Rows may stand under places that numbers are known to be in, or under zones.
  let isKeyed: Bool
  /// By place of the numbering plan; empty where no row stands under places.
  private let groupsOfPlaces: [KeyedGroups]

  /// - Parameter geography: whose places rows may stand under.
  package init(plan: RatePlan, tariff: Tariff, geography: CallGeography? = nil) {
    self.plan = plan
    self.tariff = tariff
    commonUnit = Self.leastCommonMultiple(Set(tariff.rows.terms.map(\.unit)))
    thresholds = Set(tariff.rows.terms.map(\.fromSeconds)).filter { $0 > 0 }.sorted()
    roundingStep = plan.rounding.step
    unit = Array(tariff.unit.utf8)
    let plainRows = tariff.groups.map { $0.isPlain && $0.rowCount == 1 && !$0.prefix.isExact ? $0.firstRow : -1 }
    isPlainThroughout = plainRows.indices.allSatisfy { Int(plainRows[$0]) == $0 }
    self.plainRows = plainRows
    groupsOfPlaces = Self.groups(of: tariff, geography)
    isKeyed = tariff.leg == .matrix || !groupsOfPlaces.isEmpty
    rowKinds = tariff.jurisdictions.count + 1
    loneRows = tariff.rows.terms.contains { $0.jurisdiction >= 0 } ? Self.loneRows(of: tariff) : []
    var jurisdictions = Jurisdiction.allCases.map { tariff.jurisdiction(for: $0) }
    let indeterminate = Int(Jurisdiction.indeterminate.rawValue)
    let (inter, intra) = (jurisdictions[Int(Jurisdiction.interstate.rawValue)], jurisdictions[Int(Jurisdiction.intrastate.rawValue)])
    var alternative: Int16?
    switch plan.indeterminate {
    case .own where jurisdictions[indeterminate] >= 0: break
    case .interstate: jurisdictions[indeterminate] = inter
    case .intrastate: jurisdictions[indeterminate] = intra
    case .own, .higher:
      jurisdictions[indeterminate] = inter
      if intra != inter { alternative = intra }
    }
    self.jurisdictions = jurisdictions
    self.alternative = alternative
  }

  private static func loneRows(of tariff: Tariff) -> [Int32] {
    let kinds = tariff.jurisdictions.count + 1
    var rows = [Int32](repeating: -1, count: tariff.groups.count * kinds)
    for (index, group) in tariff.groups.enumerated() where group.isByJurisdiction && !group.prefix.isExact {
      let range = Int(group.firstRow)..<Int(group.firstRow + group.rowCount)
      for row in range where tariff.rows.terms(at: row).jurisdiction < 0 {
        for kind in 0..<kinds { rows[index * kinds + kind] = Int32(row) }
      }
      for row in range where tariff.rows.terms(at: row).jurisdiction >= 0 {
        rows[index * kinds + Int(tariff.rows.terms(at: row).jurisdiction) + 1] = Int32(row)
      }
    }
    for (index, group) in tariff.groups.enumerated() where group.isPlain && group.rowCount == 1 && !group.prefix.isExact {
      for kind in 0..<kinds { rows[index * kinds + kind] = group.firstRow }
    }
    return rows
  }

  /// The row of a prefix that alone prices its calls, of a jurisdiction as `rows(for:)` says it; -1 where the general way
  /// has to decide.
  func loneRow(of group: Int, jurisdiction: Int16) -> Int32 {
    loneRows.isEmpty ? plainRows[group] : loneRows[group * rowKinds + Int(jurisdiction) + 1]
  }

  func prefetchLoneRow(of group: Int) {
    if loneRows.isEmpty { plainRows.prefetch(group) } else { loneRows.prefetch(group * rowKinds) }
  }

  /// Whose rows price a call, as an index into the tariff's jurisdictions; -1 for those for any alone.
  package func rows(for call: Jurisdiction) -> Int16 { jurisdictions[Int(call.rawValue)] }

  /// Whose rows price a call too, where the dearer of two counts.
  package func otherRows(for call: Jurisdiction) -> Int16? { call == .indeterminate ? alternative : nil }

  /// - Returns: 0 when it passes 10¹²: rows are then added as fractions of their own.
  private static func leastCommonMultiple(_ numbers: Set<Int64>) -> Int64 {
    var result: Int64 = 1
    for number in numbers {
      var (larger, smaller) = (result, number)
      while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
      let (product, overflow) = (result / larger).multipliedReportingOverflow(by: number)
      if overflow || product > 1_000_000_000_000 { return 0 }
      result = product
    }
    return result
  }

  private static func groups(of tariff: Tariff, _ geography: CallGeography?) -> [KeyedGroups] {
    guard tariff.leg != .matrix, tariff.hasKeyedGroups, let numbering = geography?.numbering else { return [] }
    return numbering.places.map { place in
      tariff.groups(
        lata: numbering.latas[Int(place.lata)], company: numbering.companies[Int(place.company)],
        state: numbering.states[Int(place.state)])
    }
  }

  // MARK: Which row

  /// The groups that stand under a number's place.
  /// - Parameter place: index into those of the numbering plan; -1 where nobody knows it.
  func groups(ofPlace place: Int32) -> KeyedGroups {
    place >= 0 ? groupsOfPlaces[Int(place)] : .none
  }

  /// The row of the first group that has one which applies at the start.
  package struct Match: Sendable, Hashable {
    package var group: Int32
    package var row: Int32
    package var band: Int16
    /// Whose rows were asked, beside those for any: index into the tariff's jurisdictions.
    package var jurisdiction: Int16 = -1
  }

  /// - Parameters:
  ///   - number: `nil` where the record has none: only the default row can apply.
  ///   - milliseconds: start of the call, since 1970 UTC.
  ///   - jurisdiction: index into the tariff's; -1 for unknown.
  ///   - keyed: of the number's place, or of the zones.
  package func match(
    _ number: NumberNormaliser.Result?, at milliseconds: Int64, jurisdiction: Int16 = -1, keyed: KeyedGroups = .none
  ) -> Match? {
    var search = tariff.search(number?.number, isShort: number?.isShort ?? false, keyed: keyed)
    let band = plan.bands.band(at: milliseconds.flooredDivision(by: 1000))
    while true {
      let index = search.group(of: tariff)
      guard index >= 0 else { return nil }
      let group = tariff.groups[Int(index)]
      let row: Int32
      if group.rowCount == 1, group.isPlain {
        row = tariff.rows.terms(at: Int(group.firstRow)).isInForce(at: milliseconds) ? group.firstRow : -1
      } else {
        row = tariff.row(in: group, band: band, jurisdiction: jurisdiction, elapsed: 0, at: milliseconds)
      }
      if row >= 0 { return Match(group: index, row: row, band: band, jurisdiction: jurisdiction) }
    }
  }

  // MARK: How much is billed

  /// Whole increments that cover `quantity`; at least the first.
  /// - Parameter index: of the row's terms.
  /// - Returns: -1 past 2⁶³.
  package func billed(_ quantity: Int64, terms index: Int) -> Int64 {
    Self.billed(
      quantity, first: tariff.rows.terms[index].firstInterval, next: tariff.rows.terms[index].nextInterval,
      plan.incrementRule)
  }

  static func billed(_ quantity: Int64, first: Int64, next: Int64, _ rule: IncrementRule) -> Int64 {
    if quantity <= first { return first }
    let start = rule == .afterFirst ? first : 0
    let rest = quantity - start
    let steps = rest / next + (rest % next == 0 ? 0 : 1)
    let (units, overflow) = steps.multipliedReportingOverflow(by: next)
    let (sum, overflow2) = units.addingReportingOverflow(start)
    return overflow || overflow2 ? -1 : sum
  }

  // MARK: What it costs

  /// Stretches a call may have: 500 years of two changes of band a day. A longer one would fill the memory.
  package static let maximumSegments = 365_000

  /// The price of `billed` units before clamping and rounding, but for roundings of single increments.
  /// - Parameter segments: the stretches it is the sum of, for who wants to see them; the connection fee and the price
  ///   per call are not among them.
  /// - Returns: `nil` past 128 bits, or past `maximumSegments`.
  package func price(
    _ billed: Int64, match: Match, at milliseconds: Int64, segments: inout [PriceSegment]
  ) -> ExactAmount? {
    let first = tariff.rows[Int(match.row)]
    let group = tariff.groups[Int(match.group)]
    var total = ExactAmount.zero
    var row = match.row
    var band = match.band
    var elapsed: Int64 = 0
    while elapsed < billed {
      if elapsed > 0 {
        band = bandOfStep(at: elapsed, start: milliseconds, first: match.band)
        let found = tariff.row(
          in: group, band: band, jurisdiction: match.jurisdiction, elapsed: elapsed, at: milliseconds,
          version: first.terms.effectiveFrom)
        // Where the band has no row, or forbids what is under way already, the price before goes on.
        if found >= 0, !tariff.rows.terms(at: Int(found)).blocked { row = found }
      }
      var segment = stretch(from: elapsed, of: billed, firstRow: first, group: group, start: milliseconds)
      segment.band = band
      segment.row = row
      let covered = first.terms.connectCoversSeconds
      segment.pricedLength = max(0, segment.from + segment.length - max(segment.from, covered))
      guard let amount = amount(of: segment), let sum = total.adding(amount) else { return nil }
      segment.amount = amount
      guard segments.count < Self.maximumSegments else { return nil }
      segments.append(segment)
      total = sum
      elapsed += segment.length
    }
    return total
  }

  private func bandOfStep(at elapsed: Int64, start: Int64, first: Int16) -> Int16 {
    guard tariff.measure == .seconds, plan.bandRule == .eachStep else { return first }
    return plan.bands.band(at: start.flooredDivision(by: 1000) + elapsed)
  }

  /// The steps from `elapsed` on that begin before anything can change the row.
  private func stretch(
    from elapsed: Int64, of billed: Int64, firstRow: RateRow, group: PrefixGroup, start: Int64
  ) -> PriceSegment {
    var length = min(firstRow.terms.firstInterval, billed)
    var steps: Int64 = 1
    let stepLength = elapsed == 0 ? firstRow.terms.firstInterval : firstRow.terms.nextInterval
    if elapsed > 0 {
      let change = group.isPlain ? Int64.max : nextChange(after: elapsed, start: start)
      let remaining = billed - elapsed
      let available = remaining / stepLength + (remaining % stepLength == 0 ? 0 : 1)
      let until = change == .max ? available : (change - elapsed - 1) / stepLength + 1
      steps = min(available, until)
      length = min(remaining, steps.multipliedReportingOverflow(by: stepLength).overflow ? remaining : steps * stepLength)
    }
    return PriceSegment(
      from: elapsed, stepCount: steps, stepLength: stepLength, length: length, pricedLength: length, band: -1, row: -1,
      amount: .zero)
  }

  /// An elapsed second before which the row stays what it is; `Int64.max` when it stays to the end.
  private func nextChange(after elapsed: Int64, start: Int64) -> Int64 {
    let threshold = thresholds.first { $0 > elapsed } ?? .max
    guard tariff.measure == .seconds, plan.bandRule == .eachStep else { return threshold }
    let second = start.flooredDivision(by: 1000)
    let edge = plan.bands.nextEdge(after: second + elapsed)
    return min(threshold, edge == .max ? .max : edge - second)
  }

  func amount(of segment: PriceSegment) -> ExactAmount? {
    let row = tariff.rows[Int(segment.row)]
    guard plan.rounding.scope == .increment else { return exact(segment.pricedLength, row) }
    // Every step by itself: those the fee covers cost nothing, the first that costs may be covered in part, the last
    // may be shorter, the rest are alike.
    let paidFrom = segment.length - segment.pricedLength
    let whole = segment.stepLength
    let head = min((whole - paidFrom % whole) % whole, segment.pricedLength)
    let (count, tail) = (segment.pricedLength - head).quotientAndRemainder(dividingBy: whole)
    guard let first = price(ofSteps: 1, each: head, row), let middle = price(ofSteps: count, each: whole, row),
      let last = price(ofSteps: 1, each: tail, row)
    else { return nil }
    return ExactAmount(numerator: first + middle + last)
  }

  /// Nanos for steps that are each rounded by themselves.
  private func price(ofSteps count: Int64, each length: Int64, _ row: RateRow) -> Int128? {
    guard length > 0, count > 0 else { return 0 }
    return exact(length, row)?.rounded(plan.rounding).map { Int128($0) * Int128(count) }
  }

  private func exact(_ units: Int64, _ row: RateRow) -> ExactAmount? {
    let product = Int128(row.rateNanos) * Int128(units)  // Two 63-bit factors fit.
    guard commonUnit != 0 else { return ExactAmount(numerator: product, denominator: Int128(row.terms.unit)) }
    let (scaled, overflow) = product.multipliedReportingOverflow(by: Int128(commonUnit / row.terms.unit))
    return overflow ? nil : ExactAmount(numerator: scaled, denominator: Int128(commonUnit))
  }
}
