package import Bytes

/// One record of a delimited text.
package struct DeckCells {
  package let entry: FieldIndex.Entry
  package let quote: UInt8?

  package init(entry: FieldIndex.Entry, quote: UInt8?) {
    self.entry = entry
    self.quote = quote
  }

  package var count: Int { Int(entry.fieldCount) }

  /// The line end behind the record, or the end of a text that has none there.
  package func end(_ ends: Span<UInt32>) -> Int { Int(ends[Int(entry.firstField + entry.fieldCount) - 1]) }

  /// The place of a cell without the quotes around it and the blanks at its ends; empty for a cell that is not there.
  @inline(__always)
  package func range(_ index: Int, _ bytes: Span<UInt8>, _ ends: Span<UInt32>) -> Range<Int> {
    let start = Int(entry.start)
    guard index >= 0, index < count else { return start..<start }
    let field = Int(entry.firstField) &+ index
    var low = index == 0 ? start : Int(ends[field &- 1]) &+ 1
    var high = Int(ends[field])
    if low < high, bytes[low] > 32, bytes[high &- 1] > 32, bytes[low] != quote { return low..<high }
    trim(&low, &high, bytes)
    if let quote, high &- low >= 2, bytes[low] == quote, bytes[high &- 1] == quote {
      low &+= 1
      high &-= 1
      trim(&low, &high, bytes)
    }
    return low..<high
  }

  private func trim(_ low: inout Int, _ high: inout Int, _ bytes: Span<UInt8>) {
    while low < high, bytes[low] <= 32 { low &+= 1 }
    while low < high, bytes[high &- 1] <= 32 { high &-= 1 }
  }

  /// The value of a cell: doubled quotes are one, and what separates lines or words is a single blank.
  package func value(_ index: Int, _ bytes: Span<UInt8>, _ ends: Span<UInt32>) -> [UInt8] {
    var value: [UInt8] = []
    appendValue(index, bytes, ends, to: &value)
    return value
  }

  /// Writes the value of a cell behind what is there.
  package func appendValue(_ index: Int, _ bytes: Span<UInt8>, _ ends: Span<UInt32>, to value: inout [UInt8]) {
    var previous: UInt8 = 0
    for position in range(index, bytes, ends) {
      let byte = bytes[position] < 32 ? 32 : bytes[position]
      if byte == 32, previous == 32 { continue }
      if byte == quote, previous == quote {
        previous = 0
        continue
      }
      value.append(byte)
      previous = byte
    }
  }

  package func isBlank(_ bytes: Span<UInt8>, _ ends: Span<UInt32>) -> Bool {
    (0..<count).allSatisfy { range($0, bytes, ends).isEmpty }
  }
}
