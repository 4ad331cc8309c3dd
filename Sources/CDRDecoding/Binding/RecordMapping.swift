internal import Telecom

/// A dialect's meaning, compiled to flat arrays once per file.
struct RecordMapping: Sendable {
  var slotLists: [Int32] = []
  var literals = PatternPool()

  var rules: [RuleStep] = []
  var cases: [RuleCase] = []
  var recognised: [Condition] = []
  var kinds: [KindStep] = []

  /// The four fields every record has, where they are taken as they stand; -1 otherwise.
  var recordIDSlot: Int32 = -1
  var accountCodeSlot: Int32 = -1
  var callingSlot: Int32 = -1
  var calledSlot: Int32 = -1
  /// All others.
  var texts: [TextStep] = []
  var cleanings: [CleaningStep] = []
  var properties: [PropertyStep] = []
  /// What every record is before its fields are read: copying it is cheaper than making one.
  let blank = UsageRecord()
  /// Whether records carry extras.
  var hasExtras = false

  var starts: [TimeStep] = []
  var durations: [DurationStep] = []
  /// The times of durations that are differences.
  var differences: [TimeStep] = []
  var forms: [TimeForm] = []
  var zones: [ZoneRules] = []
  var zoneLetters = ZoneLetters()

  var joinStyle: JoinDefinition.Style?
  var joinKeys: [JoinKey] = []
  var unorderedKey = JoinKey(first: 0, count: 0)
  var callSlot: Int32 = -1
  var sessionSlot: Int32 = -1
  var userSlot: Int32 = -1

  /// What lies in a slot, or in the first of several that is not empty.
  @inline(__always)
  func slot(_ source: ValueSource, _ slots: borrowing [Slot]) -> Slot {
    if source.count == 1 { return slots[Int(slotLists[Int(source.first)])] }
    for index in Int(source.first)..<Int(source.first &+ source.count) {
      let slot = slots[Int(slotLists[index])]
      if !slot.isEmpty { return slot }
    }
    return .none
  }

  func holds(_ condition: Condition, _ text: Span<UInt8>, _ slots: borrowing [Slot]) -> Bool {
    if condition.slot < 0 { return condition.slot == Condition.always }
    let slot = slots[Int(condition.slot)]
    for literal in Int(condition.firstLiteral)..<Int(condition.firstLiteral &+ condition.literalCount)
    where literals.matches(literal, text, slot) {
      return true
    }
    return false
  }
}
