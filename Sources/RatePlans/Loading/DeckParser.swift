internal import Bytes
internal import Telecom

/// Reads the rows of one stretch of a deck.
///
/// The slow algorithm: take the text apart, turn every cell into its value, put the values into a row. Here the text
/// is taken apart 64 KiB at a time, so that cell places stay in the cache; numbers are read from the bytes; a date that
/// is the one of the row before is not read again; terms that were seen are found by their hash.
struct DeckParser {
  /// What a row says, before it is stored.
  struct Draft {
    var terms = RowTerms()
    /// -1 when the row has none.
    var rateNanos: Int64 = -1
    var connectFeeNanos: Int64 = 0
    var said = NoticeCells()
  }

  private static let window = 1 << 16

  let source: DeckSource
  let layout: DeckLayout
  /// The plan's bands by the deck's names for them; lower case.
  let bands: [String: Int16]
  /// The plan's zones, where rows stand under them.
  let zones: ZoneNames
  /// Those that the plan does not have, each told once.
  var unknownZones: Set<String> = []
  var base = Draft()
  // What every row asks, without reaching for an array that another thread counts references of.
  let hasPlainPrefixes: Bool
  let hasIncrements: Bool
  let hasEmptyWords: Bool
  let isSheet: Bool
  let isNotice: Bool
  let isZones: Bool
  /// Keys are put together from several cells.
  let hasJoinedKeys: Bool
  /// Column of the prefixes; -1 where there is none.
  let prefixColumn: Int
  /// The only column of the destination; -1 without one, or when it is put together from several.
  let destinationColumn: Int

  var table = DeckTable()
  var jurisdictions: [String] = []
  /// Words for them that were read: few stand in many rows.
  var knownJurisdictions: [(text: [UInt8], index: Int16)] = []
  var problems: [Problem] = []
  /// Line ends in the stretch.
  var lineCount = 0
  /// The table ended in this stretch; what follows are notes.
  var hasEnded = false
  /// The last dates that were read, as they were written.
  var lastFrom: (text: [UInt8], value: Int64) = ([], 0)
  var lastTo: (text: [UInt8], value: Int64) = ([], 0)

  init(source: DeckSource, layout: DeckLayout, bands: [String: Int16], zones: ZoneNames, fileIndex: Int16) {
    self.source = source
    self.layout = layout
    self.bands = bands
    self.zones = zones
    hasJoinedKeys = !layout.key.isPrefix
    prefixColumn = layout.key.isPrefix ? layout.key.indices.first ?? -1 : -1
    hasPlainPrefixes = source.mapping.prefix.strip.isEmpty && source.mapping.prefix.prepend.isEmpty
    hasIncrements = !source.mapping.increments.isEmpty
    hasEmptyWords = !source.mapping.emptyWords.isEmpty
    isSheet = source.name.sheet != nil
    isNotice = source.isNotice
    isZones = source.isZones
    destinationColumn = layout.destinations.count == 1 ? layout.destinations[0] : -1
    base.terms.file = fileIndex
    base.terms.unit = source.unit ?? (source.measure == .quantity ? Decimal9.scale : 60)
  }

  /// Reads the plan's values for cells that are empty.
  mutating func readDefaults() {
    let place = source.mention ?? source.name.place()
    var draft = base
    for column in DeckColumn.allCases {
      guard let value = source.mapping.defaults[column] else { continue }
      draft.said.give(column)
      if let fault = apply(column, value.span, to: &draft) {
        let text = String(decoding: value, as: UTF8.self)
        problems.append(Problem(at: place, "default \(fault.message(column, text))", remedy: fault.remedy(column, source)))
      }
    }
    base = draft
  }

  /// - Parameter range: begins at the start of a record, and ends behind one.
  mutating func parse(_ text: [UInt8], _ range: Range<Int>) {
    let isFirst = range.lowerBound == layout.start
    var index = FieldIndex()
    let fields = source.mapping.text.fields
    let bytes = text.span
    let places = layout.places
    var start = range.lowerBound
    while start < range.upperBound, !hasEnded {
      let end = fields.multiline ? range.upperBound : Self.lineEnd(bytes, start, range.upperBound)
      index.scan(text, from: start, count: end, as: fields)
      let ends = index.fieldEnds.span
      for entry in index.entries {
        row(DeckCells(entry: entry, quote: fields.quote), bytes, ends, places.span)
        if hasEnded { break }
      }
      lineCount += index.lineCount
      if start == range.lowerBound {
        reserve(forBytes: isFirst ? text.count - start : range.count, having: end - start)
      }
      start = end
    }
  }

  /// Makes room for as many rows as there will be when the text goes on as it began: for those of the stretch, or, in
  /// the first, for those of all stretches, which will be appended to it.
  private mutating func reserve(forBytes count: Int, having done: Int) {
    let rows = table.rows.count * (count / max(done, 1) + 1)
    table.keys.reserveCapacityOnHugePages(rows + rows / 16)
    table.rows.reserveCapacityOnHugePages(rows + rows / 16)
  }

  /// The end of the last line that ends within a window from `start`, or of the first where it is longer.
  private static func lineEnd(_ bytes: Span<UInt8>, _ start: Int, _ limit: Int) -> Int {
    guard limit - start > window else { return limit }
    var end = start + window
    while end > start, bytes[end - 1] != 10 { end -= 1 }
    if end > start { return end }
    end = start + window
    while end < limit, bytes[end - 1] != 10 { end += 1 }
    return end
  }

  /// A record's line: that of the file in the first stretch, in others too low by the lines of the stretches before.
  func line(of cells: DeckCells) -> Int { layout.line + lineCount + Int(cells.entry.line) + 1 }

  mutating func report(
    _ cells: DeckCells, at offset: Int, _ bytes: Span<UInt8>, _ message: String, remedy: String
  ) {
    var line = self.line(of: cells)
    var lineStart = Int(cells.entry.start)
    for position in Int(cells.entry.start)..<max(offset, lineStart) where bytes[position] == 10 {
      line += 1
      lineStart = position + 1
    }
    let column = isSheet ? cellNumber(from: lineStart, to: offset, bytes) : offset - lineStart + 1
    problems.append(Problem(at: source.name.place(line: line, column: column), message, remedy: remedy))
  }

  private func cellNumber(from start: Int, to offset: Int, _ bytes: Span<UInt8>) -> Int {
    var number = 1
    for position in start..<max(offset, start) where bytes[position] == source.mapping.text.delimiter { number += 1 }
    return number
  }
}
