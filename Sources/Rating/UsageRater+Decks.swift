internal import RatePlans
internal import Telecom

/// What the plan's decks make of a record: leg by leg, each by one tariff.
extension UsageRater {
  /// What decks are asked for.
  struct Call {
    var usage: Usage
    /// Those that count.
    var legs: RatingRule.Legs
    var calling: NumberNormaliser.Result?
    /// The called number, or its LRN.
    var dialled: NumberNormaliser.Result?
    var jurisdiction: Jurisdiction
  }

  /// What the legs of a call come to together.
  struct LegsPrice {
    var total = ExactAmount.zero
    /// Of several the first in order; `nil` where all have a price.
    var refusal: Refusal?

    mutating func refuse(_ reason: Refusal) {
      if refusal.map({ reason.precedes($0) }) ?? true { refusal = reason }
    }

    func exceeds(_ other: LegsPrice) -> Bool {
      if refusal == nil, other.refusal == nil { return other.total < total }
      return refusal?.severity ?? 2 > other.refusal?.severity ?? 2
    }
  }

  /// Prices all legs. Where the dearer of two kinds of rows counts, all legs are asked for the one, then for the other: a
  /// call has one jurisdiction.
  func price(_ call: Call, of batch: UsageBatch, _ work: inout ChargeWork) -> LegsPrice {
    let first = price(call, takesOthers: false, of: batch, &work)
    guard pricers.contains(where: { $0.otherRows(for: call.jurisdiction) != nil }) else { return first }
    let components = work.components
    work.components.removeAll(keepingCapacity: true)
    let second = price(call, takesOthers: true, of: batch, &work)
    if second.exceeds(first) { return second }
    work.components = components
    return first
  }

  private func price(_ call: Call, takesOthers: Bool, of batch: UsageBatch, _ work: inout ChargeWork) -> LegsPrice {
    var result = LegsPrice()
    for pricer in pricers.indices
    where call.legs.contains(RatingRule.Legs(pricers[pricer].tariff.leg)) && call.usage.isMeasured(in: pricers[pricer].tariff.measure) {
      let leg = pricers[pricer].tariff.leg
      guard pricesUnit(pricer, call.usage.extras, batch) else {
        if !hasUnit(of: call.usage.extras, batch, leg) { result.refuse(Refusal(unitOf: leg)) }
        continue
      }
      let others = takesOthers ? pricers[pricer].otherRows(for: call.jurisdiction) : nil
      let price = price(
        call.usage, leg == .origination ? call.calling : call.dialled, by: pricer,
        rows: others ?? pricers[pricer].rows(for: call.jurisdiction), &work)
      if case .priced(let component) = price, let sum = result.total.adding(component.amount) {
        result.total = sum
        work.components.append(component)
      } else {
        result.refuse(Refusal(price, leg, work.zones))
      }
    }
    return result
  }

  // MARK: One tariff

  enum Price {
    case priced(PricedComponent)
    case noRate, blocked, grace, tooLarge
  }

  /// The groups of a tariff that stand under the place of its number, or under the zones of both.
  func keyed(_ pricer: Pricer, _ work: ChargeWork) -> KeyedGroups {
    guard pricer.isKeyed else { return .none }
    return switch pricer.tariff.leg {
    case .termination: pricer.groups(ofPlace: work.ends?.called.place ?? -1)
    case .origination: pricer.groups(ofPlace: work.ends?.calling.place ?? -1)
    case .matrix: pricer.tariff.groups(origin: work.zones?.origin.zone ?? 0, destination: work.zones?.destination.zone ?? 0)
    }
  }

  private func price(
    _ usage: Usage, _ number: NumberNormaliser.Result?, by index: Int, rows: Int16, _ work: inout ChargeWork
  ) -> Price {
    let pricer = pricers[index]
    guard let match = pricer.match(number, at: usage.start, jurisdiction: rows, keyed: keyed(pricer, work)) else { return .noRate }
    let terms = Int(pricer.tariff.rows.packed[Int(match.row)].terms)
    if pricer.tariff.rows.terms[terms].blocked { return .blocked }
    if usage.isWithinGrace(pricer.tariff.rows.terms[terms].graceSeconds) { return .grace }
    var component = PricedComponent(
      pricer: index, match: match, number: number?.number ?? .none,
      measured: usage.quantity(in: pricer.tariff.measure), billed: 0,
      segments: work.segments.count..<work.segments.count, connectFee: .zero, perCall: .zero, amount: .zero)
    if usage.kind != .message {
      component.billed = pricer.billed(component.measured, terms: terms)
      guard component.billed >= 0,
        let price = pricer.price(component.billed, match: match, at: usage.start, segments: &work.segments)
      else { return .tooLarge }
      component.segments = component.segments.lowerBound..<work.segments.count
      component.amount = price
    }
    guard
      let connect = fee(Int128(pricer.tariff.rows.packed[Int(match.row)].connectFeeNanos)),
      let perCall = fee(Int128(pricer.tariff.rows.terms[terms].perCallNanos) * Int128(usage.parts)),
      let sum = component.amount.adding(perCall)?.adding(connect)
    else { return .tooLarge }
    (component.connectFee, component.perCall, component.amount) = (connect, perCall, sum)
    return .priced(component)
  }

  /// A fee by itself; rounded where the plan rounds each increment.
  func fee(_ nanos: Int128) -> ExactAmount? {
    let fee = ExactAmount(numerator: nanos)
    guard plan.rounding.scope == .increment else { return fee }
    return fee.rounded(plan.rounding).map { ExactAmount(numerator: Int128($0)) }
  }

  /// The first component is the one that the usage is listed under, with the seconds of its leg, and what that leg's decks
  /// of octets or quantities bill together.
  func note(_ component: PricedComponent, in rated: inout RatedUsage) {
    let pricer = pricers[component.pricer]
    if rated.row < 0 {
      let prefix = pricer.tariff.groups[Int(component.match.group)].prefix
      let terms = pricer.tariff.rows.packed[Int(component.match.row)].terms
      rated.tariff = Int16(truncatingIfNeeded: component.pricer)
      rated.band = component.match.band
      rated.row = component.match.row
      rated.rowJurisdiction = pricer.tariff.rows.terms[Int(terms)].jurisdiction
      rated.destination = pricer.tariff.rows.packed[Int(component.match.row)].destination
      rated.prefixDigits = prefix.isDigits ? UInt8(truncatingIfNeeded: prefix.digitCount) : RatedUsage.noPrefix
      rated.isExactNumber = prefix.isExact
    } else if pricer.tariff.leg != pricers[Int(rated.tariff)].tariff.leg {
      return
    }
    guard pricer.tariff.measure != .seconds else { return rated.billedSeconds = component.billed }
    let (sum, overflow) = max(0, rated.billedQuantity).addingReportingOverflow(component.billed)
    rated.billedQuantity = overflow ? .max : sum
  }

  /// The total between the first component's minimum and maximum charge.
  func clamped(_ total: ExactAmount, _ components: [PricedComponent]) -> ExactAmount {
    guard let first = components.first else { return total }
    let pricer = pricers[first.pricer]
    let terms = Int(pricer.tariff.rows.packed[Int(first.match.row)].terms)
    let minimum = pricer.tariff.rows.terms[terms].minimumChargeNanos
    let maximum = pricer.tariff.rows.terms[terms].maximumChargeNanos
    if total.isBelow(nanos: minimum) { return ExactAmount(numerator: Int128(minimum)) }
    if maximum != .max, !total.isBelow(nanos: maximum) { return ExactAmount(numerator: Int128(maximum)) }
    return total
  }
}
