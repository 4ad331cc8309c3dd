/// A field's place in `UsageBatch.text`; an empty one means the record does not have the field.
public struct TextRange: Hashable, Sendable {
  public var offset: UInt32
  public var count: UInt32

  package static let none = TextRange(offset: 0, count: 0)

  @inlinable public init(offset: UInt32, count: UInt32) {
    self.offset = offset
    self.count = count
  }

  @inlinable public var isEmpty: Bool { count == 0 }
  @inlinable public var range: Range<Int> { Int(offset)..<Int(offset) + Int(count) }
}

/// What kind of thing was used; decides whether a number must be found in the plan, and which quantity is priced.
package enum UsageKind: UInt8, Sendable, CaseIterable {
  case call
  case message
  case data
  case metered
}

/// One call, session, message or reading, as its dialect understood it. Fields are places in the batch's text, so a
/// record costs no allocation; what few records have stands in `UsageBatch.extras`.
package struct UsageRecord: Sendable {
  /// The record's own id in its source.
  package var recordID = TextRange.none
  /// The account code the switch wrote, not yet a customer.
  package var accountCode = TextRange.none
  package var calling = TextRange.none
  package var called = TextRange.none
  /// Start of the call; since 1970 UTC.
  package var startMilliseconds: Int64 = 0
  /// From answer to end.
  package var durationMilliseconds: Int64 = 0
  /// Seconds east of Greenwich of the clock that wrote `start`.
  package var startOffset: Int32 = 0
  /// Lines of the batch before the record's first.
  package var line: UInt32 = 0
  /// The record exactly as it stood in the file.
  package var raw = TextRange.none
  /// Index into `UsageBatch.origins`; -1 when `line` and `raw` say where the record stood.
  package var origin: Int32 = -1
  /// Index into `UsageBatch.extras`; -1 when there are none.
  package var extras: Int32 = -1
  package var kind = UsageKind.call
  package var answered = true

  package init() {}

  package var start: Timestamp { Timestamp(milliseconds: startMilliseconds, offset: startOffset) }
}

/// Fields that only some dialects carry.
package struct UsageExtras: Sendable {
  package var service = TextRange.none
  package var serviceType = TextRange.none
  package var trunkIn = TextRange.none
  package var trunkOut = TextRange.none
  package var userName = TextRange.none
  /// Address of the peer or of the session.
  package var ipAddress = TextRange.none
  /// Number of the calling card.
  package var card = TextRange.none
  package var lrn = TextRange.none
  /// Unit of `quantity`: `kWh`, `nights`.
  package var unit = TextRange.none
  /// ANI II digits (27, 29, 70 are payphones); -1 when unknown.
  package var iiDigits: Int16 = -1
  /// -1 when unknown.
  package var octetsIn: Int64 = -1
  /// -1 when unknown.
  package var octetsOut: Int64 = -1
  /// Billionths of `unit`; `nil` when the record has none.
  package var quantityNanos: Int64?
  /// The price the record came with, in nanos.
  package var priceNanos: Int64?
  /// Columns no role was given to: indices into `UsageBatch.properties`.
  package var properties: Range<Int32> = 0..<0

  package init() {}
}

/// A named value that a record carries along.
package struct UsageProperty: Sendable {
  package var name: TextRange
  package var value: TextRange

  package init(name: TextRange, value: TextRange) {
    self.name = name
    self.value = value
  }
}

/// Where a record first stood, when that is not the place it was read from: a reject rated again, or the first half
/// of a call whose second half ends it.
package struct UsageOrigin: Sendable {
  /// The file as its user named it.
  package var source: TextRange
  /// Counted from 1.
  package var line: Int
  /// Counted from 0.
  package var byteOffset: Int

  package init(source: TextRange, line: Int, byteOffset: Int) {
    self.source = source
    self.line = line
    self.byteOffset = byteOffset
  }
}
