internal import RatePlans
package import Telecom

/// One tariff's part of a charge, as far as it was computed.
package struct ExplainedComponent: Sendable {
  /// Index into the rater's pricers.
  package var pricer: Int
  package var match: Pricer.Match
  /// Seconds, octets or billionths of a unit before increments.
  package var measured: Int64
  package var billed: Int64
  package var segments: [PriceSegment]
  package var connectFee: ExactAmount
  /// The price per call, for each part of a message.
  package var perCall: ExactAmount
  /// The steps, the connection fee and the price per call, before clamping and rounding.
  package var amount: ExactAmount
}

extension UsageRater {
  /// - Parameters:
  ///   - segments: working memory.
  ///   - components: one for each tariff that had a part in the charge.
  package func rate(
    _ record: UsageRecord, of batch: UsageBatch, index: Int, segments: inout [PriceSegment],
    components: inout [ExplainedComponent]
  ) -> Outcome {
    let extras = record.extras >= 0 ? batch.extras[Int(record.extras)] : UsageExtras()
    let duration = plan.durationRounding.seconds(record.durationMilliseconds)
    guard record.answered else { return .notChargeable(.unanswered) }
    if isWithinGrace(record.kind, duration: duration, extras: extras, grace: plan.graceSeconds) {
      return .notChargeable(.grace)
    }

    let text = batch.text.span
    var called: NumberNormaliser.Result?
    if !record.called.isEmpty { called = numbers.normalise(text.extracting(record.called.range)) }
    if called == nil, record.kind == .call || record.kind == .message {
      return .rejected(record.called.isEmpty ? .missingField : .invalidNumber, field: .called, value: record.called)
    }

    var rated = RatedUsage(record: Int32(truncatingIfNeeded: index))
    rated.called = called?.number ?? .none
    rated.calling = callingNumber(record, text)
    var total = ExactAmount.zero
    for pricer in applicablePricers(record.kind, extras) {
      segments.removeAll(keepingCapacity: true)
      guard let match = pricers[pricer].match(called, at: record.startMilliseconds) else {
        return .rejected(.noRate, field: .called, value: record.called)
      }
      let row = pricers[pricer].tariff.rows[Int(match.row)]
      if row.terms.blocked { return .rejected(.destinationBlocked, field: .called, value: record.called) }
      if isWithinGrace(record.kind, duration: duration, extras: extras, grace: row.terms.graceSeconds) {
        return .notChargeable(.grace)
      }
      let measured = measured(pricers[pricer].tariff.measure, duration: duration, extras)
      var billed: Int64 = 0
      var amount = ExactAmount.zero
      if record.kind != .message {
        let increments = pricers[pricer].billed(
          measured, terms: Int(pricers[pricer].tariff.rows.packed[Int(match.row)].terms))
        guard increments >= 0,
          let price = pricers[pricer].price(
            increments, match: match, at: record.startMilliseconds, segments: &segments)
        else { return .rejected(.amountTooLarge, field: .duration, value: .none) }
        billed = increments
        amount = price
      }
      guard let fees = fees(row, kind: record.kind, extras), let sum = amount.adding(fees.perCall)?.adding(fees.connect),
        let all = total.adding(sum)
      else { return .rejected(.amountTooLarge, field: .duration, value: .none) }
      total = all
      components.append(
        ExplainedComponent(
          pricer: pricer, match: match, measured: measured, billed: billed, segments: segments, connectFee: fees.connect,
          perCall: fees.perCall, amount: sum))
      if rated.row < 0 {
        rated.tariff = Int16(truncatingIfNeeded: pricer)
        rated.band = match.band
        rated.row = match.row
        rated.jurisdiction = row.terms.jurisdiction
        rated.destination = row.destination
        let prefix = pricers[pricer].tariff.groups[Int(match.group)].prefix
        rated.prefixDigits = UInt8(truncatingIfNeeded: prefix.digitCount)
        rated.isExactNumber = prefix.isExact
      }
      if pricers[pricer].tariff.measure == .seconds { rated.billedSeconds = billed } else { rated.billedQuantity = billed }
    }
    guard rated.row >= 0 else { return .rejected(.noRate, field: .called, value: record.called) }
    guard let charge = clamped(total, components).rounded(plan.rounding) else {
      return .rejected(.amountTooLarge, field: .duration, value: .none)
    }
    rated.chargeNanos = charge
    return .rated(rated)
  }

  func isWithinGrace(_ kind: UsageKind, duration: Int64, extras: UsageExtras, grace: Int64) -> Bool {
    switch kind {
    case .call: duration <= grace
    case .data: duration <= grace && extras.octetsIn <= 0 && extras.octetsOut <= 0
    case .message, .metered: false
    }
  }

  /// The tariffs that have a part in the charge: a session pays for its time and its octets where the plan prices both.
  func applicablePricers(_ kind: UsageKind, _ extras: UsageExtras) -> [Int] {
    pricers.indices.filter { index in
      switch pricers[index].tariff.measure {
      case .seconds: kind != .metered
      case .octets: kind == .data && (extras.octetsIn >= 0 || extras.octetsOut >= 0)
      case .octetsIn: kind == .data && extras.octetsIn >= 0
      case .octetsOut: kind == .data && extras.octetsOut >= 0
      case .quantity: kind == .metered && extras.quantityNanos != nil
      }
    }
  }

  private func measured(_ measure: Measure, duration: Int64, _ extras: UsageExtras) -> Int64 {
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

  /// Messages cost their price per call for each part; everything else costs it once.
  private func fees(
    _ row: RateRow, kind: UsageKind, _ extras: UsageExtras
  ) -> (connect: ExactAmount, perCall: ExactAmount)? {
    var parts: Int64 = 1
    if kind == .message, let quantity = extras.quantityNanos {
      parts = max(1, quantity / Decimal9.scale + (quantity % Decimal9.scale == 0 ? 0 : 1))
    }
    let connect = ExactAmount(numerator: Int128(row.connectFeeNanos))
    let perCall = ExactAmount(numerator: Int128(row.terms.perCallNanos) * Int128(parts))
    guard plan.rounding.scope == .increment else { return (connect, perCall) }
    guard let fee = connect.rounded(plan.rounding), let calls = perCall.rounded(plan.rounding) else { return nil }
    return (ExactAmount(numerator: Int128(fee)), ExactAmount(numerator: Int128(calls)))
  }

  /// The total between the first component's minimum and maximum charge.
  func clamped(_ total: ExactAmount, _ components: [ExplainedComponent]) -> ExactAmount {
    guard let first = components.first else { return total }
    let row = pricers[first.pricer].tariff.rows[Int(first.match.row)]
    if total.isBelow(nanos: row.terms.minimumChargeNanos) { return ExactAmount(numerator: Int128(row.terms.minimumChargeNanos)) }
    if row.terms.maximumChargeNanos != .max, !total.isBelow(nanos: row.terms.maximumChargeNanos) {
      return ExactAmount(numerator: Int128(row.terms.maximumChargeNanos))
    }
    return total
  }
}
