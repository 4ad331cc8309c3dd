internal import Telecom
internal import Yams

/// Reads an entry under `decks`: which file, what it measures, and how its columns are mapped.
struct DeckReader {
  private static let keys = [
    "file", "sheet", "kind", "item", "measure", "unit", "columns", "defaults", "empty", "delimiter", "quote", "encoding", "multiline", "header",
    "table_ends", "prefix_hyphen", "prefix_separators", "strip_prefix", "prepend", "decimal", "thousands",
    "implied_decimals", "date_format", "issued", "closed", "duplicates", "bands", "jurisdictions", "increments", "join",
  ]
  private static let textKeys = ["delimiter", "quote", "encoding", "multiline", "header"]

  let file: String
  let folder: String
  let zone: ZoneRules
  let log: ProblemLog

  private static let zonesKeys = [
    "file", "sheet", "columns", "delimiter", "quote", "encoding", "multiline", "header", "table_ends", "prefix_hyphen",
    "prefix_separators", "strip_prefix", "prepend", "date_format", "join",
  ]

  /// The zones file: its name, or a mapping as of a deck.
  func zones(_ node: Node) -> DeckSource? {
    var source: DeckSource
    if let name = node.scalar {
      source = DeckSource(name: DeckName(path: path(name.string)))
      source.mapping.date.zone = zone
      source.mention = InputLocation(file, line: node.mark?.line, column: node.mark?.column)
    } else {
      guard let mapping = YAMLMapping(node, file: file, what: "a zones file", keys: Self.zonesKeys, log: log),
        let read = named(mapping, what: "the zones file", example: "zones.csv")
      else { return nil }
      source = read
      source.mapping = self.read(mapping, of: .termination)
    }
    source.isZones = true
    return source
  }

  private func named(_ mapping: YAMLMapping, what: String, example: String) -> DeckSource? {
    guard let name = mapping.text("file") else {
      log.error(mapping.location, "\(what) has no file", remedy: "add `file: \(example)`")
      return nil
    }
    var source = DeckSource(name: DeckName(path: path(name.text), sheet: mapping.text("sheet")?.text))
    source.mention = name.location
    return source
  }

  func deck(_ node: Node) -> DeckSource? {
    guard let mapping = YAMLMapping(node, file: file, what: "a deck", keys: Self.keys, log: log) else { return nil }
    guard var source = named(mapping, what: "the deck", example: "termination.csv") else { return nil }
    if let item = mapping.text("item") { source.item = self.item(item) }
    source.leg = mapping.choice("kind") ?? .termination
    source.measure = mapping.choice("measure") ?? .seconds
    if let unit = mapping.text("unit") {
      let (number, name) = source.measure == .quantity ? MeasureUnit.parts(unit.text) : (unit.text, "")
      source.unitName = name
      source.unit = number.isEmpty ? nil : MeasureUnit.parse(Array(number.utf8).span, of: source.measure)
      if number.isEmpty ? name.isEmpty : source.unit ?? 0 <= 0 {
        log.error(
          unit.location, "unit cannot be \(unit.text)",
          remedy: source.measure == .quantity
            ? "write what a rate is the price of, such as kWh or 100 kWh" : "write what a rate is the price of, such as 1048576")
      }
    }
    source.mapping = read(mapping, of: source.leg)
    return source
  }

  /// The product code that usage stands under on invoices.
  private func item(_ value: YAMLText) -> String {
    if value.text.isEmpty || value.text.count > 40 || value.text.contains(where: { $0.isWhitespace || $0 == "," }) {
      log.error(
        value.location, "item cannot be '\(value.text)'", remedy: "write a short code without blanks, such as OUTBOUND")
    }
    return value.text
  }

  private func path(_ name: String) -> String { name.hasPrefix("/") ? name : folder + name }

  private func read(_ mapping: YAMLMapping, of leg: Leg) -> DeckMapping {
    var result = DeckMapping()
    result.date.zone = zone
    if let columns = mapping.mapping("columns", keys: DeckColumn.titles) {
      result.columns = self.columns(columns, of: leg)
      result.prefix.isStrict = false
      result.tableEnd = .blankRow
    }
    result.text = text(mapping)
    if !result.text.hasHeader, result.isCanonical {
      log.error(
        mapping.location, "a deck without a header needs its columns",
        remedy: "add `columns: {prefix: 1, rate_per_minute: 3}`")
    }
    result.tableEnd = mapping.choice("table_ends") ?? result.tableEnd
    result.statedHyphen = mapping.choice("prefix_hyphen")
    result.prefix.hyphen = result.statedHyphen ?? .range
    if mapping.node("prefix_separators") != nil {
      result.prefix.separators = mapping.texts("prefix_separators").flatMap { Array($0.text.utf8) }
    }
    result.prefix.strip = digits(mapping, "strip_prefix")
    result.prefix.prepend = digits(mapping, "prepend").first ?? []
    result.number.point = character(mapping, "decimal") ?? result.number.point
    result.number.thousands = character(mapping, "thousands")
    result.number.impliedDecimals = mapping.integer("implied_decimals", in: 0...9) ?? 0
    if result.number.thousands == result.number.point {
      log.error(
        mapping.location, "decimal and thousands are the same character",
        remedy: "say both, such as decimal: \",\" and thousands: \".\"")
    }
    readDates(mapping, into: &result)
    if mapping.node("closed") != nil { result.closedWords = mapping.texts("closed").map { $0.text.lowercased() } }
    result.duplicates = mapping.choice("duplicates") ?? .error
    readDefaults(mapping, into: &result)
    readEmptyWords(mapping, into: &result)
    readNames(mapping, into: &result)
    result.joins = mapping.list("join").compactMap { join($0) }
    return result
  }

  private func readDates(_ mapping: YAMLMapping, into result: inout DeckMapping) {
    for format in mapping.texts("date_format") {
      if let parsed = DateFormat(format.text) {
        result.date.formats.append(parsed)
      } else {
        log.error(
          format.location, "\(format.text) is no form of a date",
          remedy: "write it with y, m and d, such as dd/mm/yyyy, d-mmm-yy or yyyymmdd")
      }
    }
    guard let issued = mapping.text("issued") else { return }
    result.date.issued = result.date.instant(issued.text)
    if result.date.issued == nil {
      log.error(issued.location, "\(issued.text) is no date", remedy: "write it as 2026-01-31")
    }
  }

  private func readDefaults(_ mapping: YAMLMapping, into result: inout DeckMapping) {
    guard let defaults = mapping.mapping("defaults", keys: DeckColumn.titles) else { return }
    for key in defaults.keys {
      if let column = DeckColumn(title: key), let value = defaults.text(key), !value.text.isEmpty {
        result.defaults[column] = Array(value.text.utf8)
      }
    }
  }

  private func readEmptyWords(_ mapping: YAMLMapping, into result: inout DeckMapping) {
    let titles = DeckColumn.titles.filter { DeckColumn(title: $0)?.isValue ?? false }
    guard let words = mapping.mapping("empty", keys: titles) else { return }
    for key in words.keys {
      guard let column = DeckColumn(title: key) else { continue }
      result.emptyWords[column] = words.texts(key).map { $0.text.lowercased() }
    }
  }

  private func readNames(_ mapping: YAMLMapping, into result: inout DeckMapping) {
    if let names = mapping.mapping("bands", keys: nil) {
      for word in names.keys { result.bandNames[word.lowercased()] = names.text(word)?.text ?? "" }
    }
    if let rates = mapping.mapping("jurisdictions", keys: nil) {
      result.jurisdictions = rates.keys.compactMap { word in
        guard let value = rates.text(word), let column = reference(value) else { return nil }
        if let known = Jurisdiction(word: word) { return (known.code, column) }
        let words = Jurisdiction.allCases.dropFirst().map(\.code)
        log.error(value.location, "\(word) is no jurisdiction", remedy: Spelling.hint(for: word, among: words))
        return nil
      }
      if result.isCanonical {
        log.error(rates.location, "columns by jurisdiction need a mapping of the others", remedy: "add `columns:` to the deck")
      }
    }
    guard let increments = mapping.mapping("increments", keys: nil) else { return }
    for destination in increments.keys {
      guard let value = increments.text(destination) else { continue }
      guard let (first, next) = MeasureUnit.increments(Array(value.text.utf8).span, of: .seconds) else {
        log.error(value.location, "\(value.text) are no increments", remedy: "write first/next seconds, such as 60/1")
        continue
      }
      result.increments.append(
        DeckMapping.Increments(destination: Array(destination.lowercased().utf8), first: first, next: next))
    }
    // The longest name goes first, so that one country's name may begin another's.
    result.increments.sort { $0.destination.count > $1.destination.count }
  }

  private func columns(_ mapping: YAMLMapping, of leg: Leg) -> [DeckColumn: [DeckMapping.Column]] {
    var columns: [DeckColumn: [DeckMapping.Column]] = [:]
    for key in mapping.keys {
      guard let column = DeckColumn(title: key) else { continue }
      let names = mapping.texts(key)
      if names.count > 1, column != .destination {
        log.error(names[1].location, "\(key) is one column", remedy: "only destination may be put together from several")
      }
      columns[column] = names.compactMap(reference)
    }
    if DeckKey(of: leg, { columns[$0].map { _ in 0 } }) == nil {
      let keys = leg == .matrix ? "origin_zone and destination_zone" : "prefix"
      log.error(
        mapping.location, "no column is mapped to \(keys)",
        remedy: leg == .matrix
          ? "add `origin_zone: \"the column's title\"`, and destination_zone"
          : "add `prefix: \"the column's title\"`, or npa and nxx, or lata, ocn")
    }
    return columns
  }

  private func reference(_ value: YAMLText) -> DeckMapping.Column? {
    guard let number = Int(value.text) else { return .title(value.text) }
    if 1...10_000 ~= number { return .index(number - 1) }
    log.error(value.location, "there is no column \(number)", remedy: "count columns from 1")
    return nil
  }

  private func text(_ mapping: YAMLMapping) -> TextLayout {
    var layout = TextLayout()
    layout.delimiter = character(mapping, "delimiter") ?? layout.delimiter
    if let quote = mapping.text("quote"), quote.text == "none" {
      layout.quote = nil
    } else {
      layout.quote = character(mapping, "quote") ?? layout.quote
    }
    layout.encoding = mapping.choice("encoding") ?? .utf8
    layout.multiline = mapping.bool("multiline") ?? false
    if let header = mapping.text("header") {
      layout.hasHeader = header.text != "none"
      if header.text != "none", header.text != "titles" {
        log.error(header.location, "header cannot be \(header.text)", remedy: "write `none`, or leave it out")
      }
    }
    return layout
  }

  private func join(_ node: Node) -> DeckMapping.Join? {
    let keys = ["file", "sheet", "on", "key", "unmatched"] + Self.textKeys
    guard let mapping = YAMLMapping(node, file: file, what: "a join", keys: keys, log: log) else { return nil }
    guard let name = mapping.text("file"), let on = mapping.text("on"), let key = mapping.text("key") else {
      log.error(
        mapping.location, "a join needs file, on and key",
        remedy: "write `{file: codes.csv, on: column of the deck, key: column of codes.csv}`")
      return nil
    }
    guard let left = reference(on), let right = reference(key) else { return nil }
    var join = DeckMapping.Join(
      name: DeckName(path: path(name.text), sheet: mapping.text("sheet")?.text), on: left, key: right, text: text(mapping))
    if let unmatched = mapping.text("unmatched") {
      join.skipsUnmatched = unmatched.text == "skip"
      if !["skip", "error"].contains(unmatched.text) {
        log.error(unmatched.location, "unmatched cannot be \(unmatched.text)", remedy: "write skip or error")
      }
    }
    return join
  }

  private func character(_ mapping: YAMLMapping, _ key: String) -> UInt8? {
    guard let value = mapping.text(key) else { return nil }
    if value.text == "tab" || value.text == "\\t" { return 9 }
    if value.text.utf8.count == 1, let byte = value.text.utf8.first, byte != 10, byte != 13 { return byte }
    log.error(value.location, "\(key) must be one character", remedy: "write it in quotes, such as \";\", or tab")
    return nil
  }

  private func digits(_ mapping: YAMLMapping, _ key: String) -> [[UInt8]] {
    mapping.texts(key).compactMap { value in
      let digits = Array(value.text.utf8.drop { $0 == UInt8(ascii: "+") })
      if digits.isEmpty, value.text == "+" { return nil }  // A plus is dropped anyway.
      if !digits.isEmpty, digits.allSatisfy({ 48...57 ~= $0 }) { return digits }
      log.error(value.location, "\(key) cannot be \(value.text)", remedy: "write its digits in quotes, such as \"00\"")
      return nil
    }
  }
}
