internal import Telecom

extension RecordMapping {
  /// Notes the record just taken, which counts for itself and belongs to a session or a call all the same.
  func notePart(
    _ outcome: RowOutcome, _ text: borrowing [UInt8], _ scratch: inout DecodeScratch,
    _ batch: inout UsageBatch
  ) {
    let number = batch.records.count - 1
    let record = batch.records[number]
    var part = CallPart(
      outcome == .begins ? .begin : .end, key: key(text.span, scratch.slots), line: record.line, raw: record.raw)
    part.call = digest(callSlot, text.span, scratch.slots)
    part.milliseconds = record.startMilliseconds
    part.record = Int32(number)
    name(&part, scratch.slots)
    batch.parts.append(part)
  }

  /// Notes a record that was counted as not chargeable: progress of a session, or an end that nobody pays for.
  func noteUncharged(
    _ outcome: RowOutcome, _ place: RecordPlace, _ text: borrowing [UInt8], _ scratch: inout DecodeScratch,
    _ batch: inout UsageBatch
  ) {
    guard joinStyle == .sessions, outcome == .sessionProgress || outcome == .unanswered else { return }
    var part = CallPart(
      outcome == .unanswered ? .end : .progress, key: key(text.span, scratch.slots), line: place.line, raw: place.raw)
    for step in starts {
      let slot = slot(step.source, scratch.slots)
      guard !step.source.joins, !slot.isEmpty, let moment = moment(step, slot, text.span, &scratch, 0) else { continue }
      part.milliseconds = moment.milliseconds
      break
    }
    name(&part, scratch.slots)
    batch.parts.append(part)
  }

  /// The half that ends a call: only its time counts.
  func end(
    _ place: RecordPlace, _ text: borrowing [UInt8], _ scratch: inout DecodeScratch, _ batch: inout UsageBatch
  ) {
    var part = CallPart(.end, key: key(text.span, scratch.slots), line: place.line, raw: place.raw)
    for step in starts {
      let slot = slot(step.source, scratch.slots)
      if slot.isEmpty { continue }
      guard let moment = moment(step, slot, text.span, &scratch, 0) else {
        return reject(slot, .invalidTime, .start, place, &batch)
      }
      part.milliseconds = moment.milliseconds
      batch.parts.append(part)
      return
    }
    reject(.none, .missingField, .start, place, &batch)
  }

  private func name(_ part: inout CallPart, _ slots: borrowing [Slot]) {
    if sessionSlot >= 0 { part.id = slots[Int(sessionSlot)].range }
    if userSlot >= 0 { part.user = slots[Int(userSlot)].range }
  }

  private func key(_ text: Span<UInt8>, _ slots: borrowing [Slot]) -> CallPart.Key {
    alternatives: for (number, key) in joinKeys.enumerated() {
      var digest = KeyDigest(seed: UInt8(truncatingIfNeeded: number))
      let isLast = number == joinKeys.count - 1
      var isEmpty = true
      for index in Int(key.first)..<Int(key.first + key.count) {
        let slot = slots[Int(slotLists[index])]
        if slot.isEmpty, !isLast { continue alternatives }
        if !slot.isEmpty { isEmpty = false }
        digest.add(text, slot)
      }
      if isEmpty { return .none }
      for index in Int(unorderedKey.first)..<Int(unorderedKey.first + unorderedKey.count) {
        digest.addUnordered(text, slots[Int(slotLists[index])])
      }
      return digest.key
    }
    return .none
  }

  private func digest(_ slot: Int32, _ text: Span<UInt8>, _ slots: borrowing [Slot]) -> CallPart.Key {
    guard slot >= 0, !slots[Int(slot)].isEmpty else { return .none }
    var digest = KeyDigest(seed: 255)
    digest.add(text, slots[Int(slot)])
    return digest.key
  }
}
