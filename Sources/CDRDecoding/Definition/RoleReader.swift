internal import Telecom
internal import Yams

/// Reads the part of a dialect file that gives columns their meaning.
struct RoleReader {
  private let source: DefinitionSource
  /// The zone of all times of the dialect.
  var zone: ZoneRules?

  private static let valueKeys = ["column", "join", "with"]

  init(_ source: DefinitionSource) { self.source = source }

  /// `dst`, or `{column: dst}`, `{column: [dst, did]}`, `{join: [date, time], with: " "}`.
  private func value(_ node: Node, _ entries: [String: Node], _ what: String) -> ValueDefinition? {
    let location = source.location(node)
    if node.scalar != nil { return ValueDefinition(columns: [source.text(node, what)], location: location) }
    if let columns = entries["column"] {
      return ValueDefinition(columns: source.texts(columns, "column"), location: location)
    }
    if let columns = entries["join"] {
      return ValueDefinition(
        columns: source.texts(columns, "join"), joins: true,
        separator: entries["with"].map { source.text($0, "with") } ?? "", location: location)
    }
    source.note(node, "\(what) does not say which column", remedy: "add 'column: NAME' or 'join: [NAME, NAME]'")
    return nil
  }

  private func entries(_ node: Node, of what: String, _ keys: [String]) -> [String: Node] {
    node.scalar != nil ? [:] : source.entries(node, of: what, allowed: keys)
  }

  func shape(_ node: Node) -> DialectDefinition.ColumnShape? {
    let entries = source.entries(node, of: "a condition", allowed: ["column", "is"])
    guard let column = entries["column"], let shapes = entries["is"] else {
      source.note(node, "a condition needs 'column' and 'is'", remedy: "write 'when: {column: type, is: [A, B]}'")
      return nil
    }
    return .init(column: source.text(column, "column"), shapes: source.texts(shapes, "is"))
  }

  func row(_ node: Node) -> RowDefinition? {
    let outcomes = RowOutcome.allCases.map(\.rawValue)
    let entries = source.entries(node, of: "a row rule", allowed: ["column", "when", "optional", "field"] + outcomes)
    guard let column = entries["column"] else {
      source.note(node, "a row rule needs a column", remedy: "write '{column: disposition, take: [ANSWERED]}'")
      return nil
    }
    var row = RowDefinition(
      columns: source.texts(column, "column"), condition: entries["when"].flatMap(shape), cases: [],
      isOptional: entries["optional"].map { source.flag($0, "optional") } ?? false, location: source.location(node))
    for outcome in RowOutcome.allCases {
      for shape in entries[outcome.rawValue].map({ source.texts($0, outcome.rawValue) }) ?? [] {
        row.cases.append(.init(outcome: outcome, shape: shape))
      }
    }
    if let field = entries["field"].flatMap({ source.word($0, "field", UsageField.self) }) { row.field = field }
    // What is named exactly goes before what fits a shape, and `*` takes what is left.
    func rank(_ shape: String) -> Int { shape == "*" ? 2 : shape.utf8.contains { "*?#".utf8.contains($0) } ? 1 : 0 }
    row.cases.sort { rank($0.shape) < rank($1.shape) }
    if row.cases.isEmpty {
      source.note(node, "the row rule decides nothing", remedy: "add values under \(outcomes.joined(separator: ", "))")
    }
    return row
  }

  func kind(_ node: Node) -> KindDefinition {
    let words: [(String, UsageKind)] = [
      ("call", .call), ("message", .message), ("data", .data), ("metered", .metered),
    ]
    if let word = node.scalar?.string {
      if let kind = words.first(where: { $0.0 == word })?.1 {
        return KindDefinition(column: nil, cases: [], otherwise: kind)
      }
      source.note(node, "kind '\(word)' is unknown", remedy: "use one of call, message, data, metered")
      return KindDefinition(column: nil, cases: [], otherwise: nil)
    }
    let entries = source.entries(node, of: "a kind", allowed: ["column"] + words.map(\.0))
    var kind = KindDefinition(column: entries["column"].map { source.text($0, "column") }, cases: [], otherwise: nil)
    if kind.column == nil { source.note(node, "a kind needs a column", remedy: "write '{column: type, data: [D]}'") }
    for (word, usage) in words {
      for shape in entries[word].map({ source.texts($0, word) }) ?? [] { kind.cases.append((shape, usage)) }
    }
    return kind
  }

  func text(_ node: Node, _ field: UsageField) -> [TextDefinition] {
    source.nodes(node).compactMap { node in
      let parts = entries(node, of: field.rawValue, Self.valueKeys + ["clean", "gigawords"])
      guard let value = value(node, parts, field.rawValue) else { return nil }
      return TextDefinition(
        role: field, value: value, cleaning: parts["clean"].map { source.nodes($0).compactMap(cleaning) } ?? [],
        gigawords: parts["gigawords"].map { source.text($0, "gigawords") })
    }
  }

  private func cleaning(_ node: Node) -> CleaningDefinition? {
    let entries = source.entries(
      node, of: "a clean-up step", allowed: ["strip", "prefix", "becomes", "until", "after", "when", "length"])
    let action: CleaningDefinition.Action
    if let strip = entries["strip"] {
      action = .strip(source.text(strip, "strip"))
    } else if let prefix = entries["prefix"] {
      action = .prefix(
        source.text(prefix, "prefix"), becomes: entries["becomes"].map { source.text($0, "becomes") } ?? "")
    } else if let until = entries["until"] {
      action = .until(source.text(until, "until"))
    } else if let after = entries["after"] {
      action = .after(source.text(after, "after"))
    } else {
      source.note(node, "the clean-up step does nothing", remedy: "use strip, prefix with becomes, until or after")
      return nil
    }
    var step = CleaningDefinition(action: action, condition: entries["when"].flatMap(shape))
    if let node = entries["length"] {
      step.length = Int(source.text(node, "length"))
      if step.length == nil { source.note(node, "length must be a number", remedy: "write for example 'length: 10'") }
    }
    return step
  }

  private func forms(_ node: Node) -> [TimeForm] {
    source.nodes(node).compactMap { node in
      do throws(DefinitionError) {
        return try TimeForm(source.text(node, "time"))
      } catch {
        source.note(
          node, error.message,
          remedy: "use a pattern such as 'dd/MM/yyyy HH:mm:ss', epoch_s, epoch_ms, rfc3339, ctime, h323, broadworks or go")
        return nil
      }
    }
  }

  func time(_ node: Node) -> TimeDefinition? {
    let parts = entries(node, of: "start", Self.valueKeys + ["time", "zone", "zone_column", "shown_in", "less"])
    guard let value = value(node, parts, "start") else { return nil }
    guard let time = parts["time"] else {
      source.note(node, "start does not say how times are written", remedy: "add \"time: 'yyyy-MM-dd HH:mm:ss'\"")
      return nil
    }
    var definition = TimeDefinition(value: value, forms: forms(time), zone: zone)
    if let node = parts["zone"] {
      let name = source.text(node, "zone")
      definition.zone = ZoneRules(named: name)
      if definition.zone == nil { source.note(node, "zone '\(name)' is unknown", remedy: "use UTC, +02:00 or Europe/Berlin") }
    }
    definition.zoneColumn = parts["zone_column"].map { source.text($0, "zone_column") }
    definition.shownIn = parts["shown_in"].map { source.text($0, "shown_in") }
    definition.less = parts["less"].map { source.texts($0, "less") } ?? []
    return definition
  }

  func duration(_ node: Node, _ startForms: [TimeForm]) -> DurationDefinition? {
    let parts = entries(node, of: "duration", Self.valueKeys + ["unit", "from", "to", "time"])
    let location = source.location(node)
    if let from = parts["from"], let to = parts["to"] {
      guard let from = bound(from), let to = bound(to) else { return nil }
      let forms = parts["time"].map(forms) ?? startForms
      return DurationDefinition(source: .difference(from: from, to: to, forms: forms), location: location)
    }
    guard let value = value(node, parts, "duration") else { return nil }
    let unit = parts["unit"].map { source.word($0, "unit", DurationUnit.self) } ?? .seconds
    guard let unit else { return nil }
    return DurationDefinition(source: .column(value, unit), location: location)
  }

  private func bound(_ node: Node) -> ValueDefinition? {
    value(node, entries(node, of: "duration", Self.valueKeys), "duration")
  }

  func join(_ node: Node) -> JoinDefinition? {
    let parts = source.entries(node, of: "join", allowed: ["style", "key", "unordered", "call"])
    guard let style = parts["style"].flatMap({ source.word($0, "style", JoinDefinition.Style.self) }),
      let key = parts["key"]
    else {
      source.note(node, "join needs a style and a key", remedy: "write '{style: sessions, key: [[id], [nas, user]]}'")
      return nil
    }
    let keys =
      source.nodes(key).contains { $0.scalar == nil }
      ? source.nodes(key).map { source.texts($0, "key") } : [source.texts(key, "key")]
    return JoinDefinition(
      style: style, keys: keys, unordered: parts["unordered"].map { source.texts($0, "unordered") } ?? [],
      call: parts["call"].map { source.text($0, "call") })
  }
}
