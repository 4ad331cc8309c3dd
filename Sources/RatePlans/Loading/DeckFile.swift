internal import Bytes
internal import Telecom

/// Reads one deck: its rows, and every problem of its file.
struct DeckFile {
  /// A stretch shorter than this is not worth a thread of its own.
  private static let leastStretch = 1 << 18

  let source: DeckSource
  let bands: BandSchedule
  /// Index of the deck among the tariff's.
  let fileIndex: Int16
  let threads: Int
  let log: ProblemLog

  /// - Parameters:
  ///   - table: takes the rows; destinations of a first deck need not be moved.
  ///   - jurisdictions: names of the tariff, to which the deck's are added.
  func read(into table: inout DeckTable, jurisdictions: inout [String]) {
    let mapping = source.mapping
    guard var text = DeckText.read(
      source.path, as: mapping.text.encoding, mention: source.mention, threads: threads, log: log)
    else { return }
    var source = source
    var lines: [Int]?
    if !mapping.joins.isEmpty {
      guard let joined = DeckJoiner(log: log).join(text, of: source) else { return }
      text = joined.text
      lines = joined.lines
      source.mapping.text = TextLayout()
    }
    guard let layout = DeckHeader(file: source.path, source: source, log: log).find(in: text) else { return }
    var parser = DeckParser(
      file: source.path, source: source, layout: layout, bands: bandIndices(), fileIndex: fileIndex)
    parser.readDefaults()
    log.add(parser.problems)
    parser.problems = []
    let textOffset = table.text.count
    guard textOffset + text.count < Int(DeckTable.extraFlag) else {
      log.error(InputLocation(source.path), "the decks are larger than 2 GiB together", remedy: "split the plan")
      return
    }
    for part in Self.parse(text, with: parser, threads: threads) {
      guard table.keys.count + part.table.keys.count <= PrefixNotation.mostPrefixes else {
        log.error(
          InputLocation(source.path), "the decks have more than \(PrefixNotation.mostPrefixes) prefixes together",
          remedy: "split the plan")
        return
      }
      take(part, lines: lines, into: &table, jurisdictions: &jurisdictions, textOffset: textOffset)
    }
    if table.text.isEmpty { table.text = text } else { table.text += text }
  }

  /// A stretch's rows, whose lines are still counted from the stretch's first.
  private struct Part: Sendable {
    var table: DeckTable
    var jurisdictions: [String]
    var problems: [Problem]
    /// Lines before the stretch.
    var line: Int
  }

  private static func parse(_ text: [UInt8], with parser: DeckParser, threads: Int) -> [Part] {
    let ranges = stretches(text, from: parser.layout.start, parser.source.mapping.text, threads: threads)
    let parsers = concurrentMap(ranges.count, threads: threads) { index in
      var parser = parser
      parser.parse(text, ranges[index])
      return parser
    }
    var parts: [Part] = []
    var line = parser.layout.line
    for parser in parsers {
      parts.append(
        Part(table: parser.table, jurisdictions: parser.jurisdictions, problems: parser.problems, line: line))
      if parser.hasEnded { break }
      line += parser.lineCount
    }
    return parts
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

  private func take(
    _ part: Part, lines: [Int]?, into table: inout DeckTable, jurisdictions: inout [String], textOffset: Int
  ) {
    var part = part
    for index in part.table.rows.indices where part.line > 0 || lines != nil {
      let line = Int(part.table.rows[index].line) + part.line
      part.table.rows[index].line = Int32(lines.map { $0[line - 1] } ?? line)
    }
    for var problem in part.problems {
      let line = (problem.location.line ?? 1) + part.line
      problem.location.line = lines.map { $0[line - 1] } ?? line
      if lines != nil { problem.location.column = nil }
      log.add([problem])
    }
    let indices = part.jurisdictions.map { name in
      if let index = jurisdictions.firstIndex(of: name) { return Int16(index) }
      jurisdictions.append(name)
      return Int16(jurisdictions.count - 1)
    }
    table.append(part.table, jurisdictions: indices, textOffset: textOffset)
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
          source.mention ?? InputLocation(source.path), "the plan has no band \(name), which the deck's \(word) is to be",
          remedy: Spelling.hint(for: name, among: bands.bands.map(\.name)))
      }
    }
    return indices
  }
}
