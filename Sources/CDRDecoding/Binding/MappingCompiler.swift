internal import Telecom

/// Compiles the meaning of a dialect for one file, whose columns are known by now.
struct MappingCompiler {
  private(set) var mapping = RecordMapping()
  private(set) var problems: [Problem] = []
  /// The names of the slots, in order.
  private(set) var slotNames: [String] = []
  /// Slots whose values are given on as text.
  private(set) var textSlots: Set<Int32> = []
  private var slots: [String: Int32] = [:]
  private let definition: DialectDefinition
  private let source: String
  /// Whether the file can have such a column.
  private let hasColumn: (String) -> Bool

  init(
    _ definition: DialectDefinition, source: String, zone: ZoneRules, hasColumn: @escaping (String) -> Bool
  ) {
    self.definition = definition
    self.source = source
    self.hasColumn = hasColumn
    mapping.zones = [zone]
    mapping.zoneLetters = ZoneLetters(overrules: definition.zoneLetters)
  }

  mutating func compile(others: [String]) {
    for row in definition.rows { add(row) }
    for shape in definition.recognised { mapping.recognised.append(condition(shape)) }
    for kind in definition.kinds { add(kind) }
    for time in definition.start {
      if let step = timeStep(time.value, time) { mapping.starts.append(step) }
    }
    for duration in definition.duration { add(duration) }
    for text in definition.texts { add(text) }
    keep(others)
    if let joining = definition.joining { add(joining) }
    require(mapping.starts.isEmpty ? definition.start.map(\.value) : [], "start")
    // Quantities and octets take no time.
    let hasQuantity = mapping.texts.contains { [.quantity, .octetsIn, .octetsOut].contains($0.role) }
    require(
      mapping.durations.isEmpty && !hasQuantity
        ? definition.duration.compactMap { if case .column(let value, _) = $0.source { value } else { nil } } : [],
      "duration")
  }

  private mutating func require(_ missing: [ValueDefinition], _ what: String) {
    guard let value = missing.first else { return }
    let names = missing.flatMap(\.columns).joined(separator: "' or '")
    problems.append(
      Problem(
        at: InputLocation(source), "the input has no column '\(names)' for \(what)",
        remedy: "name the right column in a dialect of your own, beginning at \(value.location)"))
  }

  private mutating func slot(_ name: String) -> Int32? {
    if let slot = slots[name] { return slot }
    guard hasColumn(name) else { return nil }
    let slot = Int32(slotNames.count)
    slots[name] = slot
    slotNames.append(name)
    return slot
  }

  private mutating func list(_ slots: [Int32]) -> (first: Int32, count: Int32) {
    let first = Int32(mapping.slotLists.count)
    mapping.slotLists.append(contentsOf: slots)
    return (first, Int32(slots.count))
  }

  /// - Returns: `nil` when the file has none of the columns, or not all that are to be joined.
  private mutating func valueSource(_ value: ValueDefinition) -> ValueSource? {
    let found = value.columns.compactMap { slot($0) }
    guard !found.isEmpty, !value.joins || found.count == value.columns.count else { return nil }
    let (first, count) = list(found)
    var source = ValueSource(first: first, count: count, joins: value.joins)
    if value.joins {
      source.separator = Int32(mapping.literals.add(value.separator))
      textSlots.formUnion(found)
    }
    return source
  }

  private mutating func condition(_ shape: DialectDefinition.ColumnShape?) -> Condition {
    guard let shape else { return Condition() }
    guard let slot = slot(shape.column) else { return Condition(slot: Condition.never) }
    let first = Int32(mapping.literals.patterns.count)
    for text in shape.shapes { _ = mapping.literals.add(text) }
    return Condition(slot: slot, firstLiteral: first, literalCount: Int32(shape.shapes.count))
  }

  private mutating func add(_ row: RowDefinition) {
    let value = ValueDefinition(columns: row.columns, location: row.location)
    guard let source = valueSource(value) else {
      if !row.isOptional { require([value], "telling which records to take") }
      return
    }
    let first = Int32(mapping.cases.count)
    for row in row.cases {
      mapping.cases.append(RuleCase(literal: Int32(mapping.literals.add(row.shape)), outcome: row.outcome))
    }
    mapping.rules.append(
      RuleStep(
        source: source, condition: condition(row.condition), firstCase: first, caseCount: Int32(row.cases.count),
        field: row.field))
  }

  private mutating func add(_ kind: KindDefinition) {
    if let otherwise = kind.otherwise {
      mapping.kinds.append(KindStep(slot: -1, literal: 0, kind: otherwise))
    } else if let column = kind.column, let slot = slot(column) {
      for (shape, usage) in kind.cases {
        mapping.kinds.append(KindStep(slot: slot, literal: Int32(mapping.literals.add(shape)), kind: usage))
      }
    }
  }

  private mutating func timeStep(_ value: ValueDefinition, _ time: TimeDefinition) -> TimeStep? {
    guard let source = valueSource(value) else { return nil }
    let firstForm = Int32(mapping.forms.count)
    mapping.forms.append(contentsOf: time.forms)
    var zone: Int32 = 0
    if let rules = time.zone {
      zone = Int32(mapping.zones.count)
      mapping.zones.append(rules)
    }
    var less: [Int32] = []
    for name in time.less {
      if name == "duration" { less.append(-2) } else if let slot = slot(name) { less.append(slot) }
    }
    let (firstLess, lessCount) = list(less)
    return TimeStep(
      source: source, firstForm: firstForm, formCount: Int32(time.forms.count), zone: zone,
      zoneSlot: time.zoneColumn.flatMap { slot($0) } ?? -1, shownSlot: time.shownIn.flatMap { slot($0) } ?? -1,
      firstLess: firstLess, lessCount: lessCount)
  }

  private mutating func add(_ duration: DurationDefinition) {
    switch duration.source {
    case .column(let value, let unit):
      guard let source = valueSource(value) else { return }
      mapping.durations.append(DurationStep(source: source, unit: unit))
    case .difference(let from, let to, let forms):
      var time = definition.start.first ?? TimeDefinition(value: from, forms: forms)
      time.forms = forms
      time.less = []
      time.shownIn = nil
      guard let first = timeStep(from, time), let second = timeStep(to, time) else { return }
      let index = Int32(mapping.differences.count)
      mapping.differences.append(contentsOf: [first, second])
      mapping.durations.append(DurationStep(source: .absent, unit: .seconds, from: index, to: index + 1))
    }
  }

  private mutating func add(_ text: TextDefinition) {
    guard let source = valueSource(text.value) else { return }
    for index in source.first..<source.first + source.count { textSlots.insert(mapping.slotLists[Int(index)]) }
    if source.count == 1, !source.joins, text.cleaning.isEmpty {
      let slot = mapping.slotLists[Int(source.first)]
      switch text.role {
      case .recordID where mapping.recordIDSlot < 0 && !hasStep(text.role):
        return mapping.recordIDSlot = slot
      case .accountCode where mapping.accountCodeSlot < 0 && !hasStep(text.role):
        return mapping.accountCodeSlot = slot
      case .calling where mapping.callingSlot < 0 && !hasStep(text.role):
        return mapping.callingSlot = slot
      case .called where mapping.calledSlot < 0 && !hasStep(text.role):
        return mapping.calledSlot = slot
      default: break
      }
    }
    let firstCleaning = Int32(mapping.cleanings.count)
    for step in text.cleaning { add(step) }
    mapping.texts.append(
      TextStep(
        role: text.role, source: source, firstCleaning: firstCleaning,
        cleaningCount: Int32(mapping.cleanings.count) - firstCleaning,
        gigawords: text.gigawords.flatMap { slot($0) } ?? -1))
    switch text.role {
    case .recordID, .accountCode, .calling, .called: break
    default: mapping.hasExtras = true
    }
  }

  private func hasStep(_ role: UsageField) -> Bool { mapping.texts.contains { $0.role == role } }

  private mutating func add(_ cleaning: CleaningDefinition) {
    let action: CleaningStep.Action
    let literal: Int
    var replacement = -1
    switch cleaning.action {
    case .strip(let characters): (action, literal) = (.strip, mapping.literals.add(characters))
    case .until(let text): (action, literal) = (.until, mapping.literals.add(text))
    case .after(let text): (action, literal) = (.after, mapping.literals.add(text))
    case .prefix(let prefix, let becomes):
      (action, literal) = (.prefix, mapping.literals.add(prefix))
      replacement = mapping.literals.add(becomes)
    }
    mapping.cleanings.append(
      CleaningStep(
        action: action, condition: condition(cleaning.condition), length: Int32(cleaning.length ?? -1),
        literal: Int32(literal), replacement: Int32(replacement)))
  }

  private mutating func keep(_ others: [String]) {
    let names: [String]
    switch definition.kept {
    case .none: return
    case .columns(let columns): names = columns
    case .others: names = others.filter { slots[$0] == nil && !$0.isEmpty }
    }
    for name in names {
      guard let slot = slot(name) else { continue }
      textSlots.insert(slot)
      mapping.properties.append(PropertyStep(literal: Int32(mapping.literals.add(name)), slot: slot))
    }
    mapping.hasExtras = mapping.hasExtras || !mapping.properties.isEmpty
  }

  private mutating func add(_ joining: JoinDefinition) {
    mapping.joinStyle = joining.style
    for key in joining.keys {
      let found = key.compactMap { slot($0) }
      guard found.count == key.count else { continue }
      let (first, count) = list(found)
      mapping.joinKeys.append(JoinKey(first: first, count: count))
    }
    let (first, count) = list(joining.unordered.compactMap { slot($0) })
    mapping.unorderedKey = JoinKey(first: first, count: count)
    mapping.callSlot = joining.call.flatMap { slot($0) } ?? -1
    mapping.sessionSlot = joining.keys.last?.first.flatMap { slot($0) } ?? -1
    mapping.userSlot = mapping.texts.first { $0.role == .userName }.map { mapping.slotLists[Int($0.source.first)] } ?? -1
  }
}
