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
        work.applying.append(index)
        guard let reason = specials.refusal(index, price: extras.priceNanos) else { continue }
        work.refusedSpecial = index
        return .rejected(reason, field: .price, value: .none)
      }
    }
    var sum = LegsPrice()
    if !work.applying.contains(where: { specials.replacesRates($0) }) {
      let call = Call(
        usage: usage, legs: counted(service), calling: calling?.whole, dialled: dialled, jurisdiction: rated.jurisdiction)
      sum = price(call, of: batch, &work)
      if work.components.isEmpty, sum.refusal == nil {
        sum.refusal = Refusal(.noRate, service.legs == .origination ? .origination : service.legs == .matrix ? .matrix : .termination)
      }
    }
    for component in work.components { note(component, in: &rated) }
    if kind == .message, extras.quantityNanos != nil, rated.row >= 0 {
      let (parts, overflow) = usage.parts.multipliedReportingOverflow(by: Decimal9.scale)
      rated.billedQuantity = overflow ? .max : parts
    }
    var total = sum.total
    if let refusal = sum.refusal {
      work.refusedLeg = refusal.leg
      return refusal.outcome(record, extras)
    }
    if let special {
      rated.band = special.band
      guard let sum = addSpecials(to: total, extras.priceNanos, usage.duration, &work) else {
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

  /// Whether a tariff prices a record's unit: that of the unit goes before the one that says none. Units are compared as
  /// they are written.
  func pricesUnit(_ pricer: Int, _ extras: UsageExtras, _ batch: UsageBatch) -> Bool {
    let tariff = pricers[pricer].tariff
    guard tariff.measure == .quantity else { return true }
    if !pricers[pricer].unit.isEmpty { return batch.text[extras.unit.range].elementsEqual(pricers[pricer].unit) }
    return extras.unit.isEmpty || !pricers.contains {
      $0.tariff.leg == tariff.leg && $0.tariff.measure == .quantity && batch.text[extras.unit.range].elementsEqual($0.unit)
    }
  }

  /// Whether any tariff of a leg prices a record's unit.
  func hasUnit(of extras: UsageExtras, _ batch: UsageBatch, _ leg: Leg) -> Bool {
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
    to rates: ExactAmount, _ price: Int64?, _ seconds: Int64, _ work: inout ChargeWork
  ) -> ExactAmount? {
    var total = rates
    for index in work.applying {
      guard let amount = specials.amount(index, seconds: seconds, rates: rates, price: price, plan.incrementRule),
        let sum = total.adding(amount)
      else { return nil }
      total = sum
      work.specials.append((index, amount))
    }
    return total
  }
}
