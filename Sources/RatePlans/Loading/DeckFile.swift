internal import Bytes
internal import Telecom

/// Reads one deck: its rows, and every problem of its file.
struct DeckFile {
  /// A stretch shorter than this is not worth a thread of its own.
  private static let leastStretch = 1 << 18

  let source: DeckSource
  let bands: BandSchedule
  /// Those that rows of a matrix stand under.
  var zones = ZoneNames()
  /// Index of the deck among the tariff's.
  let fileIndex: Int16
  let threads: Int
  let files: PlanFiles
  let log: ProblemLog

  /// - Parameters:
  ///   - table: takes the rows; destinations of a first deck need not be moved.
  ///   - jurisdictions: names of the tariff, to which the deck's are added.
  /// - Returns: the deck as it was found to be: which sheet of a workbook, in which layout.
  func read(into table: inout DeckTable, jurisdictions: inout [String]) -> DeckSource {
    guard let found = DeckText.read(
      source.name, of: files, as: source.mapping.text, mention: source.mention, threads: threads, log: log)
    else { return source }
    var source = source
    source.name = found.name
    source.mapping.text = found.layout
    read(found.bytes, of: &source, into: &table, jurisdictions: &jurisdictions)
    return source
  }

  private func read(
    _ text: [UInt8], of source: inout DeckSource, into table: inout DeckTable, jurisdictions: inout [String]
  ) {
    var text = text
    var lines: [Int]?
    if !source.mapping.joins.isEmpty {
      guard let joined = DeckJoiner(files: files, log: log).join(text, of: source) else { return }
      text = joined.text
      lines = joined.lines
      source.mapping.text = TextLayout()
    }
    var header = DeckHeader(source: source, log: log)
    guard let layout = header.find(in: text) else { return }
    source = header.source
    if source.isNotice { source.banner = banner(text[..<layout.header]) }
    var parser = DeckParser(source: source, layout: layout, bands: bandIndices(), zones: zones, fileIndex: fileIndex)
    parser.readDefaults()
    log.add(parser.problems)
    parser.problems = []
    let textOffset = table.text.count
    guard textOffset + text.count < Int(DeckTable.extraFlag) else {
      log.error(source.name.place(), "the decks are larger than 2 GiB together", remedy: "split the plan")
      return
    }
    let before = table.keys.count
    var line = 0
    // Zones that are not known are told once, which takes one thread.
    var parsers = Self.parse(text, with: parser, threads: source.leg == .matrix ? 1 : threads)
    for index in parsers.indices {
      guard table.keys.count + parsers[index].table.keys.count <= PrefixNotation.mostPrefixes else {
        log.error(
          source.name.place(), "the decks have more than \(PrefixNotation.mostPrefixes) prefixes together",
          remedy: "split the plan")
        return
      }
      take(&parsers[index], line: line, lines: lines, into: &table, jurisdictions: &jurisdictions, textOffset: textOffset)
      if parsers[index].hasEnded { break }
      line += parsers[index].lineCount
    }
    if table.keys.count == before, !log.hasErrors {
      log.warning(source.name.place(), "the deck has no rows", remedy: "add rows below its header")
    }
    if table.text.isEmpty { table.text = text } else { table.text += text }
  }

  /// What stands above a table, its words with a blank between them.
  private func banner(_ text: ArraySlice<UInt8>) -> String {
    String(decoding: text.map { $0 < 33 || $0 == UInt8(ascii: ",") ? 32 : $0 }, as: UTF8.self).split(separator: " ")
      .joined(separator: " ")
  }

  private static func parse(_ text: [UInt8], with parser: DeckParser, threads: Int) -> [DeckParser] {
    let ranges = stretches(text, from: parser.layout.start, parser.source.mapping.text, threads: threads)
    return concurrentMap(ranges.count, threads: threads) { index in
      var parser = parser
      parser.parse(text, ranges[index])
      return parser
    }
  }

  /// Cuts the text at line ends, one stretch a thread.
  private static func stretches(_ text: [UInt8], from start: Int, _ layout: TextLayout, threads: Int) -> [Range<Int>] {
    let count = layout.multiline ? 1 : max(1, min(threads, (text.count - start) / leastStretch))
    var ranges: [Range<Int>] = []
    var low = start
    for index in 1...count {
      var high = index == count ? text.count : start + (text.count - start) / count * index
      while high < text.count, high > low, text[high - 1] != 10 { high += 1 }
      ranges.append(low..<high)
      low = high
    }
    return ranges
  }

  /// - Parameters:
  ///   - line: how many lines the stretches before have.
  ///   - lines: for a joined text, the line of the deck that each of its lines came from.
  private func take(
    _ parser: inout DeckParser, line: Int, lines: [Int]?, into table: inout DeckTable, jurisdictions: inout [String],
    textOffset: Int
  ) {
    var part = DeckTable()
    swap(&part, &parser.table)  // So that the rows are held once, and need not be copied.
    if let lines {
      for index in part.rows.indices { part.rows[index].line = Int32(lines[Int(part.rows[index].line) + line - 1]) }
    }
    for var problem in parser.problems {
      let inText = (problem.location.line ?? 1) + line
      problem.location.line = lines.map { $0[inText - 1] } ?? inText
      if lines != nil { problem.location.column = nil }
      log.add([problem])
    }
    let indices = parser.jurisdictions.map { name in
      if let index = jurisdictions.firstIndex(of: name) { return Int16(index) }
      jurisdictions.append(name)
      return Int16(jurisdictions.count - 1)
    }
    table.append(part, lineOffset: lines == nil ? line : 0, jurisdictions: indices, textOffset: textOffset)
  }

  /// The plan's bands by the deck's names for them.
  private func bandIndices() -> [String: Int16] {
    var indices: [String: Int16] = ["*": -1, "any": -1]
    for (index, band) in bands.bands.enumerated() { indices[band.name.lowercased()] = Int16(index) }
    for (word, name) in source.mapping.bandNames.sorted(by: { $0.key < $1.key }) {
      if let index = name.isEmpty ? -1 : indices[name.lowercased()] {
        indices[word] = index
      } else {
        log.error(
          source.mention ?? source.name.place(), "the plan has no band \(name), which the deck's \(word) is to be",
          remedy: Spelling.hint(for: name, among: bands.bands.map(\.name)))
      }
    }
    return indices
  }
}
