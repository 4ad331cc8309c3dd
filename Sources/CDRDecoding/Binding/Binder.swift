internal import Bytes
internal import Telecom

/// Binds a dialect to one file: finds its line ends, its header and its columns, and compiles the rest.
struct Binder {
  /// A header stands on one of the first lines.
  static let linesBeforeHeader = 100

  private let definition: DialectDefinition
  private let sample: [UInt8]
  private let source: String
  private let zone: ZoneRules
  private let lineEnd: UInt8
  /// A header that is at fault still tells which dialect it belongs to.
  private let isRecognising: Bool

  init(
    _ definition: DialectDefinition, sample: [UInt8], source: String, zone: ZoneRules, isRecognising: Bool = false
  ) {
    self.isRecognising = isRecognising
    self.definition = definition
    self.sample = sample
    self.source = source
    self.zone = zone
    lineEnd = !sample.contains(10) && sample.contains(13) ? 13 : 10
  }

  func bind() throws(ProblemReport) -> RecordDecoder {
    var layout = FieldIndex.Layout(
      delimiter: delimiter, quote: definition.quote, escape: definition.escape, lineEnd: lineEnd,
      multiline: definition.multiline)
    if definition.multilineWhereSeen { layout.multiline = spansLines(layout) }
    let records = SampleRecords(sample, layout, definition)
    var header: [UInt8] = []
    var headerLine = 1
    var columns: DelimitedColumns?
    if definition.syntax == .delimited {
      if !definition.header.isEmpty, !sample.isEmpty {
        guard let found = records.header(definition.header) else { throw missingHeader() }
        header = found.raw
        headerLine = found.line
        columns = DelimitedColumns(header: found.names)
      } else {
        columns = DelimitedColumns(definition, records)
      }
    }
    var compiler = MappingCompiler(definition, source: source, zone: zone) { name in
      switch definition.syntax {
      case .delimited: columns?.has(name) ?? false
      case .fixed: definition.places.contains { $0.name == name }
      case .json, .detail: true
      }
    }
    compiler.compile(others: columns?.headerNames ?? [])
    let names = compiler.slotNames
    if !isRecognising { try refuseTwins(columns?.headerNames ?? [], line: headerLine, compiler) }
    guard compiler.problems.isEmpty || sample.isEmpty || definition.isPartial else { throw ProblemReport(compiler.problems) }
    let places = names.map { name in
      definition.places.first { $0.name == name }.map { Slot($0.from - 1, $0.to) } ?? .none
    }
    return RecordDecoder(
      framing: framing(layout), header: header, joins: definition.joining != nil, syntax: definition.syntax,
      layout: layout, mapping: compiler.mapping, lines: LineFilter(
        header: header, skipped: definition.skipped, comments: definition.comments),
      slotFields: columns?.slotFields(names, isText: { compiler.textSlots.contains(Int32($0)) }) ?? [],
      slotCount: names.count,
      layoutOfCount: columns?.layoutOfCount() ?? [], runOn: RunOnShapes(definition.runOn), places: places,
      shortestLine: shortestLine(compiler.mapping, places), paths: PathTree(definition.syntax == .json ? names : []),
      attributes: AttributeTable(definition.syntax == .detail ? names : []), trims: definition.trims,
      urlDecoded: definition.urlDecoded, keepsOthers: keepsOthers)
  }

  /// Two columns with one title, of which either could be meant, are an error where the title has a role.
  private func refuseTwins(_ titles: [String], line: Int, _ compiler: MappingCompiler) throws(ProblemReport) {
    let kept = Set(compiler.mapping.properties.map { Int($0.slot) })
    let slotNames = compiler.slotNames
    let roles = Set(slotNames.indices.filter { !kept.contains($0) }.map { slotNames[$0].lowercased() })
    var first: [String: Int] = [:]
    var problems: [Problem] = []
    for (number, title) in titles.enumerated() where roles.contains(title.lowercased()) {
      guard let twin = first[title.lowercased()] else {
        first[title.lowercased()] = number
        continue
      }
      problems.append(
        Problem(
          at: InputLocation(source, line: line),
          "columns \(twin + 1) '\(titles[twin])' and \(number + 1) '\(title)' have the same title",
          remedy: "rename the one that is not meant"))
    }
    if !problems.isEmpty { throw ProblemReport(problems) }
  }

  private var delimiter: UInt8 {
    let counts = definition.delimiters.map { byte in sample.count { $0 == byte } }
    let most = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
    return definition.delimiters.indices.contains(most) ? definition.delimiters[most] : UInt8(ascii: ",")
  }

  private var keepsOthers: Bool {
    if case .others = definition.kept { true } else { false }
  }

  private func spansLines(_ layout: FieldIndex.Layout) -> Bool {
    var layout = layout
    layout.multiline = true
    let records = SampleRecords(sample, layout, definition)
    guard let header = records.header(definition.header) else { return false }
    return records.spanLines(below: header.line, width: header.names.count)
  }

  private func missingHeader() -> ProblemReport {
    let names = definition.header.map { $0.split(separator: "|").joined(separator: " or ") }.joined(separator: ", ")
    return ProblemReport([
      Problem(
        at: InputLocation(source, line: 1),
        "no header with the columns \(names) on the first \(Self.linesBeforeHeader) lines",
        remedy: "add the header line, or name another format with --format")
    ])
  }

  private func framing(_ layout: FieldIndex.Layout) -> RecordFraming {
    switch definition.syntax {
    case .delimited: layout.multiline && definition.quote != nil ? .quotedLines(layout) : .line(end: lineEnd)
    case .fixed: .line(end: lineEnd)
    case .detail: .blocks
    case .json: hasObjectPerLine ? .line(end: lineEnd) : .json
    }
  }

  /// Most lines that say something begin with `{` and end with `}`.
  private var hasObjectPerLine: Bool {
    var (objects, others) = (0, 0)
    for line in sample.split(separator: lineEnd).prefix(1000) {
      let line = line.drop { $0 <= 32 || $0 >= 0x80 }
      guard let first = line.first, let last = line.last(where: { $0 > 32 }) else { continue }
      if first == UInt8(ascii: "{"), last == UInt8(ascii: "}"), line.count > 2 { objects += 1 } else { others += 1 }
    }
    return objects > others
  }

  /// Up to the first byte of the last column that cannot be done without.
  private func shortestLine(_ mapping: RecordMapping, _ places: [Slot]) -> Int {
    guard definition.syntax == .fixed else { return 0 }
    var needed = mapping.calledSlot >= 0 ? [mapping.calledSlot] : []
    let sources = mapping.starts.map(\.source) + mapping.durations.filter { $0.from < 0 }.map(\.source)
    for source in sources { needed += mapping.slotLists[Int(source.first)..<Int(source.first + source.count)] }
    return (needed.map { places[Int($0)].from }.max() ?? 0) + 1
  }
}
