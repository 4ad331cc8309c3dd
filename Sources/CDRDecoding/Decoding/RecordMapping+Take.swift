internal import Telecom

extension RecordMapping {
  /// Makes of the slots' values a record, a reject, or a count.
  ///
  /// The order in which a record is judged: what cannot be taken apart was rejected before; then the dialect's row
  /// rules say whether it is anybody's usage; then its fields are read, and the weightiest reject reason is given.
  func take(_ place: RecordPlace, _ text: inout [UInt8], _ scratch: inout DecodeScratch, _ batch: inout UsageBatch) {
    var outcome = RowOutcome.take
    var begins = false
    for index in 0..<rules.count {
      outcome = decide(rules[index], text.span, scratch.slots)
      if outcome == .begins { begins = true } else if outcome != .take { break }
    }
    var refusal: Refusal?
    switch outcome {
    case .take, .begins: outcome = begins ? .begins : .take
    case .ends: return end(place, text, &scratch, &batch)
    case .reject: refuseRow(&refusal, text.span, scratch.slots)
    default:
      if let reason = outcome.notChargeable { batch.notChargeable[reason] += 1 }
      if joinStyle != nil { noteUncharged(outcome, place, text, &scratch, &batch) }
      return
    }
    // The record is filled where it will stay: a copy of fields just written costs more than writing them.
    let number = batch.records.count
    batch.records.append(blank)
    fill(
      &batch.records[number], place, &text, &scratch, &batch.extras, &batch.properties, &refusal, hasDuration: !begins)
    if let refusal {
      batch.records.removeLast()
      batch.rejects.append(
        Reject(refusal.reason, field: refusal.field, value: refusal.value, line: place.line, raw: place.raw))
    } else if joinStyle != nil {
      notePart(outcome, text, &scratch, &batch)
    }
  }

  /// Reads all fields of a record.
  /// - Parameter refusal: the first in order of what is known against the record.
  @inline(__always)
  private func fill(
    _ record: inout UsageRecord, _ place: RecordPlace, _ text: inout [UInt8], _ scratch: inout DecodeScratch,
    _ extras: inout [UsageExtras], _ properties: inout [UsageProperty], _ refusal: inout Refusal?,
    hasDuration: Bool
  ) {
    record.raw = place.raw
    record.line = place.line
    for index in 0..<kinds.count {
      let step = kinds[index]
      if step.slot < 0 || literals.matches(Int(step.literal), text.span, scratch.slots[Int(step.slot)]) {
        record.kind = step.kind
        break
      }
    }
    if hasDuration { readDuration(&record, &text, &scratch, &refusal) }
    readStart(&record, &text, &scratch, &refusal)
    if recordIDSlot >= 0 { scratch.slots[Int(recordIDSlot)].write(to: &record.recordID) }
    if accountCodeSlot >= 0 { scratch.slots[Int(accountCodeSlot)].write(to: &record.accountCode) }
    if callingSlot >= 0 { scratch.slots[Int(callingSlot)].write(to: &record.calling) }
    if calledSlot >= 0 { scratch.slots[Int(calledSlot)].write(to: &record.called) }
    if hasExtras || !texts.isEmpty { readTexts(&record, &text, &scratch, &extras, &properties, &refusal) }
    if record.called.count == 0, record.kind == .call || record.kind == .message {
      Refusal.note(&refusal, .missingField, .called, .none)
    }
  }

  @inline(__always)
  private func decide(_ rule: RuleStep, _ text: Span<UInt8>, _ slots: borrowing [Slot]) -> RowOutcome {
    if rule.condition.slot != Condition.always, !holds(rule.condition, text, slots) { return .take }
    let slot = slot(rule.source, slots)
    for index in Int(rule.firstCase)..<Int(rule.firstCase &+ rule.caseCount)
    where literals.matches(Int(cases[index].literal), text, slot) {
      return cases[index].outcome
    }
    return .reject
  }

  /// Names the value that no case of a rule knows, or that one refuses.
  private func refuseRow(_ refusal: inout Refusal?, _ text: Span<UInt8>, _ slots: borrowing [Slot]) {
    for index in 0..<rules.count where decide(rules[index], text, slots) == .reject {
      return Refusal.note(&refusal, .invalidField, rules[index].field, slot(rules[index].source, slots))
    }
  }

  func reject(
    _ value: Slot, _ reason: RejectReason, _ field: UsageField, _ place: RecordPlace, _ batch: inout UsageBatch
  ) {
    batch.rejects.append(Reject(reason, field: field, value: value.range, line: place.line, raw: place.raw))
  }

  // MARK: Times

  @inline(__always)
  private func readStart(
    _ record: inout UsageRecord, _ text: inout [UInt8], _ scratch: inout DecodeScratch, _ refusal: inout Refusal?
  ) {
    for index in 0..<starts.count {
      let step = starts[index]
      let slot = value(step.source, &text, &scratch)
      if slot.isEmpty { continue }
      if let moment = moment(step, slot, text.span, &scratch, record.durationMilliseconds) {
        record.startMilliseconds = moment.milliseconds
        record.startOffset = moment.offset
        return
      }
    }
    refuseStart(&text, &scratch, &refusal)
  }

  private func refuseStart(_ text: inout [UInt8], _ scratch: inout DecodeScratch, _ refusal: inout Refusal?) {
    for index in 0..<starts.count {
      let slot = value(starts[index].source, &text, &scratch)
      if !slot.isEmpty { return Refusal.note(&refusal, .invalidTime, .start, slot) }
    }
    Refusal.note(&refusal, .missingField, .start, .none)
  }

  /// The instant a field says, or `nil` where it says none.
  func moment(
    _ step: TimeStep, _ slot: Slot, _ text: Span<UInt8>, _ scratch: inout DecodeScratch, _ duration: Int64
  ) -> Timestamp? {
    for index in Int(step.firstForm)..<Int(step.firstForm &+ step.formCount) {
      var moment = LocalMoment(local: .min, offset: LocalMoment.unknownOffset)
      switch forms[index].kind {
      case .plain: moment.local = TimeReading.plain(text, slot, &scratch.clock.day)
      case .pattern:
        guard let read = TimeReading.pattern(text, slot, forms[index].tokens, zones: zoneLetters) else { continue }
        moment = read
      case .epochSeconds, .epochMilliseconds, .epochMicroseconds:
        guard let read = TimeReading.epoch(text, slot, forms[index].kind) else { continue }
        moment = LocalMoment(local: read, offset: 0)
      }
      if moment.local == .min { continue }
      return placed(moment, step, text, &scratch, duration)
    }
    return nil
  }

  @inline(__always)
  private func placed(
    _ moment: LocalMoment, _ step: TimeStep, _ text: Span<UInt8>, _ scratch: inout DecodeScratch, _ duration: Int64
  ) -> Timestamp? {
    var offset = moment.offset
    if offset == LocalMoment.unknownOffset {
      if step.zoneSlot < 0 {
        offset = scratch.clock.offset(local: moment.local, step.zone, zones)
      } else {
        guard let zone = scratch.clock.zone(named: text, scratch.slots[Int(step.zoneSlot)], letters: zoneLetters)
        else { return nil }
        offset = zone.offset(local: moment.local.flooredDivision(by: 1000))
      }
    }
    var stamp = Timestamp(milliseconds: moment.local &- Int64(offset) &* 1000, offset: offset)
    if step.lessCount > 0 || step.shownSlot >= 0 { adjust(&stamp, step, text, &scratch, duration) }
    guard TimeReading.years.contains(stamp.milliseconds &+ Int64(stamp.offset) &* 1000) else { return nil }
    return stamp
  }

  private func adjust(
    _ stamp: inout Timestamp, _ step: TimeStep, _ text: Span<UInt8>, _ scratch: inout DecodeScratch, _ duration: Int64
  ) {
    for index in Int(step.firstLess)..<Int(step.firstLess &+ step.lessCount) {
      let slot = slotLists[index]
      let less = slot < 0 ? duration : DurationReading.read(text, scratch.slots[Int(slot)], .seconds)
      stamp.milliseconds -= less ?? 0
    }
    if step.shownSlot >= 0,
      let zone = scratch.clock.zone(named: text, scratch.slots[Int(step.shownSlot)], letters: zoneLetters)
    {
      stamp.offset = zone.offset(at: stamp.milliseconds.flooredDivision(by: 1000))
    }
  }

  @inline(__always)
  private func readDuration(
    _ record: inout UsageRecord, _ text: inout [UInt8], _ scratch: inout DecodeScratch, _ refusal: inout Refusal?
  ) {
    var present = Slot.none
    for index in 0..<durations.count {
      let step = durations[index]
      if step.from >= 0 {
        if let difference = difference(step, &text, &scratch, &present) {
          record.durationMilliseconds = difference
          return
        }
        continue
      }
      let slot = value(step.source, &text, &scratch)
      if slot.isEmpty { continue }
      if let duration = DurationReading.read(text.span, slot, step.unit) {
        record.durationMilliseconds = duration
        return
      }
      if present.isEmpty { present = slot }
    }
    if !present.isEmpty {
      Refusal.note(&refusal, .invalidDuration, .duration, present)
    } else if record.kind == .call {
      Refusal.note(&refusal, .missingField, .duration, .none)
    }
  }

  private func difference(
    _ step: DurationStep, _ text: inout [UInt8], _ scratch: inout DecodeScratch, _ present: inout Slot
  ) -> Int64? {
    let from = value(differences[Int(step.from)].source, &text, &scratch)
    let to = value(differences[Int(step.to)].source, &text, &scratch)
    guard !from.isEmpty, !to.isEmpty else { return nil }
    present = to
    guard let begin = moment(differences[Int(step.from)], from, text.span, &scratch, 0),
      let end = moment(differences[Int(step.to)], to, text.span, &scratch, 0),
      end.milliseconds >= begin.milliseconds
    else { return nil }
    return end.milliseconds - begin.milliseconds
  }

  /// A value as it stands, or joined of several behind the batch's text.
  @inline(__always)
  func value(_ source: ValueSource, _ text: inout [UInt8], _ scratch: inout DecodeScratch) -> Slot {
    if !source.joins { return slot(source, scratch.slots) }
    return joined(source, &text, scratch.slots)
  }

  private func joined(_ source: ValueSource, _ text: inout [UInt8], _ slots: borrowing [Slot]) -> Slot {
    let start = text.count
    for index in 0..<Int(source.count) {
      let slot = slots[Int(slotLists[Int(source.first) + index])]
      if index > 0 {
        let separator = literals.patterns[Int(source.separator)]
        text.append(contentsOf: literals.bytes[Int(separator.offset)..<Int(separator.offset + separator.count)])
      }
      for place in slot.from..<max(slot.from, slot.to) { text.append(text[place]) }
    }
    return Slot(start, text.count)
  }
}
