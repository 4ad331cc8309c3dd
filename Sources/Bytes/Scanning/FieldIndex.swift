internal import CByteMasks

/// Where the fields and records of a delimited text end.
///
/// The slow algorithm: walk the bytes; a quote flips whether we are inside a quoted value; outside one, a delimiter
/// ends a field and a line end ends a field and a record. The fast path does the same 64 bytes at a time: a bit mask
/// for each of the three bytes, the quoted stretches as the running parity of the quote mask, and one step per set bit.
///
/// Where records are single lines a line end inside quotes is the sign of a stray quote: it ends the record all the
/// same, and the damage stays within that line.
package struct FieldIndex: Sendable {
  package struct Layout: Hashable, Sendable {
    package var delimiter: UInt8
    /// `nil`: quotes are ordinary characters.
    package var quote: UInt8?
    /// A character that takes its special meaning from the one behind it, outside quotes and in.
    package var escape: UInt8?
    package var lineEnd: UInt8
    /// Quoted values may hold line ends.
    package var multiline: Bool

    package init(
      delimiter: UInt8, quote: UInt8? = UInt8(ascii: "\""), escape: UInt8? = nil, lineEnd: UInt8 = 10,
      multiline: Bool = false
    ) {
      self.delimiter = delimiter
      self.quote = quote
      self.escape = escape
      self.lineEnd = lineEnd
      self.multiline = multiline
    }
  }

  /// One record: its first byte, and which of `fieldEnds` are its own. The last of them is the line end, or the end
  /// of the text where that is missing.
  package struct Entry: Sendable {
    package var start: UInt32
    package var firstField: UInt32
    package var fieldCount: UInt32
    /// Line ends in the text before the record.
    package var line: UInt32
  }

  /// Offsets of the delimiter or line end behind each field.
  package private(set) var fieldEnds: [UInt32] = []
  package private(set) var entries: [Entry] = []
  /// Line ends in the text, those inside quotes among them.
  package private(set) var lineCount = 0

  package init() {}

  /// Takes a text apart that begins at the start of a record. What was there before is forgotten, its memory reused.
  /// - Parameters:
  ///   - text: at most 4 GiB.
  ///   - count: how many bytes of `text` are meant.
  package mutating func scan(_ text: [UInt8], count: Int, as layout: Layout) {
    scan(text, from: 0, count: count, as: layout)
  }

  /// The same for a text that begins at byte `start` and ends before byte `count`; offsets are those in `text`.
  package mutating func scan(_ text: [UInt8], from start: Int, count: Int, as layout: Layout) {
    precondition(0 <= start && start <= count && count <= text.count && count < Int(UInt32.max))
    if layout.escape == nil, !(layout.multiline && layout.quote != nil) {
      begin(count - start)
      scanMasks(text, from: start, count: count, as: layout)
    } else {
      scanBytes(text, from: start, count: count, as: layout)
    }
  }

  private mutating func begin(_ count: Int) {
    if fieldEnds.count < count + 65 { fieldEnds = [UInt32](repeating: 0, count: count + 65) }
    entries.removeAll(keepingCapacity: true)
    lineCount = 0
  }

  /// The slow algorithm of the type's description; also the twin the fast path is tested against.
  package mutating func scanBytes(_ text: [UInt8], from start: Int = 0, count: Int, as layout: Layout) {
    begin(count - start)
    var ends = 0
    var entry = Entry(start: UInt32(start), firstField: 0, fieldCount: 0, line: 0)
    var inQuotes = false
    var index = start
    while index < count {
      let byte = text[index]
      if byte == layout.escape, index + 1 < count, text[index + 1] != layout.lineEnd || layout.multiline {
        if text[index + 1] == layout.lineEnd { lineCount += 1 }
        index += 2
        continue
      }
      if byte == layout.quote {
        inQuotes.toggle()
      } else if byte == layout.lineEnd {
        lineCount += 1
        if !inQuotes || !layout.multiline {
          fieldEnds[ends] = UInt32(index)
          ends += 1
          close(&entry, at: index, ends: ends)
          inQuotes = false
        }
      } else if byte == layout.delimiter, !inQuotes {
        fieldEnds[ends] = UInt32(index)
        ends += 1
      }
      index += 1
    }
    finish(&entry, count: count, ends: ends)
  }

  private mutating func close(_ entry: inout Entry, at index: Int, ends: Int) {
    entry.fieldCount = UInt32(ends) - entry.firstField
    entries.append(entry)
    entry = Entry(start: UInt32(index + 1), firstField: UInt32(ends), fieldCount: 0, line: UInt32(lineCount))
  }

  /// The last record of a text need not end in a line end.
  private mutating func finish(_ entry: inout Entry, count: Int, ends: Int) {
    guard Int(entry.start) < count else { return }
    fieldEnds[ends] = UInt32(count)
    close(&entry, at: count, ends: ends + 1)
  }

  private mutating func scanMasks(_ text: [UInt8], from start: Int, count: Int, as layout: Layout) {
    var ends = 0
    var entry = Entry(start: UInt32(start), firstField: 0, fieldCount: 0, line: 0)
    var lines = 0
    var quotedBefore: UInt64 = 0  // All ones when the block begins inside quotes.
    // The last block may be short: it is read from a copy that is filled up with zeros.
    var tail = [UInt8](repeating: 0, count: 64)
    let tailCount = (count - start) % 64
    for offset in 0..<tailCount { tail[offset] = text[count - tailCount + offset] }
    let quote = layout.quote
    unsafe text.withUnsafeBufferPointer { text in
      unsafe tail.withUnsafeBufferPointer { tail in
        unsafe fieldEnds.withUnsafeMutableBufferPointer { fieldEnds in
          var base = start
          while base < count {
            // SAFETY: 64 bytes are left in `text`, or else the copy has them.
            let block = unsafe base + 64 <= count ? text.baseAddress! + base : tail.baseAddress!
            let lineEnds = unsafe byte_mask_64(block, layout.lineEnd)
            let delimiters = unsafe byte_mask_64(block, layout.delimiter)
            var quoted: UInt64 = 0
            if let quote {
              quoted = unsafe Self.parity(byte_mask_64(block, quote)) ^ quotedBefore
              var stray = lineEnds & quoted
              while stray != 0 {
                quoted ^= ~((stray & (0 &- stray)) &- 1)  // From the line end on, inside and outside change places.
                stray = lineEnds & quoted
              }
              quotedBefore = UInt64(bitPattern: Int64(bitPattern: quoted) >> 63)
            }
            var structural = (delimiters & ~quoted) | lineEnds
            // SAFETY: at most one end a byte, and `fieldEnds` has 65 places more than there are bytes.
            if lineEnds == 0 {
              while structural != 0 {
                unsafe fieldEnds[ends] = UInt32(truncatingIfNeeded: base &+ structural.trailingZeroBitCount)
                ends &+= 1
                structural &= structural &- 1
              }
            } else {
              while structural != 0 {
                let bit = structural & (0 &- structural)
                let position = base &+ structural.trailingZeroBitCount
                unsafe fieldEnds[ends] = UInt32(truncatingIfNeeded: position)
                ends &+= 1
                structural ^= bit
                if lineEnds & bit != 0 {
                  entry.fieldCount = UInt32(truncatingIfNeeded: ends) &- entry.firstField
                  entries.append(entry)
                  lines &+= 1
                  entry = Entry(
                    start: UInt32(truncatingIfNeeded: position &+ 1), firstField: UInt32(truncatingIfNeeded: ends),
                    fieldCount: 0, line: UInt32(truncatingIfNeeded: lines))
                }
              }
            }
            base &+= 64
          }
        }
      }
    }
    lineCount = lines
    finish(&entry, count: count, ends: ends)
  }

  /// Bit i is the parity of bits 0…i.
  private static func parity(_ bits: UInt64) -> UInt64 {
    var bits = bits
    bits ^= bits << 1
    bits ^= bits << 2
    bits ^= bits << 4
    bits ^= bits << 8
    bits ^= bits << 16
    bits ^= bits << 32
    return bits
  }
}
