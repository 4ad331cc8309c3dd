internal import Bytes

/// The beginning of a delimited file, taken apart to find out about its columns.
struct SampleRecords {
  private let bytes: [UInt8]
  private let layout: FieldIndex.Layout
  private var index = FieldIndex()
  private let filter: LineFilter

  init(_ bytes: [UInt8], _ layout: FieldIndex.Layout, _ definition: DialectDefinition) {
    self.bytes = bytes
    self.layout = layout
    filter = LineFilter(header: [], skipped: definition.skipped, comments: definition.comments)
    index.scan(bytes, count: bytes.count, as: layout)
  }

  private func line(_ number: Int) -> Slot {
    let entry = index.entries[number]
    var line = Slot(start: entry.start, end: index.fieldEnds[Int(entry.firstField + entry.fieldCount) - 1])
    if line.count > 0, bytes[line.to - 1] == 13 { line.end -= 1 }
    return line
  }

  /// The fields of every record, at most a thousand.
  var records: [[Slot]] {
    index.entries.indices.prefix(1000).compactMap { number in
      var line = line(number)
      guard line.count > 0, filter.isRecord(&line, bytes.span) else { return nil }
      return fields(number, line)
    }
  }

  private func fields(_ number: Int, _ line: Slot) -> [Slot] {
    let entry = index.entries[number]
    return (0..<Int(entry.fieldCount)).map { field in
      let place = Int(entry.firstField) + field
      var value = Slot(
        start: field == 0 ? line.start : index.fieldEnds[place - 1] + 1,
        end: field == Int(entry.fieldCount) - 1 ? line.end : index.fieldEnds[place])
      while value.count > 0, bytes[value.from] == 32 { value.start += 1 }
      while value.count > 0, bytes[value.to - 1] == 32 { value.end -= 1 }
      if value.count >= 2, bytes[value.from] == layout.quote, bytes[value.to - 1] == layout.quote {
        value = Slot(value.from + 1, value.to - 1)
      }
      return value
    }
  }

  func text(_ slot: Slot) -> String { String(decoding: bytes[slot.from..<max(slot.from, slot.to)], as: UTF8.self) }

  /// Whether quoted values hold line ends: some record with all its fields spans lines, and none has other fields but
  /// the last, which the sample may cut. A quote that is never closed makes records of the wrong width, and says no.
  func spanLines(below header: Int, width: Int) -> Bool {
    var isSeen = false
    for number in index.entries.indices where Int(index.entries[number].line) >= header {
      var line = line(number)
      guard line.count > 0, filter.isRecord(&line, bytes.span) else { continue }
      let isLast = number + 1 == index.entries.count
      guard Int(index.entries[number].fieldCount) == width else {
        if isLast { break }
        return false
      }
      guard bytes[line.from..<line.to].contains(layout.lineEnd) else { continue }
      let isWhole = fields(number, line).allSatisfy { value in
        !bytes[value.from..<max(value.from, value.to)].contains(layout.lineEnd)
          || bytes[value.from - 1] == layout.quote && value.to < line.to && bytes[value.to] == layout.quote
      }
      if !isWhole, !isLast { return false }
      isSeen = isSeen || isWhole
    }
    return isSeen
  }

  /// Whether a value has one of these shapes.
  func matches(_ slot: Slot, _ shapes: [String]) -> Bool {
    var pool = PatternPool()
    for shape in shapes { _ = pool.add(shape) }
    return shapes.indices.contains { pool.matches($0, bytes.span, slot) }
  }

  /// The first record that has all these names among its fields, without regard to case.
  func header(_ names: [String]) -> (raw: [UInt8], names: [String], line: Int)? {
    let wanted = names.map { $0.lowercased().split(separator: "|").map(String.init) }
    for number in index.entries.indices.prefix(Binder.linesBeforeHeader) {
      var line = line(number)
      guard line.count > 0, filter.isRecord(&line, bytes.span) else { continue }
      let found = fields(number, line).map { text($0) }
      let lowercased = Set(found.map { $0.lowercased() })
      if wanted.allSatisfy({ $0.contains(where: lowercased.contains) }) {
        return (Array(bytes[line.from..<line.to]), found, Int(index.entries[number].line) + 1)
      }
    }
    return nil
  }
}
