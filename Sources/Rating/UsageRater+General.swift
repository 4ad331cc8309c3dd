internal import RatePlans
package import Telecom

extension UsageRater {
  /// - Parameters:
  ///   - service: whose record it is.
  ///   - work: what the charge is made of, as far as it was computed.
  package func rate(
    _ record: UsageRecord, of batch: UsageBatch, index: Int, for service: Service, _ work: inout ChargeWork
  ) -> Outcome {
    work.removeAll()
    let extras = record.extras >= 0 ? batch.extras[Int(record.extras)] : UsageExtras()
    let kind = service.kind ?? record.kind
    let usage = Usage(
      kind: kind, start: record.startMilliseconds,
      duration: plan.durationRounding.seconds(record.durationMilliseconds), extras: extras)
    guard record.answered else { return .notChargeable(.unanswered) }
    if usage.isWithinGrace(plan.graceSeconds) { return .notChargeable(.grace) }

    let text = batch.text.span
    let called = record.called.isEmpty ? nil : numbers.called(text.extracting(record.called.range))
    if called == nil, kind == .call || kind == .message {
      return .rejected(record.called.isEmpty ? .missingField : .invalidNumber, field: .called, value: record.called)
    }
    let calling = record.calling.isEmpty ? nil : numbers.normalise(text.extracting(record.calling.range))
    let routing = routingNumber(of: called, extras, text)
    if let geography {
      work.ends = geography.ends(
        calling: calling?.whole?.number ?? .none, called: called?.whole?.number ?? .none, routingNumber: routing,
        at: record.startMilliseconds)
    }
    let dialled = ratedNumber(called, routing, work)

    if let zones = plan.zones {
      work.zones = CallZones(
        origin: zones.zone(of: calling?.whole?.number, at: record.startMilliseconds),
        destination: zones.zone(of: dialled?.number, isShort: dialled?.isShort ?? false, at: record.startMilliseconds))
    }

    var rated = RatedUsage(record: Int32(truncatingIfNeeded: index))
    rated.kind = kind
    rated.called = called?.number ?? .none
    rated.calling = calling?.number ?? .none
    rated.jurisdiction = work.ends?.jurisdiction ?? .unknown
    let special = specials.isEmpty ? nil : specialFacts(record, of: batch, service, usage, called, calling, routing, work)
    if let special {
      for index in specials.indices where specials.applies(index, to: special, of: batch) {
        guard let reason = specials.refusal(index, price: extras.priceNanos) else { continue }
        work.refusedSpecial = index
        return .rejected(reason, field: .price, value: .none)
      }
    }
    let isReplaced = special.map { facts in
      specials.indices.contains { specials.replacesRates($0) && specials.applies($0, to: facts, of: batch) }
    } ?? false
    var sum = LegsPrice()
    if !isReplaced {
      let call = Call(
        usage: usage, legs: counted(service), calling: calling?.whole, dialled: dialled, jurisdiction: rated.jurisdiction)
      sum = price(call, of: batch, &work)
      if work.components.isEmpty, sum.refusal == nil {
        sum.refusal = Refusal(.noRate, service.legs == .origination ? .origination : service.legs == .matrix ? .matrix : .termination)
      }
    }
    for component in work.components { note(component, in: &rated) }
    if kind == .message, extras.quantityNanos != nil, rated.row >= 0 {
      rated.billedQuantity = usage.parts.multipliedReportingOverflow(by: Decimal9.scale).overflow ? .max : usage.parts * Decimal9.scale
    }
    var total = sum.total
    if let refusal = sum.refusal {
      work.refusedLeg = refusal.leg
      return refusal.outcome(record, extras)
    }
    if let special {
      rated.band = special.band
      guard let sum = addSpecials(special, of: batch, to: total, extras.priceNanos, usage.duration, &work) else {
        return .rejected(.amountTooLarge, field: .duration, value: .none)
      }
      total = sum
    }
    guard let charge = clamped(total, work.components).rounded(plan.rounding) else {
      return .rejected(.amountTooLarge, field: .duration, value: .none)
    }
    rated.chargeNanos = charge
    return .rated(rated)
  }

  /// What there is to price.
  private struct Usage {
    var kind: UsageKind
    /// Since 1970 UTC.
    var start: Int64
    /// Whole seconds before increments.
    var duration: Int64
    var extras: UsageExtras

    func isWithinGrace(_ grace: Int64) -> Bool {
      switch kind {
      case .call: duration <= grace
      case .data: duration <= grace && extras.octetsIn <= 0 && extras.octetsOut <= 0
      case .message: false
      case .metered: extras.quantityNanos == 0
      }
    }

    /// Whether a tariff of this measure has a part in the charge: a session pays for its time and its octets where the
    /// plan prices both.
    func isMeasured(in measure: Measure) -> Bool {
      switch measure {
      case .seconds: kind != .metered
      case .octets: kind == .data && (extras.octetsIn >= 0 || extras.octetsOut >= 0)
      case .octetsIn: kind == .data && extras.octetsIn >= 0
      case .octetsOut: kind == .data && extras.octetsOut >= 0
      case .quantity: kind == .metered && extras.quantityNanos != nil
      }
    }

    func quantity(in measure: Measure) -> Int64 {
      switch measure {
      case .seconds: return duration
      case .octets:
        let (sum, overflow) = max(extras.octetsIn, 0).addingReportingOverflow(max(extras.octetsOut, 0))
        return overflow ? .max : sum
      case .octetsIn: return extras.octetsIn
      case .octetsOut: return extras.octetsOut
      case .quantity: return extras.quantityNanos ?? 0
      }
    }

    /// Messages cost their price per call for each part.
    var parts: Int64 {
      guard kind == .message, let quantity = extras.quantityNanos else { return 1 }
      return max(1, quantity / Decimal9.scale + (quantity % Decimal9.scale == 0 ? 0 : 1))
    }
  }

  /// Whether a tariff prices a record's unit: that of the unit goes before the one that says none. Units are compared as
  /// they are written.
  private func pricesUnit(_ pricer: Int, _ extras: UsageExtras, _ batch: UsageBatch) -> Bool {
    let tariff = pricers[pricer].tariff
    guard tariff.measure == .quantity else { return true }
    if !pricers[pricer].unit.isEmpty { return batch.text[extras.unit.range].elementsEqual(pricers[pricer].unit) }
    return extras.unit.isEmpty || !pricers.contains {
      $0.tariff.leg == tariff.leg && $0.tariff.measure == .quantity && batch.text[extras.unit.range].elementsEqual($0.unit)
    }
  }

  /// Whether any tariff of a leg prices a record's unit.
  private func hasUnit(of extras: UsageExtras, _ batch: UsageBatch, _ leg: Leg) -> Bool {
    pricers.indices.contains {
      pricers[$0].tariff.leg == leg && pricers[$0].tariff.measure == .quantity && pricesUnit($0, extras, batch)
    }
  }

  /// The LRN that a record came with; only North American numbers are ported to one.
  func routingNumber(
    of called: NumberNormaliser.Result?, _ extras: UsageExtras, _ text: Span<UInt8>
  ) -> PhoneNumber {
    guard !extras.lrn.isEmpty, called?.whole?.number.northAmerican != nil else { return .none }
    return NorthAmericanNotation.number(text.extracting(extras.lrn.range)) ?? .none
  }

  /// The number that decks are asked for in place of the called one.
  private func ratedNumber(
    _ called: NumberNormaliser.Result?, _ routing: PhoneNumber, _ work: ChargeWork
  ) -> NumberNormaliser.Result? {
    guard plan.ratedNumber == .lrn else { return called }
    let routing = work.ends.map { $0.called.isPorted ? $0.called.number : .none } ?? routing
    return routing == .none ? called : NumberNormaliser.Result(number: routing, rule: .asItStands)
  }

  // MARK: For explanations

  func ratedNumber(
    _ called: NumberNormaliser.Result?, _ record: UsageRecord, of batch: UsageBatch, _ work: ChargeWork
  ) -> NumberNormaliser.Result? {
    let extras = record.extras >= 0 ? batch.extras[Int(record.extras)] : UsageExtras()
    return ratedNumber(called, routingNumber(of: called, extras, batch.text.span), work)
  }

  /// The tariffs that have a part in the charge.
  func applicablePricers(_ record: UsageRecord, of batch: UsageBatch, for service: Service) -> [Int] {
    let legs = counted(service)
    let extras = record.extras >= 0 ? batch.extras[Int(record.extras)] : UsageExtras()
    let usage = Usage(kind: service.kind ?? record.kind, start: 0, duration: 0, extras: extras)
    return pricers.indices.filter {
      usage.isMeasured(in: pricers[$0].tariff.measure) && legs.contains(RatingRule.Legs(pricers[$0].tariff.leg))
        && pricesUnit($0, extras, batch)
    }
  }

  // MARK: Special charges

  private func specialFacts(
    _ record: UsageRecord, of batch: UsageBatch, _ service: Service, _ usage: Usage,
    _ called: NumberNormaliser.Result?, _ calling: NumberNormaliser.Result?, _ routing: PhoneNumber, _ work: ChargeWork
  ) -> SpecialCharges.Facts {
    SpecialCharges.Facts(
      called: called, calling: calling, jurisdiction: work.ends?.jurisdiction ?? .unknown,
      band: plan.bands.band(at: record.startMilliseconds.flooredDivision(by: 1000)), seconds: usage.duration,
      isPorted: work.ends?.called.isPorted ?? (routing != .none),
      serviceType: service.type.isEmpty ? batch.text[usage.extras.serviceType.range] : service.type[...],
      extras: usage.extras)
  }

  /// - Returns: the total with the charges that apply; `nil` past 128 bits.
  private func addSpecials(
    _ facts: SpecialCharges.Facts, of batch: UsageBatch, to rates: ExactAmount, _ price: Int64?, _ seconds: Int64,
    _ work: inout ChargeWork
  ) -> ExactAmount? {
    var total = rates
    for index in specials.indices where specials.applies(index, to: facts, of: batch) {
      guard let amount = specials.amount(index, seconds: seconds, rates: rates, price: price, plan.incrementRule),
        let sum = total.adding(amount)
      else { return nil }
      total = sum
      work.specials.append((index, amount))
    }
    return total
  }

  // MARK: All legs

  /// What decks are asked for.
  private struct Call {
    var usage: Usage
    /// Those that count.
    var legs: RatingRule.Legs
    var calling: NumberNormaliser.Result?
    /// The called number, or its LRN.
    var dialled: NumberNormaliser.Result?
    var jurisdiction: Jurisdiction
  }

  /// What the legs of a call come to together.
  private struct LegsPrice {
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
  private func price(_ call: Call, of batch: UsageBatch, _ work: inout ChargeWork) -> LegsPrice {
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

  private enum Price {
    case priced(PricedComponent)
    case noRate, blocked, grace, tooLarge
  }

  /// Why a leg has no price.
  private struct Refusal {
    private enum Reason: Int {
      case noZone, noRate, blocked, grace, tooLarge
    }

    private let reason: Reason
    let leg: Leg
    /// It is the calling number that has no price.
    private let isOrigin: Bool
    /// It is the unit that has none.
    private var isUnit = false

    init(unitOf leg: Leg) {
      self.init(.noRate, leg)
      isUnit = true
    }

    init(_ price: Price, _ leg: Leg, _ zones: CallZones? = nil) {
      self.leg = leg
      let (hasOrigin, hasDestination) = (zones?.origin.zone != 0, zones?.destination.zone != 0)
      isOrigin = leg == .origination || leg == .matrix && hasDestination && !hasOrigin
      reason = switch price {
      case .noRate where leg == .matrix && !(hasOrigin && hasDestination): .noZone
      case .noRate: .noRate
      case .blocked: .blocked
      case .grace: .grace
      case .tooLarge, .priced: .tooLarge
      }
    }

    func precedes(_ other: Refusal) -> Bool { reason.rawValue < other.reason.rawValue }

    /// Beside a price, which has 2: what forbids the call comes to more than any, what lacks one to the least.
    var severity: Int {
      switch reason {
      case .noZone, .noRate: 0
      case .grace: 1
      case .tooLarge: 3
      case .blocked: 4
      }
    }

    func outcome(_ record: UsageRecord, _ extras: UsageExtras) -> Outcome {
      if isUnit { return .rejected(.noRate, field: .unit, value: extras.unit) }
      let (field, value) = isOrigin ? (UsageField.calling, record.calling) : (.called, record.called)
      return switch reason {
      case .noZone: .rejected(.noZone, field: field, value: value)
      case .noRate: .rejected(.noRate, field: field, value: value)
      case .blocked: .rejected(.destinationBlocked, field: field, value: value)
      case .grace: .notChargeable(.grace)
      case .tooLarge: .rejected(.amountTooLarge, field: .duration, value: .none)
      }
    }
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
  private func note(_ component: PricedComponent, in rated: inout RatedUsage) {
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

  // MARK: What a charge is made of

  /// The parts of a charge, where there is more than one. Each is what the sum grows by when it is added and rounded, so
  /// that all of them add up to the charge.
  package func appendComponents(of charge: Int64, _ work: ChargeWork, to components: inout [ChargeComponent]) {
    var sum = ExactAmount.zero
    var reached: Int64 = 0
    let first = components.count
    for part in work.components {
      guard let next = sum.adding(part.amount), let rounded = next.rounded(plan.rounding) else { break }
      let tariff = pricers[part.pricer].tariff
      let source = ChargeComponent.Source.tariff(
        Int16(truncatingIfNeeded: part.pricer), prefix: tariff.groups[Int(part.match.group)].prefix.key,
        destination: tariff.rows.packed[Int(part.match.row)].destination)
      components.append(ChargeComponent(source, nanos: rounded - reached))
      (sum, reached) = (next, rounded)
    }
    for (index, amount) in work.specials {
      guard let next = sum.adding(amount), let rounded = next.rounded(plan.rounding) else { break }
      components.append(ChargeComponent(.special(Int16(truncatingIfNeeded: index)), nanos: rounded - reached))
      (sum, reached) = (next, rounded)
    }
    if reached != charge { components.append(ChargeComponent(.limit, nanos: charge - reached)) }
    if components.count == first + 1, work.specials.isEmpty { components.removeLast() }
  }
}
