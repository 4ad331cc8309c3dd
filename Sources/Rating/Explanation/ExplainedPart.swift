package import RatePlans
internal import Telecom

/// One tariff's part of an explanation: the row it found, the rows it passed over, and what it computed.
package struct ExplainedPart: Sendable {
  /// A row of a prefix of the number, and why it was or was not taken.
  package struct Considered: Sendable {
    /// What the row stands under: `prefix 44`, `LATA224/OCN9206`, `EU>US`.
    package let key: String
    package let row: RateRow
    /// As in sentences: `not yet in force`.
    package let verdict: String
    package let isTaken: Bool
  }

  package let tariff: Tariff
  /// `nil` when no row applies.
  package let match: Pricer.Match?
  /// The longest prefix first.
  package let considered: [Considered]
  /// `nil` when the engine did not come to a price.
  package let component: PricedComponent?
  /// The stretches of the component, as far as the plan's rows price them.
  package let segments: [PriceSegment]

  init(
    _ pricer: Pricer, _ number: NumberNormaliser.Result?, _ keyed: KeyedGroups, at milliseconds: Int64,
    jurisdiction: Jurisdiction, _ work: ChargeWork, index: Int, left: ((PricedComponent) -> [PriceSegment])?
  ) {
    tariff = pricer.tariff
    component = work.components.first { $0.pricer == index }
    segments = component.map { left?($0) ?? Array(work.segments[$0.segments]) } ?? []
    let rows = component?.match.jurisdiction ?? pricer.rows(for: jurisdiction)
    match = component?.match ?? pricer.match(number, at: milliseconds, jurisdiction: rows, keyed: keyed)
    let taken = match?.row
    let band = pricer.plan.bands.band(at: milliseconds.flooredDivision(by: 1000))
    let verdicts = number == nil && keyed == .none ? [] : RowVerdict.all(
      of: pricer.tariff, to: number?.number, isShort: number?.isShort ?? false, keyed: keyed, band: band, jurisdiction: rows,
      at: milliseconds)
    considered = verdicts.map { verdict in
      let isTaken = taken == Int32(truncatingIfNeeded: verdict.row)
      return Considered(
        key: verdict.prefix.isDigits ? "prefix \(verdict.key)" : verdict.key, row: pricer.tariff.rows[verdict.row],
        verdict: isTaken ? "taken" : verdict.isForLonger ? "not for a short number" : Self.words(verdict.reason),
        isTaken: isTaken)
    }
  }

  private static func words(_ reason: RowVerdict.Reason) -> String {
    switch reason {
    case .wins: "taken"
    case .notYetInForce: "not yet in force"
    case .noLongerInForce: "no longer in force"
    case .otherBand: "for another band"
    case .otherJurisdiction: "for another jurisdiction"
    case .laterStep: "for later seconds"
    case .outranked: "a more particular or later row of the prefix goes first"
    case .longerPrefixWins: "a longer prefix goes first"
    case .particularWins: "a more particular row goes first"
    }
  }

  /// The row that was found.
  var row: RateRow? { match.map { tariff.rows[Int($0.row)] } }

  /// Where a row stands: `rateplans/us.csv:17`.
  func place(_ row: RateRow) -> String { "\(tariff.place(of: row))" }

  /// Units as people read them: a metered quantity is kept in billionths.
  func units(_ count: Int64) -> String { tariff.measure == .quantity ? Decimal9.text(count) : String(count) }

  /// What the units are called behind a number.
  var unitName: String {
    switch tariff.measure {
    case .seconds: " s"
    case .octets, .octetsIn, .octetsOut: " octets"
    case .quantity: tariff.unit.isEmpty ? "" : " " + tariff.unit
    }
  }
}
