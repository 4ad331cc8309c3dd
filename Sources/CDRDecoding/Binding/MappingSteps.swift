internal import Telecom

/// Where a value comes from: one slot, the first of several that has one, or several joined. Plain numbers, so that
/// looking at a step costs no reference count.
struct ValueSource: Sendable {
  /// Into `RecordMapping.slotLists`.
  var first: Int32 = 0
  var count: Int32 = 0
  var joins = false
  /// A literal, or -1.
  var separator: Int32 = -1

  static let absent = ValueSource()
}

struct RuleCase: Sendable {
  var literal: Int32
  var outcome: RowOutcome
}

struct Condition: Sendable {
  static let always: Int32 = -1
  static let never: Int32 = -2

  var slot = always
  var firstLiteral: Int32 = 0
  var literalCount: Int32 = 0
}

struct RuleStep: Sendable {
  var source: ValueSource
  var condition: Condition
  var firstCase: Int32
  var caseCount: Int32
  var field: UsageField
}

struct KindStep: Sendable {
  /// -1: always.
  var slot: Int32
  var literal: Int32
  var kind: UsageKind
}

struct TextStep: Sendable {
  var role: UsageField
  var source: ValueSource
  var firstCleaning: Int32
  var cleaningCount: Int32
  /// -1 without.
  var gigawords: Int32
}

struct CleaningStep: Sendable {
  enum Action: UInt8, Sendable { case strip, prefix, until, after }
  var action: Action
  var condition: Condition
  /// -1: any.
  var length: Int32
  var literal: Int32
  /// -1 without.
  var replacement: Int32
}

struct TimeStep: Sendable {
  var source: ValueSource
  var firstForm: Int32
  var formCount: Int32
  /// Into `RecordMapping.zones`; 0 is the zone the user gave.
  var zone: Int32
  /// -1 without.
  var zoneSlot: Int32
  /// -1 without.
  var shownSlot: Int32
  /// Into `RecordMapping.slotLists`; -2 there is the record's duration.
  var firstLess: Int32
  var lessCount: Int32
}

struct DurationStep: Sendable {
  var source: ValueSource
  var unit: DurationUnit
  /// Indices into `RecordMapping.differences`, or -1 for a column of its own.
  var from: Int32 = -1
  var to: Int32 = -1
}

struct PropertyStep: Sendable {
  var literal: Int32
  var slot: Int32
}

struct JoinKey: Sendable {
  var first: Int32
  var count: Int32
}
