internal import Telecom

extension RecordMapping {
  /// Reads what only some dialects have, and what has to be cleaned up.
  func readTexts(
    _ record: inout UsageRecord, _ text: inout [UInt8], _ scratch: inout DecodeScratch,
    _ allExtras: inout [UsageExtras], _ allProperties: inout [UsageProperty], _ refusal: inout Refusal?
  ) {
    var extras = UsageExtras()
    for index in 0..<texts.count {
      let step = texts[index]
      var slot = value(step.source, &text, &scratch)
      if slot.isEmpty { continue }
      if step.cleaningCount > 0 { slot = cleaned(slot, step, &text, &scratch) }
      let range = slot.range
      switch step.role {
      case .recordID: if record.recordID.isEmpty { record.recordID = range }
      case .accountCode: if record.accountCode.isEmpty { record.accountCode = range }
      case .calling: if record.calling.isEmpty { record.calling = range }
      case .called: if record.called.isEmpty { record.called = range }
      case .service: if extras.service.isEmpty { extras.service = range }
      case .serviceType: if extras.serviceType.isEmpty { extras.serviceType = range }
      case .userName: if extras.userName.isEmpty { extras.userName = range }
      case .trunkIn: if extras.trunkIn.isEmpty { extras.trunkIn = range }
      case .trunkOut: if extras.trunkOut.isEmpty { extras.trunkOut = range }
      case .ip: if extras.ipAddress.isEmpty { extras.ipAddress = range }
      case .card: if extras.card.isEmpty { extras.card = range }
      case .unit: if extras.unit.isEmpty { extras.unit = range }
      case .lrn: if extras.lrn.isEmpty { extras.lrn = range }
      case .octetsIn: extras.octetsIn = octets(slot, step, text.span, scratch.slots, &refusal)
      case .octetsOut: extras.octetsOut = octets(slot, step, text.span, scratch.slots, &refusal)
      case .iiDigits:
        if let number = whole(text.span, slot), number < 100 {
          extras.iiDigits = Int16(number)
        } else {
          Refusal.note(&refusal, .invalidField, .iiDigits, slot)
        }
      case .quantity:
        extras.quantityNanos = decimal(text, slot)
        if extras.quantityNanos == nil || extras.quantityNanos ?? 0 < 0 {
          Refusal.note(&refusal, .invalidQuantity, .quantity, slot)
        }
      case .price:
        extras.priceNanos = decimal(text, slot)
        if extras.priceNanos == nil { Refusal.note(&refusal, .invalidField, .price, slot) }
      case .record, .start, .duration, .answered: break
      }
    }
    guard hasExtras, refusal == nil else { return }
    let firstProperty = Int32(allProperties.count)
    for index in 0..<properties.count {
      let slot = scratch.slots[Int(properties[index].slot)]
      if slot.isEmpty { continue }
      allProperties.append(UsageProperty(name: scratch.propertyNames[index], value: slot.range))
    }
    allProperties.append(contentsOf: scratch.others)
    extras.properties = firstProperty..<Int32(allProperties.count)
    record.extras = Int32(allExtras.count)
    allExtras.append(extras)
  }

  private func octets(
    _ slot: Slot, _ step: TextStep, _ text: Span<UInt8>, _ slots: borrowing [Slot], _ refusal: inout Refusal?
  ) -> Int64 {
    guard let number = whole(text, slot) else {
      Refusal.note(&refusal, .invalidQuantity, step.role, slot)
      return -1
    }
    guard step.gigawords >= 0, !slots[Int(step.gigawords)].isEmpty else { return number }
    let high = slots[Int(step.gigawords)]
    guard let gigawords = whole(text, high), gigawords < 1 << 30, number < 1 << 62 else {
      Refusal.note(&refusal, .invalidQuantity, step.role, high)
      return -1
    }
    let (sum, overflow) = (gigawords << 32).addingReportingOverflow(number)
    if overflow { Refusal.note(&refusal, .invalidQuantity, step.role, high) }
    return overflow ? -1 : sum
  }

  /// One to eighteen digits.
  private func whole(_ text: Span<UInt8>, _ slot: Slot) -> Int64? {
    guard 1...18 ~= slot.count else { return nil }
    var value: Int64 = 0
    for index in slot.from..<slot.to {
      let digit = text[index] &- 48
      guard digit < 10 else { return nil }
      value = value * 10 + Int64(digit)
    }
    return value
  }

  private func decimal(_ text: [UInt8], _ slot: Slot) -> Int64? {
    try? Decimal9.parse(text.span.extracting(slot.from..<slot.to))
  }

  // MARK: Clean-up

  private func cleaned(
    _ slot: Slot, _ text: TextStep, _ bytes: inout [UInt8], _ scratch: inout DecodeScratch
  ) -> Slot {
    scratch.bytes.removeAll(keepingCapacity: true)
    for index in slot.from..<slot.to { scratch.bytes.append(bytes[index]) }
    var changed = false
    for index in Int(text.firstCleaning)..<Int(text.firstCleaning + text.cleaningCount) {
      let step = cleanings[index]
      guard step.length < 0 || Int(step.length) == scratch.bytes.count,
        holds(step.condition, bytes.span, scratch.slots)
      else { continue }
      if clean(&scratch.bytes, step) { changed = true }
    }
    guard changed else { return slot }
    let start = bytes.count
    bytes.append(contentsOf: scratch.bytes)
    return Slot(start, bytes.count)
  }

  private func clean(_ value: inout [UInt8], _ step: CleaningStep) -> Bool {
    let literal = bytes(of: step.literal)
    switch step.action {
    case .strip:
      let before = value.count
      value.removeAll { literal.contains($0) }
      return value.count != before
    case .prefix:
      guard value.starts(with: literal) else { return false }
      value.replaceSubrange(0..<literal.count, with: bytes(of: step.replacement))
      return true
    case .until, .after:
      guard !literal.isEmpty, value.count >= literal.count,
        let found = (0...(value.count - literal.count)).first(where: { value[$0...].starts(with: literal) })
      else { return false }
      if step.action == .until {
        value.removeSubrange(found...)
      } else {
        value.removeSubrange(..<(found + literal.count))
      }
      return true
    }
  }

  private func bytes(of literal: Int32) -> ArraySlice<UInt8> {
    guard literal >= 0 else { return [] }
    let pattern = literals.patterns[Int(literal)]
    return literals.bytes[Int(pattern.offset)..<Int(pattern.offset + pattern.count)]
  }
}
