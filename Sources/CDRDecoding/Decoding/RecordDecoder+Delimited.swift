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
      if let field = runOn.secondRecord(
        text.span, index.fieldEnds.span, firstField: Int(entry.firstField), fieldCount: count, line: line)
      {
        malformed(place, "another record begins in field \(field); a line end is missing before it", &batch)
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
  ///
  /// First all are found and their quotes taken off; what has quotes or escapes inside is noted, and written anew
  /// behind the chunk afterwards, since few records have such.
  /// - Returns: `false` when a quoted one does not end as it should.
  @inline(__always)
  private func readFields(
    _ entry: FieldIndex.Entry, _ line: Slot, _ fieldEnds: Span<UInt32>, layout: Int, _ text: inout [UInt8],
    _ slots: inout [Slot]
  ) -> Bool {
    let fields = slotFields.span.extracting((layout &* slotCount)..<(layout &* slotCount &+ slotCount))
    let count = Int32(truncatingIfNeeded: entry.fieldCount)
    let first = Int(entry.firstField)
    let quote = self.layout.quote ?? 0
    let hasQuote = self.layout.quote != nil
    let escape = self.layout.escape
    let special = escape ?? quote
    var isWhole = true
    var hasEscapes = false
    do {
      let bytes = text.span
      var slots = slots.mutableSpan
      for slot in fields.indices {
        let field = fields[slot]
        guard field.column >= 0, field.column < count else {
          slots[slot] = .none
          continue
        }
        let place = first &+ Int(field.column)
        var value = Slot(
          start: field.column == 0 ? line.start : fieldEnds[place &- 1] &+ 1,
          end: field.column &+ 1 == count ? line.end : fieldEnds[place])
        if trims { trim(&value, bytes) }
        if value.isEmpty {
          value = .none
        } else if hasQuote, bytes[value.from] == quote {
          if value.count >= 2, bytes[value.to &- 1] == quote {
            value.start &+= 1
            value.end &-= 1
            if value.isEmpty {
              value = .none
            } else if field.isText, bytes.contains(special, from: value.from, to: value.to) {
              hasEscapes = true
            }
          } else {
            isWhole = false
          }
        } else if escape != nil, field.isText, bytes.contains(special, from: value.from, to: value.to) {
          hasEscapes = true
        }
        slots[slot] = value
      }
    }
    if hasEscapes { undo(escape, quote, &slots, &text) }
    return isWhole
  }

  /// Writes the values that have doubled quotes or escapes behind the chunk as they are meant.
  private func undo(_ escape: UInt8?, _ quote: UInt8, _ slots: inout [Slot], _ text: inout [UInt8]) {
    for slot in slots.indices where slotFields[slot].isText {
      let value = slots[slot]
      guard text.span.contains(escape ?? quote, from: value.from, to: max(value.from, value.to)) else { continue }
      let start = text.count
      var index = value.from
      while index < value.to {
        let byte = text[index]
        let hasNext = index + 1 < value.to
        if byte == escape, hasNext {
          text.append(text[index + 1])
          index += 2
        } else {
          text.append(byte)
          index += escape == nil && byte == quote && hasNext && text[index + 1] == quote ? 2 : 1
        }
      }
      slots[slot] = Slot(start, text.count)
    }
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
}
