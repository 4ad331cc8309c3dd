internal import Bytes
internal import Telecom

extension RecordDecoder {
  /// Objects one a line, where a broken line harms no other; or in print, told apart by their braces.
  func decodeJSON(_ text: inout [UInt8], _ batch: inout UsageBatch, _ scratch: inout DecodeScratch) {
    let count = batch.inputCount
    if case .line(let lineEnd) = framing {
      var start = 0
      var number: UInt32 = 0
      while start < count {
        var end = start
        while end < count, text[end] != lineEnd { end &+= 1 }
        var line = Slot(start, end > start && text[end - 1] == 13 ? end - 1 : end)
        let lineNumber = number
        if end < count { number += 1 }
        start = end + 1
        if line.isEmpty || lines.suspects(text[line.from]) && !lines.isRecord(&line, text.span) { continue }
        decodeObject(line, lineNumber, &text, &batch, &scratch)
      }
      batch.lineCount = Int(number)
    } else {
      var scanner = ObjectScanner()
      while let object = scanner.next(text.span, count) {
        var raw = Slot(object.start, object.end)
        while raw.end > raw.start, text[raw.to - 1] == 10 || text[raw.to - 1] == 13 { raw.end -= 1 }
        if object.isBalanced {
          decodeObject(raw, UInt32(object.line), &text, &batch, &scratch)
        } else {
          malformed(RecordPlace(raw: raw.range, line: UInt32(object.line)), "no whole JSON object", &batch)
        }
      }
      batch.lineCount = scanner.line
    }
  }

  private func decodeObject(
    _ object: Slot, _ line: UInt32, _ text: inout [UInt8], _ batch: inout UsageBatch, _ scratch: inout DecodeScratch
  ) {
    let place = RecordPlace(raw: object.range, line: line)
    guard object.count <= Self.longestRecord else {
      return malformed(place, "the record is longer than 1 MiB", &batch)
    }
    for slot in scratch.slots.indices { scratch.slots[slot] = .none }
    scratch.others.removeAll(keepingCapacity: true)
    var start = object
    while start.count > 1, text[start.from] == 32 || text[start.from] == 9 { start.start += 1 }
    guard text[start.from] == UInt8(ascii: "{") else { return malformed(place, "no JSON object", &batch) }
    var reader = ObjectReader(
      paths, from: start.from, to: start.to, urlDecoded: urlDecoded, keepsOthers: keepsOthers)
    if let problem = reader.read(&text, &scratch) { return malformed(place, problem, &batch) }
    take(place, &text, &scratch, &batch)
  }
}
