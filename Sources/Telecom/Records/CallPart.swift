/// A record that belongs together with others, before the ordered step that joins them has seen it.
package struct CallPart: Sendable {
  package enum Role: UInt8, Sendable {
    /// Begins a session or a call.
    case begin
    /// Tells that a session goes on.
    case progress
    /// Ends it.
    case end
  }

  /// A digest of what identifies the session, or the leg; never zero.
  package struct Key: Hashable, Sendable {
    package var high: UInt64
    package var low: UInt64

    package static let none = Key(high: 0, low: 0)

    package init(high: UInt64, low: UInt64) {
      self.high = high
      self.low = low
    }
  }

  package var role: Role
  package var key: Key
  /// Shared by all legs of a call; `.none` when the record says nothing about it.
  package var call = Key.none
  /// Index into `UsageBatch.records`; -1 for a part that is no usage by itself.
  package var record: Int32 = -1
  /// When it happened, since 1970 UTC.
  package var milliseconds: Int64 = 0
  package var line: UInt32
  package var raw: TextRange
  /// Index into `UsageBatch.origins`; -1 when `line` and `raw` say where the record stood.
  package var origin: Int32 = -1
  /// The session's own id, for reports.
  package var id = TextRange.none
  package var user = TextRange.none

  package init(_ role: Role, key: Key, line: UInt32, raw: TextRange) {
    self.role = role
    self.key = key
    self.line = line
    self.raw = raw
  }
}
