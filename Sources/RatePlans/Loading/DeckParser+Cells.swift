internal import Telecom

extension DeckParser {
  /// What is wrong with a cell.
  enum Fault: Hashable {
    case amount(Decimal9.Failure)
    case negative
    case interval
    case count
    case date
    case flag
    case band
    case jurisdiction
  }

  /// Puts the value of a cell that is not empty into the row.
  mutating func apply(_ column: DeckColumn, _ cell: Span<UInt8>, to draft: inout Draft) -> Fault? {
    switch column {
    case .rate, .ratePerMinute:
      if source.mapping.isCanonical || 48...57 ~= cell[0] { return amount(cell, &draft.rateNanos) }
      if isClosing(cell) {
        draft.terms.blocked = true
        return nil
      }
      return amount(cell, &draft.rateNanos)
    case .connectFee: return amount(cell, &draft.connectFeeNanos)
    case .perCall: return amount(cell, &draft.terms.perCallNanos)
    case .minimumCharge: return amount(cell, &draft.terms.minimumChargeNanos)
    case .maximumCharge: return amount(cell, &draft.terms.maximumChargeNanos)
    case .unit: return interval(cell, &draft.terms.unit)
    case .firstInterval: return interval(cell, &draft.terms.firstInterval)
    case .nextInterval: return interval(cell, &draft.terms.nextInterval)
    case .increments: return increments(cell, &draft)
    case .fromSeconds: return seconds(cell, &draft.terms.fromSeconds)
    case .grace: return seconds(cell, &draft.terms.graceSeconds)
    case .connectCovers: return seconds(cell, &draft.terms.connectCoversSeconds)
    case .effectiveFrom: return beginning(cell, &draft)
    case .effectiveTo: return end(cell, &draft)
    case .period: return period(cell, &draft)
    case .band: return band(cell, &draft)
    case .jurisdiction: return jurisdiction(cell, &draft)
    case .blocked: return flag(cell, &draft.terms.blocked)
    case .status:
      if isClosing(cell) { draft.terms.blocked = true }
      if isNotice { draft.said.word = NoticeWord(Self.string(cell).lowercased()) }
      return nil
    case .prefix, .npa, .nxx, .block, .lata, .ocn, .state, .originZone, .destinationZone, .zone, .destination: return nil
    }
  }

  private func amount(_ cell: Span<UInt8>, _ nanos: inout Int64) -> Fault? {
    do throws(Decimal9.Failure) {
      let value = try source.mapping.number.nanos(cell)
      if value < 0 { return .negative }
      nanos = value
      return nil
    } catch {
      return .amount(error)
    }
  }

  private func interval(_ cell: Span<UInt8>, _ units: inout Int64) -> Fault? {
    guard let value = MeasureUnit.parse(cell, of: source.measure), value > 0 else { return .interval }
    units = value
    return nil
  }

  private func increments(_ cell: Span<UInt8>, _ draft: inout Draft) -> Fault? {
    guard let (first, next) = MeasureUnit.increments(cell, of: source.measure) else { return .interval }
    draft.terms.firstInterval = first
    draft.terms.nextInterval = next
    return nil
  }

  private func seconds(_ cell: Span<UInt8>, _ seconds: inout Int64) -> Fault? {
    guard let value = MeasureUnit.parse(cell, of: .seconds) else { return .count }
    seconds = value
    return nil
  }

  private mutating func beginning(_ cell: Span<UInt8>, _ draft: inout Draft) -> Fault? {
    if !Self.equal(cell, lastFrom.text) {
      let text = Self.bytes(cell)
      guard let value = source.mapping.date.beginning(String(decoding: text, as: UTF8.self)) else { return .date }
      lastFrom = (text, value)
    }
    draft.terms.effectiveFrom = lastFrom.value
    return nil
  }

  private mutating func end(_ cell: Span<UInt8>, _ draft: inout Draft) -> Fault? {
    if !Self.equal(cell, lastTo.text) {
      let text = Self.bytes(cell)
      guard let value = source.mapping.date.instant(String(decoding: text, as: UTF8.self)) else { return .date }
      lastTo = (text, value)
    }
    draft.terms.effectiveTo = lastTo.value
    return nil
  }

  private func period(_ cell: Span<UInt8>, _ draft: inout Draft) -> Fault? {
    guard let period = source.mapping.date.period(Self.string(cell)) else { return .date }
    draft.terms.effectiveFrom = period.from
    draft.terms.effectiveTo = period.to
    return nil
  }

  private func band(_ cell: Span<UInt8>, _ draft: inout Draft) -> Fault? {
    guard let band = bands[Self.string(cell).lowercased()] else { return .band }
    draft.terms.band = band
    return nil
  }

  private mutating func jurisdiction(_ cell: Span<UInt8>, _ draft: inout Draft) -> Fault? {
    for known in knownJurisdictions where Self.equal(cell, known.text) {
      draft.terms.jurisdiction = known.index
      return nil
    }
    let name = Self.string(cell)
    guard let meant = Jurisdiction(word: name) else { return .jurisdiction }
    let index = jurisdictions.firstIndex(of: meant.code) ?? jurisdictions.count
    if index == jurisdictions.count { jurisdictions.append(meant.code) }
    knownJurisdictions.append((Self.bytes(cell), Int16(index)))
    draft.terms.jurisdiction = Int16(index)
    return nil
  }

  private func flag(_ cell: Span<UInt8>, _ flag: inout Bool) -> Fault? {
    switch Self.string(cell).lowercased() {
    case "1", "true", "yes", "y", "x": flag = true
    case "0", "false", "no", "n": flag = false
    default: return .flag
    }
    return nil
  }

  /// Whether a cell holds what stands for nothing in its column.
  func isEmptyWord(_ cell: Span<UInt8>, _ column: DeckColumn) -> Bool {
    source.mapping.emptyWords[column]?.contains(Self.string(cell).lowercased()) ?? false
  }

  private func isClosing(_ cell: Span<UInt8>) -> Bool {
    source.mapping.closedWords.contains(Self.string(cell).lowercased())
  }

  private static func equal(_ cell: Span<UInt8>, _ text: [UInt8]) -> Bool {
    guard cell.count == text.count else { return false }
    for index in cell.indices where cell[index] != text[index] { return false }
    return true
  }

  private static func bytes(_ cell: Span<UInt8>) -> [UInt8] { cell.indices.map { cell[$0] } }
  private static func string(_ cell: Span<UInt8>) -> String { String(decoding: bytes(cell), as: UTF8.self) }

  mutating func reportCell(
    _ fault: Fault, _ column: DeckColumn, _ cells: DeckCells, _ cell: Range<Int>, _ bytes: Span<UInt8>
  ) {
    let text = Self.string(bytes.extracting(cell))
    report(cells, at: cell.lowerBound, bytes, fault.message(column, text), remedy: remedy(fault, column, text))
  }

  private func remedy(_ fault: Fault, _ column: DeckColumn, _ text: String) -> String {
    guard fault == .band else { return fault.remedy(column, source) }
    let names = bands.keys.filter { !["", "*", "any"].contains($0) }.sorted()
    return names.isEmpty ? "add `bands:` to plan.yaml, or leave the cell empty" : Spelling.hint(for: text, among: names)
  }
}

extension DeckParser.Fault {
  func message(_ column: DeckColumn, _ text: String) -> String {
    let name = column.rawValue
    switch self {
    case .amount(.tooPrecise): return "\(name) \(text) has more than nine decimals"
    case .amount(.tooLarge): return "\(name) \(text) is too large"
    case .amount: return "\(name) \(text) is no plain decimal number"
    case .negative: return "\(name) \(text) is negative"
    case .interval: return "\(name) \(text) is no positive number of units"
    case .count: return "\(name) \(text) is no number of seconds"
    case .date: return "\(name) \(text) is no date"
    case .flag: return "\(name) \(text) is neither yes nor no"
    case .band: return "the plan has no band \(text)"
    case .jurisdiction: return "\(text) is no jurisdiction"
    }
  }

  func remedy(_ column: DeckColumn, _ source: DeckSource) -> String {
    switch self {
    case .amount(.tooPrecise): "round it to nine decimals"
    case .amount(.tooLarge): "write at most 9223372036"
    case .amount:
      source.mapping.isCanonical
        ? "write digits with a point, such as 0.0125; a decimal comma needs `decimal: \",\"` in plan.yaml"
        : "write digits, or say how the deck writes numbers: decimal, thousands, implied_decimals"
    case .negative: "rates cannot be negative"
    case .interval: column == .increments ? "write first/next, such as 60/6" : "write a whole number from 1 on"
    case .count: "write whole seconds from 0 on"
    case .date:
      source.mapping.date.formats.isEmpty
        ? "write 2026-01-31, or say its form with date_format" : "mend it, or add its form to date_format"
    case .flag: "write 1 or 0"
    case .band: "write the name of a band of the plan"
    case .jurisdiction:
      "write \(Jurisdiction.allCases.dropFirst().map(\.code).joined(separator: ", ")), or leave the cell empty"
    }
  }
}

extension PrefixNotation.Failure {
  func message(_ text: String) -> String {
    switch self {
    case .empty: "the row has no prefix"
    case .notDigits: "\(text) is no prefix"
    case .tooLong: "no call can reach the prefix \(text): numbers have at most 15 digits"
    case .backwardRange: "the range \(text) ends before it begins"
    case .unclearHyphen: "the hyphen of \(text) could make a range, or stand between country and city"
    case .wideRange: "the range \(text) is wider than \(PrefixNotation.widestRange) prefixes"
    case .tooMany: "the deck has more than \(PrefixNotation.mostPrefixes) prefixes"
    }
  }

  func remedy(_ notation: PrefixNotation) -> String {
    switch self {
    case .empty: "write its digits, or * for the default row"
    case .notDigits where notation.isStrict:
      "write digits only, digits$ for one exact number, or *; a mapping in plan.yaml reads ranges, lists and +"
    case .notDigits: "write digits, a range or a list of them, or say its form with prefix_hyphen and prefix_separators"
    case .tooLong: "shorten it"
    case .backwardRange: "exchange its ends, or say `prefix_hyphen: joined`"
    case .unclearHyphen: "map the deck's columns in a plan.yaml, with `prefix_hyphen: range` or `joined`"
    case .wideRange, .tooMany: "write shorter prefixes"
    }
  }
}
