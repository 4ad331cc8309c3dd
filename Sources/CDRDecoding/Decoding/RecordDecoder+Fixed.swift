internal import Bytes
internal import Telecom

extension RecordDecoder {
  /// Records of fixed width are lines whose values stand at fixed places, filled up with blanks.
  func decodeFixed(_ text: inout [UInt8], _ batch: inout UsageBatch, _ scratch: inout DecodeScratch) {
    let count = batch.inputCount
    let width = places.map(\.to).max() ?? 0
    var start = 0
    var lineNumber: UInt32 = 0
    while start < count {
      var end = start
      while end < count, text[end] != layout.lineEnd { end &+= 1 }
      var line = Slot(start, end > start && text[end - 1] == 13 ? end - 1 : end)
      let place = RecordPlace(raw: line.range, line: lineNumber)
      if end < count { lineNumber += 1 }
      start = end + 1
      if line.isEmpty || lines.suspects(text[line.from]) && !lines.isRecord(&line, text.span) { continue }
      guard line.count >= shortestLine, line.count <= Self.longestRecord else {
        malformed(place, "\(line.count) bytes; the layout has \(width)", &batch)
        continue
      }
      for slot in 0..<slotCount {
        let from = min(line.from + places[slot].from, line.to)
        var value = Slot(from, min(line.from + places[slot].to, line.to))
        while value.end > value.start, text[value.to &- 1] == 32 { value.end &-= 1 }
        while value.end > value.start, text[value.from] == 32 { value.start &+= 1 }
        scratch.slots[slot] = value.isEmpty ? .none : value
      }
      take(place, &text, &scratch, &batch)
    }
    batch.lineCount = Int(lineNumber)
  }
}
