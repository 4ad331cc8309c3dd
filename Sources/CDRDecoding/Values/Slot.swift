internal import Telecom

/// Where a column's value stands in the batch's text; empty when the record has none.
struct Slot: Hashable, Sendable {
  var start: UInt32
  var end: UInt32

  static let none = Slot(start: 0, end: 0)

  @inline(__always) init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }

  @inline(__always) init(_ start: Int, _ end: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  @inline(__always) var isEmpty: Bool { end <= start }
  @inline(__always) var count: Int { Int(end) &- Int(start) }
  @inline(__always) var from: Int { Int(start) }
  @inline(__always) var to: Int { Int(end) }

  var range: TextRange {
    isEmpty ? .none : TextRange(offset: start, count: end &- start)
  }

  /// The same as `range = self.range`, without a call into the other module for each of a record's fields.
  @inline(__always) func write(to range: inout TextRange) {
    range.offset = isEmpty ? 0 : start
    range.count = isEmpty ? 0 : end &- start
  }
}
