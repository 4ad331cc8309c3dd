internal import Bytes
internal import Telecom

/// Finds the header of a deck and the columns it names.
struct DeckHeader {
  /// Where the deck is in none but a layout of the trade, its mapping becomes that of the layout.
  private(set) var source: DeckSource
  let log: ProblemLog

  init(source: DeckSource, log: ProblemLog) {
    self.source = source
    self.log = log
  }

  /// How far down a header is looked for.
  private static let searchedRecords = 1_000
  private static let searchedBytes = 1 << 20

  struct Record {
    var titles: [String]
    var line: Int
    /// First byte, and the first behind the record.
    var start: Int
    var end: Int
  }

  /// - Returns: `nil` after reporting what is missing.
  mutating func find(in text: [UInt8]) -> DeckLayout? {
    guard source.mapping.text.hasHeader else { return layout(titles: [], at: nil, start: DeckText.start(of: text), text) }
    let records = records(text, source.mapping.isCanonical ? 1 : Self.searchedRecords, as: source.mapping.text)
    guard let first = records.first else {
      log.error(source.name.place(), "the deck is empty", remedy: "it needs at least a header")
      return nil
    }
    guard let columns = source.mapping.columns else {
      if isOwnForm(first) { return canonical(first, text) }
      let problems = log.problems.count
      if let layout = recognised(text) { return layout }
      return log.problems.count == problems ? canonical(first, text) : nil
    }
    let mapped = DeckColumn.allCases.flatMap { columns[$0] ?? [] } + source.mapping.jurisdictions.map(\.column)
    let wanted = mapped.compactMap { column in
      if case .title(let title) = column { title } else { nil }
    }
    func found(_ record: Record) -> Int { wanted.count { record.titles.contains(Self.plain($0)) } }
    if let header = records.first(where: { found($0) == wanted.count }) {
      return layout(titles: header.titles, at: header, start: header.end, text)
    }
    let nearest = records.max { found($0) < found($1) } ?? first
    let missing = wanted.filter { !nearest.titles.contains(Self.plain($0)) }
    let hint = missing.first.map { Spelling.hint(for: $0, among: nearest.titles.filter { !$0.isEmpty }) } ?? ""
    log.error(
      source.name.place(line: nearest.line),
      "no row holds all titles the plan maps; this one lacks \(missing.joined(separator: ", "))", remedy: hint)
    return nil
  }

  /// Whether a header says what we need in our own words.
  private func isOwnForm(_ record: Record) -> Bool {
    let columns = Set(record.titles.compactMap { DeckColumn(title: $0) })
    guard let key = DeckKey(of: source.leg, { columns.contains($0) && DeckColumn.canonical.contains($0) ? 0 : nil }) else { return false }
    if source.isNotice || source.isZones || columns.contains(.ratePerMinute) || columns.contains(.perCall) || columns.contains(.blocked) { return true }
    return columns.contains(.rate) && (columns.contains(.unit) || source.unit != nil || source.measure == .quantity)
      || key.isPrefix && record.titles.allSatisfy { $0.isEmpty || DeckColumn(title: $0) != nil }
  }

  /// Where the titles are those of a layout of the trade, with any of the usual delimiters.
  private mutating func recognised(_ text: [UInt8]) -> DeckLayout? {
    guard source.measure == .seconds, source.leg != .matrix, !source.isZones else { return nil }
    let delimiters = source.name.sheet != nil ? [source.mapping.text.delimiter] : Array(",;\t|".utf8)
    for delimiter in delimiters {
      var layout = source.mapping.text
      layout.delimiter = delimiter
      let records = records(text, Self.searchedRecords, as: layout)
      let recognition = DeckRecognition(records: records, isNotice: source.isNotice, base: source.mapping)
      switch recognition.find() {
      case .unknown: continue
      case .ambiguous(let column, let titles, let line):
        log.error(
          source.name.place(line: line), "the columns \(titles.joined(separator: " and ")) could both be \(column.rawValue)",
          remedy: "map the deck's columns in a plan.yaml")
        return nil
      case .recognised(let mapping, let index):
        source.mapping = mapping
        source.mapping.text = layout
        reportUnread(records[index], mapping)
        return self.layout(titles: records[index].titles, at: records[index], start: records[index].end, text)
      }
    }
    return nil
  }

  /// What a recognised deck says besides may bear on its prices.
  private func reportUnread(_ header: Record, _ mapping: DeckMapping) {
    let columns = (mapping.columns ?? [:]).values.flatMap(\.self) + mapping.jurisdictions.map(\.column)
    let unread = header.titles.indices.filter { !header.titles[$0].isEmpty && !columns.contains(.index($0)) }
    guard !unread.isEmpty else { return }
    log.warning(
      source.name.place(line: header.line),
      "not read: \(unread.map { header.titles[$0] }.joined(separator: ", "))",
      remedy: "map the deck's columns in a plan.yaml where they bear on prices")
  }

  /// Titles as they are compared: lower case, single blanks.
  private static func plain(_ title: String) -> String {
    title.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The first records that are not blank.
  private func records(_ text: [UInt8], _ limit: Int, as layout: TextLayout) -> [Record] {
    var index = FieldIndex()
    let start = DeckText.start(of: text)
    let fields = layout.fields
    index.scan(text, from: start, count: min(text.count, start + Self.searchedBytes / (limit == 1 ? 64 : 1)), as: fields)
    let (bytes, ends) = (text.span, index.fieldEnds.span)
    var records: [Record] = []
    for entry in index.entries where records.count < limit {
      let cells = DeckCells(entry: entry, quote: fields.quote)
      if cells.isBlank(bytes, ends) { continue }
      var titles: [String] = []
      for place in 0..<cells.count {
        titles.append(Self.plain(String(decoding: cells.value(place, bytes, ends), as: UTF8.self)))
      }
      let end = cells.end(ends)
      records.append(
        Record(titles: titles, line: Int(entry.line) + 1, start: Int(entry.start), end: min(end + 1, text.count)))
    }
    return records
  }

  private func canonical(_ record: Record, _ text: [UInt8]) -> DeckLayout? {
    var columns: [DeckColumn: [DeckMapping.Column]] = [:]
    let known = DeckColumn.canonical.map(\.rawValue)
    for (index, title) in record.titles.enumerated() {
      guard let column = DeckColumn(title: title), isRead(column, of: record) else {
        if !title.isEmpty {
          let nearest = known.contains(title) ? nil : Spelling.nearest(to: title, among: known)
          log.warning(
            source.name.place(line: record.line), "the column \(title) is not read",
            remedy: nearest.map { "did you mean \($0)?" } ?? "leave it out, or map it")
        }
        continue
      }
      if columns[column] != nil {
        log.error(source.name.place(line: record.line), "the column \(title) stands twice", remedy: "keep one of them")
      }
      columns[column] = [.index(index)]
    }
    return layout(columns, titles: record.titles, at: record, start: record.end, text)
  }

  /// Of columns for keys those that make this deck's.
  private func isRead(_ column: DeckColumn, of record: Record) -> Bool {
    if source.isZones { return [.prefix, .zone, .effectiveFrom, .effectiveTo].contains(column) }
    guard DeckKey.columns.contains(column) else { return DeckColumn.canonical.contains(column) }
    let key = DeckKey(of: source.leg) { DeckColumn.canonical.contains($0) ? record.titles.firstIndex(of: $0.rawValue) : nil }
    return record.titles.indices.contains { record.titles[$0] == column.rawValue && key?.indices.contains($0) == true }
  }

  private func layout(titles: [String], at record: Record?, start: Int, _ text: [UInt8]) -> DeckLayout? {
    layout(source.mapping.columns ?? [:], titles: titles, at: record, start: start, text)
  }

  private func layout(
    _ columns: [DeckColumn: [DeckMapping.Column]], titles: [String], at record: Record?, start: Int,
    _ text: [UInt8]
  ) -> DeckLayout? {
    var layout = DeckLayout()
    layout.start = start
    layout.header = record?.start ?? start
    layout.line = lines(before: start, text)
    layout.cellCount = titles.count
    func place(_ reference: DeckMapping.Column) -> Int? {
      switch reference {
      case .index(let index): index
      case .title(let title): titles.firstIndex(of: Self.plain(title))
      }
    }
    guard let key = DeckKey(of: source.leg, { columns[$0]?.first.flatMap(place) }) else {
      let missing = DeckKey.missing(of: source.leg)
      log.error(source.name.place(line: record?.line), missing.message, remedy: missing.remedy)
      return nil
    }
    layout.key = key
    for column in DeckColumn.allCases where !DeckKey.columns.contains(column) {
      let indices = (columns[column] ?? []).compactMap(place)
      guard let index = indices.first else { continue }
      switch column {
      case .destination, .zone: layout.destinations = indices
      default: layout.places.append(DeckLayout.Place(column: column, index: index))
      }
      if column == .rate || column == .ratePerMinute { layout.rate = index }
    }
    layout.rates = source.mapping.jurisdictions.compactMap { name, column in place(column).map { (name, $0) } }
    if layout.rate < 0, let first = layout.rates.first { layout.rate = first.index }
    let mapped = (layout.rates.map(\.index) + layout.places.map(\.index) + layout.destinations + key.indices).max() ?? -1
    layout.leastCellCount = 1 + (titles.isEmpty ? mapped : titles.lastIndex { !$0.isEmpty } ?? -1)
    return isUsable(layout, line: record?.line) ? layout : nil
  }

  /// Line ends before a byte; a header may hold some itself.
  private func lines(before end: Int, _ text: [UInt8]) -> Int { text[..<end].count { $0 == 10 } }

  /// Whether it can be said what a rate is and what it is the price of.
  private func isUsable(_ layout: DeckLayout, line: Int?) -> Bool {
    let place = source.name.place(line: line)
    func has(_ column: DeckColumn) -> Bool {
      layout.places.contains { $0.column == column } || source.mapping.defaults[column] != nil
    }
    if source.isZones {
      guard layout.destinations.isEmpty else { return true }
      log.error(place, "the zones file has no column zone", remedy: "begin it with `prefix,zone`, or map its own columns")
    } else if has(.rate), has(.ratePerMinute) {
      log.error(place, "the deck has both rate and rate_per_minute", remedy: "keep one of them")
    } else if !has(.rate), !has(.ratePerMinute), !has(.perCall), !has(.blocked), layout.rates.isEmpty, !source.isNotice {
      let remedy = source.measure == .seconds ? "add rate_per_minute, or rate and unit_s" : "add the column rate"
      log.error(place, "the deck has no column with a rate", remedy: remedy)
    } else if has(.ratePerMinute) || !layout.rates.isEmpty, source.measure != .seconds {
      log.error(
        place, "a deck that measures \(source.measure.rawValue) has no rate per minute",
        remedy: "name the column rate, and say its unit")
    } else if has(.rate), !has(.unit), source.unit == nil, source.measure != .quantity {
      log.error(
        place, "nothing says what the column rate is the price of",
        remedy: source.measure == .seconds
          ? "add a column unit_s (60 for a rate per minute)" : "add `unit: 1048576` to the deck in plan.yaml")
    } else {
      return true
    }
    return false
  }
}
