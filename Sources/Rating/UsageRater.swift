package import RatePlans
package import Telecom

/// Rates usage under one plan, in the order of charging that the design fixes.
package struct UsageRater: Sendable {
  package let plan: RatePlan
  package let pricers: [Pricer]
  package let numbers: NumberNormaliser
  /// Index into `pricers`; -1 when the plan does not price it.
  private let seconds: Int
  private let volumes: [Int]
  private let quantity: Int

  package init(_ plan: RatePlan) {
    self.plan = plan
    pricers = plan.tariffs.map { Pricer(plan: plan, tariff: $0) }
    numbers = NumberNormaliser(plan.dialling)
    seconds = plan.tariffs.firstIndex { $0.measure == .seconds } ?? -1
    volumes = plan.tariffs.indices.filter { [.octets, .octetsIn, .octetsOut].contains(plan.tariffs[$0].measure) }
    quantity = plan.tariffs.firstIndex { $0.measure == .quantity } ?? -1
  }

  /// What is known of a record once it is rated, or why it is not.
  package enum Outcome: Sendable {
    case rated(RatedUsage)
    case notChargeable(NotChargeable)
    case rejected(RejectReason, field: UsageField, value: TextRange)
  }

  /// Rates every record of a batch.
  package func rate(_ batch: UsageBatch, into result: inout RatedBatch) {
    guard seconds >= 0 else {
      for index in batch.records.indices { rateAny(index, of: batch, into: &result) }
      return
    }
    let text = batch.text.span
    let pricer = pricers[seconds]  // Taken out once: each copy counts references.
    for index in batch.records.indices {
      var rated = RatedUsage(record: Int32(truncatingIfNeeded: index))
      let seconds = plainSeconds(batch.records[index])
      if seconds >= 0, ratePlainCall(batch.records[index], by: pricer, seconds: seconds, text: text, into: &rated) {
        result.append(rated)
      } else {
        rateAny(index, of: batch, into: &result)
      }
    }
  }

  private func rateAny(_ index: Int, of batch: UsageBatch, into result: inout RatedBatch) {
    let record = batch.records[index]
    switch rate(record, of: batch, index: index) {
    case .rated(let rated): result.append(rated)
    case .notChargeable(let reason): result.notChargeable[reason] += 1
    case .rejected(let reason, let field, let value):
      result.rejects.append(
        Reject(reason, field: field, value: value, line: record.line, raw: record.raw, origin: record.origin))
    }
  }

  // MARK: The common case

  /// Seconds of an answered call past the plan's grace; -1 for anything else.
  private func plainSeconds(_ record: UsageRecord) -> Int64 {
    guard record.kind == .call, record.answered else { return -1 }
    let rounded = plan.durationRounding.seconds(record.durationMilliseconds)
    return rounded > plan.graceSeconds ? rounded : -1
  }

  /// Rates a call whose number one plain row prices; anything else is left to the general way, which agrees with this.
  private func ratePlainCall(
    _ record: UsageRecord, by pricer: Pricer, seconds: Int64, text: Span<UInt8>, into rated: inout RatedUsage
  ) -> Bool {
    guard !record.called.isEmpty, let called = numbers.normalise(text.extracting(record.called.range)), !called.isShort
    else { return false }
    let index = pricer.tariff.match(called.number)
    guard index >= 0 else { return false }
    let group = pricer.tariff.groups[Int(index)]
    guard group.rowCount == 1, group.isPlain else { return false }
    let row = pricer.tariff.rows[Int(group.firstRow)]
    guard row.isInForce(at: record.startMilliseconds), !row.blocked, seconds > row.graceSeconds,
      let billed = pricer.billed(seconds, by: row), let charge = pricer.plainCharge(billed, row: row)
    else { return false }
    rated.tariff = Int16(truncatingIfNeeded: self.seconds)
    rated.band = plan.bands.band(at: record.startMilliseconds.flooredDivision(by: 1000))
    rated.group = index
    rated.row = group.firstRow
    rated.called = called.number
    rated.calling = calling(record, text)
    rated.billedSeconds = billed
    rated.chargeNanos = charge
    return true
  }

  private func calling(_ record: UsageRecord, _ text: Span<UInt8>) -> PhoneNumber? {
    guard !record.calling.isEmpty else { return nil }
    return numbers.normalise(text.extracting(record.calling.range))?.number
  }

  // MARK: Every case

  /// Rates one record, whatever its kind.
  package func rate(_ record: UsageRecord, of batch: UsageBatch, index: Int) -> Outcome {
    var segments: [PriceSegment] = []
    var explained: [ExplainedComponent] = []
    return rate(record, of: batch, index: index, segments: &segments, components: &explained)
  }
}
