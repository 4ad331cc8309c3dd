internal import Bytes
internal import RatePlans
internal import Telecom

/// Calls whose charge has several parts, or depends on where they are.
extension UsageRater {
  /// Rates records of which most are calls that one row of each deck prices from first to last second.
  ///
  /// The slow algorithm: rate one record after the other the general way. Here short passes go over all of them, so
  /// that the waits for memory overlap: all numbers are read, all ends are placed, then deck by deck the prefixes, the
  /// rows and the prices are found; last the parts are put together. What does not fit this takes the general way; both
  /// agree.
  func rateByLegs(
    _ batch: UsageBatch, _ selected: some RandomAccessCollection<Int>, _ selection: JobSelection?,
    into result: inout RatedBatch
  ) {
    let legsOfRules = selection?.legsOfRules ?? []
    let pricers = legs.map { self.pricers[$0.pricer] }  // Taken out once: each copy counts references.
    let roundingPricer = pricers[0]
    let tries = selection?.tries ?? Array(legs.indices)
    if selection == nil { result.makeRoom(forTries: tries.count) }
    var position = 0
    while position < selected.count {
      // As many as stay in the processor's cache from one pass to the next.
      let block = selected.dropFirst(position).prefix(Self.blockSize)
      learn(batch, block, &result.calls)
      result.legRows.removeAll(keepingCapacity: true)
      for (place, pricer) in pricers.enumerated() {
        findPrefixes(pricer, legs[place], block, trie: tries[place], into: &result)
        findRows(pricer, block, into: &result)
        price(pricer, batch, block, into: &result)
      }
      for (place, index) in block.enumerated() {
        // No legs: the general way has to decide.
        let wanted = legsOfRules.isEmpty ? .sum : selection?.legs(at: position, legsOfRules) ?? []
        if rateCall(index, at: place, of: block.count, wanted, batch, by: roundingPricer, into: &result) {
          if selection != nil { result.rated[result.rated.count - 1].payer = Int32(truncatingIfNeeded: position) }
        } else if let rated = rateAny(index, of: batch, selection, at: position, into: &result) {
          result.rated.append(rated)
        }
        position += 1
      }
    }
  }

  /// Records that are rated together.
  static let blockSize = 512

  /// Makes known what decks will be asked for, where it is not known yet.
  private func learn(_ batch: UsageBatch, _ selected: some RandomAccessCollection<Int>, _ calls: inout [CallFacts]) {
    calls.append(contentsOf: repeatElement(CallFacts(), count: max(0, batch.records.count - calls.count)))
    let text = batch.text.span
    for index in selected where calls[index].state == .unknown {
      calls[index].state = .numbered
      guard case .call = batch.records[index].kind, batch.records[index].answered, !batch.records[index].called.isEmpty,
        let called = numbers.called(text.extracting(batch.records[index].called.range)), !called.isShort
      else { continue }
      calls[index].called = called.number
      if !batch.records[index].calling.isEmpty,
        let calling = numbers.normalise(text.extracting(batch.records[index].calling.range))
      {
        calls[index].calling = calling.number
        calls[index].isCallingShort = calling.isShort
      }
      let extras = Int(batch.records[index].extras)
      if extras >= 0 { calls[index].routing = routingNumber(of: called, batch.extras[extras], text) }
      geography?.prefetch(calls[index].called)
      geography?.prefetch(calls[index].calling)
    }
    guard let geography else { return }
    for index in selected where calls[index].state == .numbered {
      geography.prefetchRow(calls[index].called)
      geography.prefetchRow(calls[index].calling)
    }
    for index in selected where calls[index].state == .numbered && calls[index].called != .none {
      let ends = geography.ends(
        calling: calls[index].isCallingShort ? .none : calls[index].calling, called: calls[index].called,
        routingNumber: calls[index].routing, at: batch.records[index].startMilliseconds)
      calls[index].jurisdiction = ends.jurisdiction
      calls[index].routing = ends.called.isPorted ? ends.called.number : .none
      calls[index].state = .placed
    }
  }

  /// - Parameter index: of the trie among those of the run. What it found for the same numbers is not looked for again.
  private func findPrefixes(
    _ pricer: Pricer, _ leg: PricedLeg, _ selected: some RandomAccessCollection<Int>, trie index: Int,
    into result: inout RatedBatch
  ) {
    result.numbers.removeAll(keepingCapacity: true)
    for index in selected { result.numbers.append(leg.number(of: index, in: result.calls)) }
    if result.found[index].numbers != result.numbers {
      pricer.tariff.trie.longestMatches(result.numbers, into: &result.found[index].matches)
      swap(&result.found[index].numbers, &result.numbers)
    }
    swap(&result.found[index].matches, &result.matches)
    for position in result.matches.indices {
      var found = LegRow()
      let match = result.matches[position]
      let group = match.key >= 0 ? match.key : pricer.tariff.defaultGroup
      if group >= 0, match.digits >= 0, result.found[index].numbers[position] != .none {
        found.group = group
        found.prefixDigits = UInt8(truncatingIfNeeded: match.digits)
        pricer.prefetchLoneRow(of: Int(group))
      }
      result.legRows.append(found)
    }
    swap(&result.found[index].matches, &result.matches)
  }

  private func findRows(
    _ pricer: Pricer, _ selected: some RandomAccessCollection<Int>, into result: inout RatedBatch
  ) {
    var place = result.legRows.count - selected.count
    for index in selected {
      let (group, jurisdiction) = (Int(result.legRows[place].group), result.calls[index].jurisdiction)
      if group >= 0, pricer.otherRows(for: jurisdiction) == nil {
        let row = pricer.loneRow(of: group, jurisdiction: pricer.rows(for: jurisdiction))
        if row >= 0 { pricer.tariff.rows.packed.prefetch(Int(row)) }
        result.legRows[place].row = row
      }
      place += 1
    }
  }

  /// Prices what the rows found last price. Everything goes by index: whole structs would be stored and loaded again in
  /// other portions, which the processor has to wait for.
  private func price(
    _ pricer: Pricer, _ batch: UsageBatch, _ selected: some RandomAccessCollection<Int>, into result: inout RatedBatch
  ) {
    var place = result.legRows.count - selected.count
    for index in selected {
      let row = Int(result.legRows[place].row)
      if row >= 0 {
        let terms = Int(pricer.tariff.rows.packed[row].terms)
        let seconds = plan.durationRounding.seconds(batch.records[index].durationMilliseconds)
        var numerator: Int64 = -1
        if pricer.isPlain(terms, at: batch.records[index].startMilliseconds),
          seconds > max(plan.graceSeconds, pricer.tariff.rows.terms[terms].graceSeconds)
        {
          let billed = pricer.billed(seconds, terms: terms)
          result.legRows[place].billedSeconds = billed
          if billed >= 0 {
            numerator = pricer.plainAmount(
              billed, rateNanos: pricer.tariff.rows.packed[row].rateNanos,
              feeNanos: pricer.tariff.rows.packed[row].connectFeeNanos, terms: terms)
          }
        }
        if numerator < 0 { result.legRows[place].row = -1 }
        result.legRows[place].numerator = numerator
        result.legRows[place].unit = pricer.tariff.rows.terms[terms].unit
        result.legRows[place].jurisdiction = pricer.tariff.rows.terms[terms].jurisdiction
        let destination = pricer.tariff.rows.packed[row].destination
        result.legRows[place].destination = destination
        if !destination.isEmpty { pricer.tariff.text.prefetch(Int(destination.offset), count: 32) }
      }
      place += 1
    }
  }

  /// Puts the parts of a call together.
  /// - Parameters:
  ///   - position: among the records that are rated together.
  ///   - count: of those.
  ///   - pricer: any of the plan, which rounds as all do.
  /// - Returns: false where the general way has to decide.
  private func rateCall(
    _ index: Int, at position: Int, of count: Int, _ wanted: RatingRule.Legs, _ batch: UsageBatch, by pricer: Pricer,
    into result: inout RatedBatch
  ) -> Bool {
    let (wantsTermination, wantsOrigination) = (wanted.contains(.termination), wanted.contains(.origination))
    let first = result.components.count
    var (sum, reached, unit): (Int64, Int64, Int64) = (0, 0, 0)
    var firstLeg = -1
    for place in legs.indices where legs[place].isOrigination ? wantsOrigination : wantsTermination {
      let at = place * count + position
      if unit == 0 { unit = result.legRows[at].unit }
      let (total, overflow) = sum.addingReportingOverflow(result.legRows[at].numerator)
      let nanos = overflow ? -1 : pricer.plainRounded(total, unit: unit)
      guard result.legRows[at].row >= 0, result.legRows[at].unit == unit, nanos >= 0 else {
        result.components.removeSubrange(first...)
        return false
      }
      let prefix = DeckPrefix(
        legs[place].number(of: index, in: result.calls), first: Int(result.legRows[at].prefixDigits))
      result.components.append(
        ChargeComponent(
          .tariff(
            Int16(truncatingIfNeeded: legs[place].pricer), prefix: prefix.key,
            destination: result.legRows[at].destination),
          nanos: nanos - reached))
      (sum, reached) = (total, nanos)
      if firstLeg < 0 { firstLeg = place }
    }
    guard firstLeg >= 0 else { return false }
    var rated = RatedUsage(record: Int32(truncatingIfNeeded: index))
    let at = firstLeg * count + position
    rated.called = result.calls[index].called
    rated.calling = result.calls[index].calling
    rated.jurisdiction = result.calls[index].jurisdiction
    rated.tariff = Int16(truncatingIfNeeded: legs[firstLeg].pricer)
    if !plan.bands.bands.isEmpty {
      rated.band = plan.bands.band(at: batch.records[index].startMilliseconds.flooredDivision(by: 1000))
    }
    rated.row = result.legRows[at].row
    rated.rowJurisdiction = result.legRows[at].jurisdiction
    rated.destination = result.legRows[at].destination
    rated.prefixDigits = result.legRows[at].prefixDigits
    rated.billedSeconds = result.legRows[at].billedSeconds
    rated.chargeNanos = reached
    if result.components.count == first + 1 { result.components.removeLast() }
    var detail = RatedDetail(matched: legs[firstLeg].number(of: index, in: result.calls))
    detail.components = Int32(truncatingIfNeeded: first)..<Int32(truncatingIfNeeded: result.components.count)
    if detail.matched != rated.called || !detail.components.isEmpty {
      rated.detail = Int32(truncatingIfNeeded: result.details.count)
      result.details.append(detail)
    }
    result.rated.append(rated)
    result.count(seconds: rated.billedSeconds, nanos: reached)
    return true
  }
}
