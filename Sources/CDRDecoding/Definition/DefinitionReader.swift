internal import Telecom
internal import Yams

/// Makes a definition of a dialect file's text, and a list of everything that is wrong with it.
struct DefinitionReader {
  private let source: DefinitionSource
  private var definition = DialectDefinition()
  private var roles: RoleReader

  private static let structureKeys = [
    "name", "summary", "syntax", "delimiter", "quote", "escape", "multiline", "trim", "url_decoded", "comment", "skip", "header", "partial",
    "columns", "layouts", "field_count", "run_on", "anchor", "zone", "zones", "recognise", "rows", "kind", "keep", "join",
  ]

  static func read(_ text: String, file: String) throws(ProblemReport) -> DialectDefinition {
    let source = DefinitionSource(file: file)
    var reader = DefinitionReader(source)
    if let root = source.compose(text) { reader.read(root) }
    guard source.problems.isEmpty else { throw ProblemReport(source.problems) }
    return reader.definition
  }

  private init(_ source: DefinitionSource) {
    self.source = source
    roles = RoleReader(source)
  }

  private mutating func read(_ root: Node) {
    let roleKeys = UsageField.allCases.filter { $0 != .record && $0 != .answered }.map(\.rawValue) + ["duration"]
    let entries = source.entries(root, of: "a dialect", allowed: Self.structureKeys + roleKeys.filter { $0 != "duration_s" })
    readStructure(entries, root)
    readColumns(entries, root)
    for node in entries["rows"].map(source.nodes) ?? [] {
      if let row = roles.row(node) { definition.rows.append(row) }
    }
    for node in entries["kind"].map(source.nodes) ?? [] { definition.kinds.append(roles.kind(node)) }
    if let node = entries["zone"] { roles.zone = zone(node) }
    definition.start = entries["start"].map { source.nodes($0).compactMap(roles.time) } ?? []
    let forms = definition.start.first?.forms ?? []
    definition.duration = entries["duration"].map { source.nodes($0).compactMap { roles.duration($0, forms) } } ?? []
    for field in UsageField.allCases where field != .start && field != .duration {
      if let node = entries[field.rawValue] { definition.texts.append(contentsOf: roles.text(node, field)) }
    }
    if let node = entries["keep"] {
      let columns = source.texts(node, "keep")
      definition.kept = columns == ["others"] ? .others : .columns(columns)
    }
    if let node = entries["join"] { definition.joining = roles.join(node) }
    if definition.start.isEmpty {
      source.note(root, "the dialect does not say where the start is", remedy: "add 'start: {column: …, time: …}'")
    }
    if definition.duration.isEmpty, definition.joining?.style != .halves,
      !definition.texts.contains(where: { $0.role == .quantity || $0.role == .octetsIn })
    {
      source.note(root, "the dialect does not say where the duration is", remedy: "add 'duration: {column: …, unit: s}'")
    }
  }

  private func pairs(_ entries: [String: Node], _ name: String) -> [(key: String, node: Node)] {
    entries[name].map { source.pairs($0, of: name) } ?? []
  }

  private func zone(_ node: Node) -> ZoneRules? {
    let name = source.text(node, "zone")
    if let zone = ZoneRules(named: name) { return zone }
    source.note(node, "zone '\(name)' is unknown", remedy: "use UTC, an offset such as +02:00, or a name such as Europe/Berlin")
    return nil
  }

  private mutating func readStructure(_ entries: [String: Node], _ root: Node) {
    if let node = entries["name"] {
      definition.name = source.text(node, "name")
    } else {
      source.note(root, "the dialect has no name", remedy: "add 'name: my-switch'")
    }
    definition.summary = entries["summary"].map { source.text($0, "summary") } ?? ""
    if let node = entries["syntax"], let syntax = source.word(node, "syntax", DialectDefinition.Syntax.self) {
      definition.syntax = syntax
    }
    if let node = entries["delimiter"] {
      definition.delimiters = source.nodes(node).compactMap { source.byte($0, "delimiter") }
    }
    if let node = entries["quote"] {
      definition.quote = source.text(node, "quote") == "none" ? nil : source.byte(node, "quote")
    }
    if let node = entries["escape"] {
      switch source.text(node, "escape") {
      case "doubled": definition.escape = nil
      case "backslash": definition.escape = UInt8(ascii: "\\")
      default: source.note(node, "unknown escape", remedy: "use doubled or backslash")
      }
    }
    if let node = entries["multiline"] {
      definition.multilineWhereSeen = source.text(node, "multiline") == "auto"
      if !definition.multilineWhereSeen { definition.multiline = source.flag(node, "multiline") }
    }
    if let node = entries["partial"] { definition.isPartial = source.flag(node, "partial") }
    if let node = entries["trim"] { definition.trims = source.flag(node, "trim") }
    if let node = entries["url_decoded"] { definition.urlDecoded = source.flag(node, "url_decoded") }
    definition.comments = entries["comment"].map { source.texts($0, "comment") } ?? []
    definition.skipped = entries["skip"].map { source.texts($0, "skip") } ?? []
    definition.header = entries["header"].map { source.texts($0, "header") } ?? []
    definition.anchor = entries["anchor"].map { source.texts($0, "anchor") } ?? []
    for (name, node) in pairs(entries, "zones") {
      guard let zone = zone(node) else { continue }
      if zone.changes.isEmpty, name.utf8.allSatisfy(TimeReading.isLetter), name.utf8.count <= 8 {
        definition.zoneLetters[name.uppercased()] = zone.offsets[0]
      } else {
        source.note(node, "zones must give letters a fixed offset", remedy: "write for example 'IST: \"+02:00\"'")
      }
    }
    for (column, node) in pairs(entries, "recognise") {
      definition.recognised.append(.init(column: column, shapes: source.texts(node, "a shape")))
    }
  }

  private mutating func readColumns(_ entries: [String: Node], _ root: Node) {
    if let node = entries["field_count"] {
      let bounds = source.text(node, "field_count").split(separator: "-").map { Int($0) ?? 0 }
      if let low = bounds.first, let high = bounds.last, bounds.count <= 2, low > 0, low <= high {
        definition.fieldCount = low...high
      } else {
        source.note(node, "field_count must be a number or a range", remedy: "write for example 15 or 200-400")
      }
    }
    for (column, node) in pairs(entries, "run_on") {
      if (Int(column) ?? 0) < 1 {
        source.note(node, "run_on needs columns by number", remedy: "write for example 'run_on: {1: [\"*BYE\"]}'")
      }
      definition.runOn.append(.init(column: column, shapes: source.texts(node, "a shape")))
    }
    for node in entries["layouts"].map(source.nodes) ?? [] {
      let parts = source.entries(node, of: "a layout", allowed: ["columns", "where"])
      var layout = DialectDefinition.Layout(columns: parts["columns"].map { source.texts($0, "columns") } ?? [])
      for (column, shapes) in pairs(parts, "where") {
        if !layout.columns.contains(column) {
          source.note(shapes, "the layout has no column '\(column)'", remedy: "name one of its columns")
        }
        layout.shapes.append(.init(column: column, shapes: source.texts(shapes, "a shape")))
      }
      definition.layouts.append(layout)
    }
    guard let columns = entries["columns"] else {
      if definition.syntax == .fixed {
        source.note(root, "a fixed-width dialect needs columns", remedy: "add 'columns: {name: 1-10, …}'")
      }
      return
    }
    guard definition.syntax == .fixed else {
      definition.layouts.append(.init(columns: source.texts(columns, "columns")))
      return
    }
    for (name, node) in source.pairs(columns, of: "columns") {
      let bounds = source.text(node, "columns").split(separator: "-").map { Int($0) ?? 0 }
      if let from = bounds.first, let to = bounds.last, bounds.count <= 2, from > 0, from <= to {
        definition.places.append(.init(name: name, from: from, to: to))
      } else {
        source.note(node, "a column's place must be a range counted from 1", remedy: "write for example '\(name): 7-12'")
      }
    }
  }
}
