internal import Bytes
internal import Telecom

extension RecordDecoder {
  /// RADIUS detail: a head line with the time of receipt or `rad_recv:`, then indented `Name = value` lines, then a
  /// blank line. Where the blank line is missing, the next head line ends the record.
  func decodeDetail(_ text: inout [UInt8], _ batch: inout UsageBatch, _ scratch: inout DecodeScratch) {
    let count = batch.inputCount
    var record = Slot.none
    var recordLine: UInt32 = 0
    var number: UInt32 = 0
    var attributeCount = 0
    var isBroken = false
    var start = 0
    func close(_ text: inout [UInt8], _ batch: inout UsageBatch, _ scratch: inout DecodeScratch) {
      guard !record.isEmpty else { return }
      let place = RecordPlace(raw: record.range, line: recordLine)
      if record.count > Self.longestRecord {
        malformed(place, "the record is longer than 1 MiB", &batch)
      } else if isBroken || attributeCount == 0 {
        malformed(place, "a line that is no 'Name = value'", &batch)
      } else {
        take(place, &text, &scratch, &batch)
      }
      record = .none
    }
    while start < count {
      var end = start
      while end < count, text[end] != 10 { end &+= 1 }
      var line = Slot(start, end)
      while line.end > line.start, text[line.to - 1] == 13 { line.end -= 1 }
      let lineNumber = number
      if end < count { number += 1 }
      start = end + 1
      let isIndented = !line.isEmpty && (text[line.from] == 9 || text[line.from] == 32)
      if !isIndented || !lines.isRecord(&line, text.span) {
        close(&text, &batch, &scratch)
        if line.isEmpty || !lines.isRecord(&line, text.span) { continue }
      }
      if record.isEmpty {
        for slot in scratch.slots.indices { scratch.slots[slot] = .none }
        (attributeCount, isBroken) = (0, false)
        (record, recordLine) = (line, lineNumber)
        if !isIndented {
          if attributes.headSlot >= 0 { scratch.slots[attributes.headSlot] = line }
          continue
        }
      }
      record.end = line.end
      if readAttribute(line, &text, &scratch) { attributeCount += 1 } else { isBroken = true }
    }
    close(&text, &batch, &scratch)
    batch.lineCount = Int(number)
  }

  /// The first of several attributes with one name counts.
  private func readAttribute(_ line: Slot, _ text: inout [UInt8], _ scratch: inout DecodeScratch) -> Bool {
    var name = line
    while name.start < name.end, text[name.from] == 9 || text[name.from] == 32 { name.start += 1 }
    var index = name.from
    while index < line.to, text[index] > 32, text[index] != UInt8(ascii: "=") { index += 1 }
    name.end = UInt32(index)
    while index < line.to, text[index] == 32 { index += 1 }
    // `+=` and `:=` come from servers that print their operators.
    if index < line.to, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: ":") { index += 1 }
    guard !name.isEmpty, index < line.to, text[index] == UInt8(ascii: "=") else { return false }
    index += 1
    while index < line.to, text[index] == 32 { index += 1 }
    var value = Slot(index, line.to)
    while value.end > value.start, text[value.to - 1] == 32 { value.end -= 1 }
    let slot = attributes.slot(text.span, name)
    guard slot >= 0, scratch.slots[slot].isEmpty else { return true }
    if value.count >= 2, text[value.from] == UInt8(ascii: "\""), text[value.to - 1] == UInt8(ascii: "\"") {
      value = Slot(value.from + 1, value.to - 1)
      if text.span.contains(UInt8(ascii: "\\"), from: value.from, to: max(value.from, value.to)) {
        undoEscapes(&value, &text)
      }
    }
    dropRepeatedName(&value, name, text.span)
    scratch.slots[slot] = value.isEmpty ? .none : value
    return true
  }

  private func undoEscapes(_ value: inout Slot, _ text: inout [UInt8]) {
    let start = text.count
    var index = value.from
    while index < value.to {
      if text[index] == UInt8(ascii: "\\"), index + 1 < value.to { index += 1 }
      let byte = text[index]
      text.append(byte)
      index += 1
    }
    value = Slot(start, text.count)
  }

  /// Cisco's values begin with the attribute's own name: `h323-setup-time=*14:30:25.433 EST Sat Mar 30 2024`.
  private func dropRepeatedName(_ value: inout Slot, _ name: Slot, _ text: Span<UInt8>) {
    guard value.count > name.count, text[value.from + name.count] == UInt8(ascii: "=") else { return }
    for offset in 0..<name.count where text[value.from + offset] != text[name.from + offset] { return }
    value.start += UInt32(name.count + 1)
  }
}
