internal import Bytes
internal import Telecom

extension RecordDecoder {
  func decodeDelimited(
    _ text: inout [UInt8], _ batch: inout UsageBatch, _ scratch: inout DecodeScratch, atStart: Bool
  ) {
    var index = FieldIndex()
    swap(&index, &scratch.index)
    index.scan(text, count: batch.inputCount, as: layout)
    batch.lineCount = index.lineCount
    batch.records.reserveCapacity(index.entries.count)
    for number in (atStart ? firstRecord(text.span, index) : 0)..<index.entries.count {
      let entry = index.entries[number]
      let last = Int(entry.firstField &+ entry.fieldCount) &- 1
      var end = index.fieldEnds[last]
      if end > entry.start, text[Int(end) &- 1] == 13 { end &-= 1 }
      var line = Slot(start: entry.start, end: end)
      if line.isEmpty { continue }
      if lines.suspects(text[line.from]) {
        guard lines.isRecord(&line, text.span) else { continue }
      }
      let place = RecordPlace(raw: line.range, line: entry.line)
      let count = Int(entry.fieldCount)
      let layout = count < layoutOfCount.count ? layoutOfCount[count] : -1
      guard layout >= 0, line.count <= Self.longestRecord else {
        malformed(place, shapeMessage(line, count), &batch)
        continue
      }
      let isWhole = readFields(entry, line, index.fieldEnds.span, layout: Int(layout), &text, &scratch.slots)
      if isWhole {
        take(place, &text, &scratch, &batch)
      } else {
        malformed(place, "a quoted value does not end before its separator", &batch)
      }
    }
    swap(&index, &scratch.index)
  }

  /// Puts the fields that the dialect asks for into its slots.
  /// - Returns: `false` when a quoted one does not end as it should.
  @inline(__always)
  private func readFields(
    _ entry: FieldIndex.Entry, _ line: Slot, _ fieldEnds: Span<UInt32>, layout: Int, _ text: inout [UInt8],
    _ slots: inout [Slot]
  ) -> Bool {
    let columns = layout &* slotCount
    let count = Int(entry.fieldCount)
    let first = Int(entry.firstField)
    var isWhole = true
    var slots = slots.mutableSpan
    for slot in 0..<slotCount {
      let column = Int(slotColumns[columns &+ slot])
      if column < 0 || column >= count {
        slots[slot] = .none
        continue
      }
      var value = Slot(
        start: column == 0 ? line.start : fieldEnds[first &+ column &- 1] &+ 1,
        end: column &+ 1 == count ? line.end : fieldEnds[first &+ column])
      if trims { trim(&value, text.span) }
      if value.isEmpty {
        value = .none
      } else if text[value.from] == self.layout.quote {
        if !unquote(&value, &text, isText: textSlots[slot]) { isWhole = false }
      } else if self.layout.escape != nil, textSlots[slot] {
        unescape(&value, &text)
      }
      slots[slot] = value
    }
    return isWhole
  }

  /// Where the first chunk of a file has its first record: behind its header, if it has one.
  private func firstRecord(_ text: Span<UInt8>, _ index: FieldIndex) -> Int {
    guard !header.isEmpty else { return 0 }
    for number in 0..<min(index.entries.count, Binder.linesBeforeHeader) {
      let entry = index.entries[number]
      var line = Slot(start: entry.start, end: index.fieldEnds[Int(entry.firstField &+ entry.fieldCount) - 1])
      if line.count > 0, text[line.to - 1] == 13 { line.end -= 1 }
      _ = lines.isRecord(&line, text)
      if lines.isHeader(line, text) { return number + 1 }
    }
    return 0
  }

  private func shapeMessage(_ line: Slot, _ count: Int) -> String {
    if line.count > Self.longestRecord { return "the record is longer than 1 MiB" }
    let possible = layoutOfCount.indices.filter { layoutOfCount[$0] >= 0 }
    let wanted =
      possible.count > 3
      ? "\(possible.first ?? 0) to \(possible.last ?? 0)" : possible.map(String.init).joined(separator: " or ")
    return "\(count) fields; the layout has \(wanted)"
  }

  private func trim(_ value: inout Slot, _ text: Span<UInt8>) {
    while value.end > value.start, text[value.from] == 32 || text[value.from] == 9 { value.start &+= 1 }
    while value.end > value.start, text[value.to &- 1] == 32 || text[value.to &- 1] == 9 { value.end &-= 1 }
  }

  /// Takes the quotes off; a doubled or escaped one inside is undone behind the chunk.
  /// - Returns: `false` when the value does not end with a quote.
  @inline(__always)
  private func unquote(_ value: inout Slot, _ text: inout [UInt8], isText: Bool) -> Bool {
    guard let quote = layout.quote, value.count >= 2, text[value.to &- 1] == quote else { return false }
    value.start &+= 1
    value.end &-= 1
    if value.isEmpty {
      value = .none
    } else if isText, text.span.contains(layout.escape ?? quote, from: value.from, to: value.to) {
      if layout.escape != nil { unescape(&value, &text) } else { undouble(&value, &text, quote) }
    }
    return true
  }

  private func undouble(_ value: inout Slot, _ text: inout [UInt8], _ quote: UInt8) {
    let start = text.count
    var index = value.from
    while index < value.to {
      let byte = text[index]
      text.append(byte)
      index += byte == quote && index + 1 < value.to && text[index + 1] == quote ? 2 : 1
    }
    value = Slot(start, text.count)
  }

  private func unescape(_ value: inout Slot, _ text: inout [UInt8]) {
    guard let escape = layout.escape, text.span.contains(escape, from: value.from, to: value.to) else { return }
    let start = text.count
    var index = value.from
    while index < value.to {
      if text[index] == escape, index + 1 < value.to { index += 1 }
      let byte = text[index]
      text.append(byte)
      index += 1
    }
    value = Slot(start, text.count)
  }
}
