internal import Telecom

/// Finds out what the columns of a deck mean from titles the trade uses.
///
/// Nothing is guessed: where two columns could be the same thing, or a date could be read in two ways, the deck is not
/// recognised, and the load says what a mapping has to tell.
struct DeckRecognition {
  enum Outcome {
    /// With the index of the record that is the header.
    case recognised(DeckMapping, header: Int)
    /// Two columns have the titles of one thing.
    case ambiguous(DeckColumn, titles: [String], line: Int)
    case unknown
  }

  /// The first records that are not blank, their cells as they are compared: lower case, single blanks.
  let records: [DeckHeader.Record]
  /// A notice may name codes without prices.
  let isNotice: Bool
  let base: DeckMapping

  func find() -> Outcome {
    for (index, record) in records.enumerated() {
      let titles = record.titles.map(TradeTitles.plain)
      let jurisdictions = TradeTitles.jurisdictions.compactMap { name, words in
        words.compactMap { titles.firstIndex(of: $0) }.first.map { (name: name, index: $0) }
      }
      var columns: [DeckColumn: [DeckMapping.Column]] = [:]
      var ambiguous: Outcome?
      var taken = Set(jurisdictions.map(\.index))
      let hasPrefix = TradeTitles.columns.contains { $0.0 == .prefix && $0.1.contains { titles.contains($0) } }
      for (column, words) in TradeTitles.columns + (hasPrefix ? [] : TradeTitles.keys) {
        guard let word = words.first(where: { word in titles.indices.contains { titles[$0] == word && !taken.contains($0) } })
        else { continue }
        let indices = titles.indices.filter { titles[$0] == word && !taken.contains($0) }
        if indices.count > 1 { ambiguous = ambiguous ?? .ambiguous(column, titles: indices.map { record.titles[$0] }, line: record.line) }
        taken.insert(indices[0])
        columns[column] = [.index(indices[0])]
      }
      let names = titles.indices.filter { TradeTitles.names.contains(titles[$0]) && !taken.contains($0) }
      if !names.isEmpty { columns[.destination] = names.map { .index($0) } }
      func place(_ column: DeckColumn) -> Int? { if case .index(let place)? = columns[column]?.first { place } else { nil } }
      guard let key = DeckKey(of: .termination, place), hasPrice(columns, jurisdictions.count) else { continue }
      for column in DeckKey.columns where place(column).map({ !key.indices.contains($0) }) == true { columns[column] = nil }
      if let ambiguous { return ambiguous }
      if columns[.nextInterval] == nil || columns[.firstInterval] == nil { mendIncrements(&columns) }
      var mapping = base
      mapping.columns = columns
      mapping.jurisdictions = jurisdictions.map { ($0.name, .index($0.index)) }
      mapping.tableEnd = .blankRow
      mapping.prefix.isStrict = false
      mapping.prefix.hyphen = base.statedHyphen ?? .wholeRange
      if !key.isPrefix || TradeTitles.northAmerican.contains(titles[key.indices[0]]) { setNorthAmerican(&mapping) }
      mapping.date.formats = base.date.formats + dateFormats(below: index, in: [columns[.effectiveFrom], columns[.effectiveTo]])
      mapping.closedWords = NoticeWord.withdrawing
      return .recognised(mapping, header: index)
    }
    return .unknown
  }

  private func hasPrice(_ columns: [DeckColumn: [DeckMapping.Column]], _ jurisdictions: Int) -> Bool {
    columns[.ratePerMinute] != nil || jurisdictions > 0
      || isNotice && (columns[.status] != nil || columns[.effectiveFrom] != nil)
  }

  /// A lone `Increment` beside `Initial Increment` is the next one; without it, both.
  private func mendIncrements(_ columns: inout [DeckColumn: [DeckMapping.Column]]) {
    if columns[.firstInterval] != nil, let both = columns.removeValue(forKey: .increments) { columns[.nextInterval] = both }
  }

  /// NPA-NXX or NPA-NXX-X, without the 1 or with it, or places, at 6/6 where nothing else is said.
  private func setNorthAmerican(_ mapping: inout DeckMapping) {
    mapping.prefix.hyphen = base.statedHyphen ?? .joined
    mapping.prefix.strip = [Array("1".utf8)]
    mapping.prefix.prepend = Array("1".utf8)
    for column in [DeckColumn.firstInterval, .nextInterval] { mapping.defaults[column] = Array("6".utf8) }
  }

  /// Forms that can be read in one way only, and of `d/m/y` and `m/d/y` the one that a day after the twelfth proves.
  private func dateFormats(below header: Int, in columns: [[DeckMapping.Column]?]) -> [DateFormat] {
    var patterns = ["d-mmm-yy", "d-mmm-yyyy", "d mmm yy", "d mmm yyyy", "yyyy/mm/dd", "yyyymmdd", "dd.mm.yyyy", "dd.mm.yy"]
    var (dayFirst, monthFirst) = (false, false)
    for case .index(let column)? in columns.map({ $0?.first }) {
      for record in records.dropFirst(header + 1) where column < record.titles.count {
        let day = record.titles[column].prefix { $0 != " " }
        let parts = day.split { $0 == "/" || $0 == "-" }.map { Int($0) ?? 0 }
        guard parts.count == 3, parts[0] <= 31 else { continue }
        if parts[0] > 12 { dayFirst = true }
        if parts[1] > 12 { monthFirst = true }
      }
    }
    for separator in ["/", "-"] where dayFirst != monthFirst {
      let order = dayFirst ? ["dd", "mm"] : ["mm", "dd"]
      patterns += ["yyyy", "yy"].flatMap { year in
        ["", " hh:mm", " hh:mm:ss"].map { (order + [year]).joined(separator: separator) + $0 }
      }
    }
    return patterns.compactMap(DateFormat.init)
  }
}
