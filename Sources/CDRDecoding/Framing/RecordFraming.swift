package import Bytes

/// How a file falls into records, as far as cutting it into chunks needs to know.
package enum RecordFraming: Sendable, Hashable {
  /// A record is a line.
  case line(end: UInt8)
  /// A record is a line whose quoted values may hold line ends.
  case quotedLines(FieldIndex.Layout)
  /// A record is a head line with indented lines below it, or indented lines alone; blank lines stand between.
  case blocks
  /// A record is an object in braces, over as many lines as it likes.
  case json
}

extension RecordFraming {
  /// What has to stand between two records.
  package var separator: [UInt8] {
    switch self {
    case .line(let end): [end]
    case .quotedLines(let layout): [layout.lineEnd]
    case .blocks: [10, 10]
    case .json: [10]
    }
  }

  /// Where the last whole record of a buffer that begins at a record's start ends.
  /// - Parameter isWhole: nothing follows the buffer, so that its end ends a record too.
  /// - Returns: `nil` when the buffer holds no whole record.
  package func endOfLastRecord(in bytes: [UInt8], count: Int, isWhole: Bool) -> Int? {
    if isWhole { return count > 0 ? count : nil }
    switch self {
    case .line(let end): return Self.endOfLastLine(bytes, count, end)
    case .quotedLines(let layout): return Self.endOfLastQuotedLine(bytes, count, layout)
    case .blocks: return Self.endOfLastBlock(bytes, count)
    case .json:
      var end: Int?
      var scanner = ObjectScanner()
      while let object = scanner.next(bytes.span, count), object.isClosed { end = object.end }
      return end
    }
  }

  private static func endOfLastLine(_ bytes: [UInt8], _ count: Int, _ end: UInt8) -> Int? {
    var index = count
    while index > 0 {
      if bytes[index - 1] == end { return index }
      index -= 1
    }
    return nil
  }

  private static func endOfLastQuotedLine(_ bytes: [UInt8], _ count: Int, _ layout: FieldIndex.Layout) -> Int? {
    var inQuotes = false
    var end: Int?
    var index = 0
    while index < count {
      let byte = bytes[index]
      if byte == layout.escape {
        index += 2
        continue
      }
      if byte == layout.quote { inQuotes.toggle() }
      if byte == layout.lineEnd, !inQuotes { end = index + 1 }
      index += 1
    }
    return end
  }

  /// Behind a blank line, or before a line that is not indented.
  private static func endOfLastBlock(_ bytes: [UInt8], _ count: Int) -> Int? {
    var lineEnd = count
    while lineEnd > 0 {
      var start = lineEnd
      while start > 0, bytes[start - 1] != 10 { start -= 1 }
      // A line is judged when its first byte is there; a blank one only when its end is.
      if start > 0, start < count {
        let isBlank = (start..<lineEnd).allSatisfy { bytes[$0] == 13 || bytes[$0] == 32 || bytes[$0] == 9 }
        if isBlank, lineEnd < count { return lineEnd + 1 }
        if !isBlank, bytes[start] != 32, bytes[start] != 9, start != count { return start }
      }
      lineEnd = start - 1
    }
    return nil
  }
}
