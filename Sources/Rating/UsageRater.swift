internal import Bytes
package import RatePlans
package import Telecom

/// Rates usage under one plan, in the order of charging that the design fixes.
package struct UsageRater: Sendable {
  package let plan: RatePlan
  package let pricers: [Pricer]
  package let numbers: NumberNormaliser
  /// Where calls are; without it nobody knows their jurisdiction.
  package let geography: CallGeography?
  let specials: SpecialCharges
  /// Those that the plan has decks for.
  private let planLegs: RatingRule.Legs
  /// Index into `pricers` of the one that alone prices a call; -1 where there is no such one.
  private let seconds: Int
  /// What calls are priced by where that is several decks, or where calls are somewhere; empty where each call needs a
  /// look of its own.
  let legs: [PricedLeg]

  package init(_ plan: RatePlan, geography: CallGeography? = nil) {
    self.plan = plan
    self.geography = geography
    specials = SpecialCharges(plan.specialCharges)
    pricers = plan.tariffs.map { Pricer(plan: plan, tariff: $0, geography: geography) }
    planLegs = RatingRule.Legs(plan.tariffs.map(\.leg))
    numbers = NumberNormaliser(plan.dialling)
    let seconds = plan.tariffs.firstIndex { $0.leg == .termination && $0.measure == .seconds } ?? -1
    // Calls with more than one part, or of a jurisdiction, go the general way.
    let hasOthers = geography != nil || plan.tariffs.contains { $0.leg != .termination } || plan.ratedNumber == .lrn
      || !plan.specialCharges.isEmpty
    self.seconds = hasOthers ? -1 : seconds
    let legs = plan.tariffs.indices.filter { plan.tariffs[$0].measure == .seconds }
    // Where a call's place or its zones may decide, no prefix alone does.
    let isByPrefix = plan.zones == nil && !pricers.contains(where: \.isKeyed)
    self.legs = hasOthers && isByPrefix && plan.specialCharges.isEmpty ? legs.map { PricedLeg($0, of: plan) } : []
  }

  /// What is known of a record once it is rated, or why it is not.
  package enum Outcome: Sendable {
    case rated(RatedUsage)
    case notChargeable(NotChargeable)
    case rejected(RejectReason, field: UsageField, value: TextRange)
  }

  /// Rates every record of a batch.
  ///
  /// The slow algorithm: rate one record after the other the general way. Here calls that one row prices from first to
  /// last second go through short passes instead, so that the waits for a large plan's memory overlap: first all
  /// numbers are found in the trie, then all rows are fetched, then all prices are computed. What does not fit this
  /// takes the general way; both agree. Calls of several parts, or of a jurisdiction, have passes of their own.
  package func rate(_ batch: UsageBatch, into result: inout RatedBatch) {
    rate(batch, batch.records.indices, nil, into: &result)
  }

  /// Rates some records of a batch, each for a payer. Until that is put there, `RatedUsage.payer` is the place in the
  /// selection.
  func rate(_ batch: UsageBatch, _ selection: JobSelection, into result: inout RatedBatch) {
    rate(batch, selection.selected.map { Int(selection.jobs[Int($0)].record) }, selection, into: &result)
  }

  /// - Parameter selected: indices of the records, ascending.
  private func rate(
    _ batch: UsageBatch, _ selected: some RandomAccessCollection<Int>, _ selection: JobSelection?,
    into result: inout RatedBatch
  ) {
    guard seconds >= 0 else {
      // Of each step it is asked what promises it draws on: the passes have no steps.
      guard legs.isEmpty || result.keepsRuns else { return rateByLegs(batch, selected, selection, into: &result) }
      for (position, index) in selected.enumerated() {
        if let rated = rateAny(index, of: batch, selection, at: position, into: &result) { result.rated.append(rated) }
      }
      return
    }
    let pricer = pricers[seconds]  // Taken out once: each copy counts references.
    match(batch, selected, selection, by: pricer, into: &result)
    fetchRows(by: pricer, into: &result)
    // The candidates become the result where they are; most batches leave none out.
    var (position, kept) = (0, 0)
    for index in selected {
      if result.candidates[position].row >= 0,
        ratePlainCall(position, startingAt: batch.records[index].startMilliseconds, by: pricer, into: &result)
      {
        if kept != position { result.candidates[kept] = result.candidates[position] }
        if selection != nil { result.candidates[kept].payer = Int32(truncatingIfNeeded: position) }
        if result.keepsRuns { keepRuns(ofPlain: kept, startingAt: batch.records[index].startMilliseconds, by: pricer, &result) }
        kept += 1
      } else if let rated = rateAny(index, of: batch, selection, at: position, into: &result) {
        result.candidates[kept] = rated
        kept += 1
      }
      position += 1
    }
    result.candidates.removeSubrange(kept...)
    swap(&result.rated, &result.candidates)
  }

  /// Rates a record the general way, and counts what became of it.
  func rateAny(
    _ index: Int, of batch: UsageBatch, _ selection: JobSelection?, at position: Int, into result: inout RatedBatch
  ) -> RatedUsage? {
    let record = batch.records[index]
    let service = selection.map { self.service(of: $0, at: position) } ?? Service()
    switch rate(record, of: batch, index: index, for: service, &result.work) {
    case .rated(var rated):
      addDetail(to: &rated, &result)
      if result.keepsRuns { keepRuns(of: rated, startingAt: record.startMilliseconds, &result) }
      if selection != nil { rated.payer = Int32(truncatingIfNeeded: position) }
      result.count(seconds: rated.billedSeconds, nanos: rated.chargeNanos)
      return rated
    case .notChargeable(let reason):
      result.notChargeable[reason] += 1
      result.uncharged.append(reason)
    case .rejected(let reason, let field, let value):
      var reject = Reject(
        reason, field: field, value: value,
        detail: whyRejected(reason, field, record, result.work, batch),
        line: record.line, raw: record.raw, origin: record.origin)
      reject.record = Int32(truncatingIfNeeded: index)
      reject.job = Int32(truncatingIfNeeded: position)
      result.rejects.append(reject)
    }
    return nil
  }

  /// Keeps what the record has beyond others: another number that its row was found for, and parts of its charge.
  private func addDetail(to rated: inout RatedUsage, _ result: inout RatedBatch) {
    let first = Int32(truncatingIfNeeded: result.components.count)
    appendComponents(of: rated.chargeNanos, result.work, to: &result.components)
    var detail = RatedDetail(matched: result.work.components.first?.number ?? rated.called)
    detail.components = first..<Int32(truncatingIfNeeded: result.components.count)
    guard detail.matched != rated.called || !detail.components.isEmpty else { return }
    rated.detail = Int32(truncatingIfNeeded: result.details.count)
    result.details.append(detail)
  }

  /// What the payer's service adds to what the record says.
  package struct Service: Sendable {
    /// Empty: the record's own.
    package var type: [UInt8] = []
    package var legs = RatingRule.Legs.sum
    /// What the record's usage is; `nil`: as it was read.
    package var kind: UsageKind?

    package init() {}
  }

  private func service(of selection: JobSelection, at position: Int) -> Service {
    selection.jobs[Int(selection.selected[position])].service(
      in: selection.directory, selection.rules, needsType: !specials.isEmpty)
  }

  /// The legs of the plan that have a part in the charge of a service. Where it has none of those that the service asks
  /// for, its matrix, which is for both ends, stands for them.
  func counted(_ service: Service) -> RatingRule.Legs {
    planLegs.isDisjoint(with: service.legs) && planLegs.contains(.matrix) ? .matrix : service.legs
  }

  // MARK: The common case

  /// Finds the numbers of all calls that may turn out to be plain.
  private func match(
    _ batch: UsageBatch, _ selected: some RandomAccessCollection<Int>, _ selection: JobSelection?, by pricer: Pricer,
    into result: inout RatedBatch
  ) {
    let text = batch.text.span
    let legs = selection?.legsOfRules ?? []
    for (position, index) in selected.enumerated() {
      var candidate = RatedUsage(record: Int32(truncatingIfNeeded: index))
      let record = batch.records[index]
      let rounded = plan.durationRounding.seconds(record.durationMilliseconds)
      if record.kind == .call, record.answered, rounded > plan.graceSeconds, !record.called.isEmpty,
        legs.isEmpty || selection?.legs(at: position, legs)?.contains(.termination) ?? false,
        let called = numbers.called(text.extracting(record.called.range)), !called.isShort
      {
        candidate.called = called.number
        candidate.calling = callingNumber(record, text)
        candidate.billedSeconds = rounded
      }
      result.candidates.append(candidate)
      result.numbers.append(candidate.called)
    }
    pricer.tariff.trie.longestMatches(result.numbers, into: &result.matches)
  }

  private func fetchRows(by pricer: Pricer, into result: inout RatedBatch) {
    let packed = pricer.tariff.rows.packed
    let names = pricer.tariff.text
    let none = RateRows.Packed(rateNanos: 0, connectFeeNanos: 0, destination: .none, terms: -1, line: 0)
    for index in result.candidates.indices where result.numbers[index] != .none {
      let match = result.matches[index]
      let group = match.key >= 0 ? match.key : pricer.tariff.defaultGroup
      if group >= 0, match.digits >= 0 {
        let row = pricer.isPlainThroughout ? group : pricer.plainRows[Int(group)]
        if row >= 0 { packed.prefetch(Int(row)) }
        result.candidates[index].row = row
        result.candidates[index].prefixDigits = UInt8(truncatingIfNeeded: match.digits)
      }
    }
    for index in result.candidates.indices {
      let row = result.candidates[index].row
      result.rows.append(row >= 0 ? packed[Int(row)] : none)
      let name = result.rows[index].destination
      if !name.isEmpty { names.prefetch(Int(name.offset), count: 32) }  // Needed when the rows are written.
      result.candidates[index].destination = name
    }
  }

  /// Rates a call whose number one plain row prices.
  ///
  /// The candidate's `billedSeconds` are those before increments. Everything goes by index: a struct of this size,
  /// handed over as a value, is stored and loaded again in other portions, which the processor has to wait for.
  /// - Returns: false where the general way has to decide.
  private func ratePlainCall(
    _ index: Int, startingAt milliseconds: Int64, by pricer: Pricer, into result: inout RatedBatch
  ) -> Bool {
    let terms = Int(result.rows[index].terms)
    let seconds = result.candidates[index].billedSeconds
    guard pricer.isPlain(terms, at: milliseconds), seconds > pricer.tariff.rows.terms[terms].graceSeconds else {
      return false
    }
    let billed = pricer.billed(seconds, terms: terms)
    guard billed >= 0 else { return false }
    let charge = pricer.plainCharge(
      billed, rateNanos: result.rows[index].rateNanos, feeNanos: result.rows[index].connectFeeNanos, terms: terms)
    guard charge >= 0 else { return false }
    result.candidates[index].tariff = Int16(truncatingIfNeeded: self.seconds)
    if !plan.bands.bands.isEmpty {
      result.candidates[index].band = plan.bands.band(at: milliseconds.flooredDivision(by: 1000))
    }
    result.candidates[index].billedSeconds = billed
    result.candidates[index].chargeNanos = charge
    result.count(seconds: billed, nanos: charge)
    return true
  }

  func callingNumber(_ record: UsageRecord, _ text: Span<UInt8>) -> PhoneNumber {
    guard !record.calling.isEmpty else { return .none }
    return numbers.normalise(text.extracting(record.calling.range))?.number ?? .none
  }

  // MARK: Every case

  /// Rates one record, whatever its kind.
  package func rate(_ record: UsageRecord, of batch: UsageBatch, index: Int) -> Outcome {
    var work = ChargeWork()
    return rate(record, of: batch, index: index, for: Service(), &work)
  }
}
