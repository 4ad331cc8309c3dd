internal import Bytes
internal import RatePlans
package import Telecom

/// A column of the numbering file.
enum NumberingColumn: String, TableColumn {
  case npa, nxx, block, state, lata, ocn
  /// Both in one: `201555`, `201-555`; seven digits are a block.
  case npanxx
  case rateCentre = "rate_centre"
  case effectiveFrom = "effective_from"
  case effectiveTo = "effective_to"

  var names: [String] {
    switch self {
    case .npanxx: ["npanxx", "npa_nxx", "npa-nxx", "npanxxx"]
    case .block: ["block", "block_id", "thousands", "thousands_block", "x"]
    case .rateCentre: ["rate_centre", "rate_center", "ratecentre", "ratecenter", "rc"]
    case .effectiveFrom: ["effective_from", "effective_date", "effective", "eff_date"]
    case .npa, .nxx, .state, .lata, .ocn, .effectiveTo: [rawValue]
    }
  }

  static let needed = [state]
  static let useOfOthers = "not read"
}

/// Loads where numbers are from a CSV file: a row for each NPA-NXX, or for each block of a thousand of it.
///
/// `npa,nxx,block,state,lata,ocn,rate_centre,effective_from,effective_to`, in any order; `npanxx` in place of the first
/// two or three. A row without `nxx` stands for whatever of the area code has no row of its own.
package struct NumberingFile {
  private let path: String
  private let table: TableFile<NumberingColumn>
  private let log: ProblemLog
  private var rows: [NumberingPlan.Row] = []
  private var places: [NumberingPlan.Place: Int32] = [:]
  private var states = Names()
  private var latas = Names()
  private var companies = Names()
  private var rateCentres = Names()
  private var lastDate: (text: String, moment: Int64?) = ("", nil)
  // Where the columns are; -1 for none.
  private let (npa, nxx, block, npanxx): (Int, Int, Int, Int)
  private let (state, lata, ocn, rateCentre): (Int, Int, Int, Int)
  private let (effectiveFrom, effectiveTo): (Int, Int)

  /// Names by index; 0 is the empty one.
  private struct Names {
    private(set) var all = [""]
    private var indices: [[UInt8]: Int32] = [[]: 0]
    private var last: (name: [UInt8], index: Int32) = ([], 0)

    mutating func index(of name: [UInt8]) -> Int32 {
      if name == last.name { return last.index }
      let index = indices[name] ?? Int32(all.count)
      if index == all.count {
        all.append(String(decoding: name, as: UTF8.self))
        indices[name] = index
      }
      last = (name, index)
      return index
    }
  }

  /// - Parameter kept: what the file held, where it was read before.
  /// - Throws: every problem of the file, when at least one of them is an error.
  package static func load(_ path: String, kept: [UInt8]? = nil) throws(ProblemReport) -> (numbering: NumberingPlan, warnings: [Problem]) {
    let log = ProblemLog()
    guard let table = TableFile<NumberingColumn>(path, kept: kept, log: log) else { throw ProblemReport(log.sorted) }
    var file = NumberingFile(path, table, log: log)
    let numbering = file.read()
    guard let numbering, !log.hasErrors else { throw ProblemReport(log.sorted) }
    return (numbering, log.sorted)
  }

  private init(_ path: String, _ table: TableFile<NumberingColumn>, log: ProblemLog) {
    self.path = path
    self.table = table
    self.log = log
    func place(_ column: NumberingColumn) -> Int { table.header.index(of: column) }
    (npa, nxx, block, npanxx) = (place(.npa), place(.nxx), place(.block), place(.npanxx))
    (state, lata, ocn, rateCentre) = (place(.state), place(.lata), place(.ocn), place(.rateCentre))
    (effectiveFrom, effectiveTo) = (place(.effectiveFrom), place(.effectiveTo))
  }

  private mutating func read() -> NumberingPlan? {
    guard npa >= 0 || npanxx >= 0 else {
      log.error(
        InputLocation(path, line: table.header.lines), "the header has neither npa nor npanxx",
        remedy: "begin the file with a header such as npa,nxx,state,lata,ocn,rate_centre")
      return nil
    }
    rows.reserveCapacity(table.mostRows)
    var lines: [Int32] = []
    lines.reserveCapacity(table.mostRows)
    table.forEachRow { cells, ends, line in
      guard let row = row(cells, ends, line: line) else { return }
      rows.append(row)
      lines.append(Int32(truncatingIfNeeded: line))
    }
    removeDuplicates(lines)
    if rows.isEmpty, !log.hasErrors {
      log.error(InputLocation(path), "the file has no numbers", remedy: "add rows below its header")
    }
    let ordered = places.sorted { $0.value < $1.value }.map(\.key)
    return NumberingPlan(
      rows: rows, places: ordered, states: states.all, latas: latas.all, companies: companies.all,
      rateCentres: rateCentres.all)
  }

  /// - Returns: `nil` after reporting what is wrong.
  private mutating func row(_ cells: DeckCells, _ ends: Span<UInt32>, line: Int) -> NumberingPlan.Row? {
    guard cells.count == table.header.count else {
      error(line, nil, "the row has \(cells.count) cells, the header \(table.header.count)", remedy: "mend its commas and quotes")
      return nil
    }
    guard let (exchange, block) = numbers(cells, ends, line) else { return nil }
    var place = NumberingPlan.Place()
    place.state = states.index(of: upper(cells.value(state, table.text.span, ends)))
    if lata >= 0 { place.lata = latas.index(of: cells.value(lata, table.text.span, ends)) }
    if ocn >= 0 { place.company = companies.index(of: upper(cells.value(ocn, table.text.span, ends))) }
    if rateCentre >= 0 { place.rateCentre = rateCentres.index(of: upper(cells.value(rateCentre, table.text.span, ends))) }
    let index = places[place] ?? Int32(places.count)
    if index == places.count { places[place] = index }
    var row = NumberingPlan.Row(exchange: exchange, block: block, place: index)
    guard let from = date(effectiveFrom, .effectiveFrom, cells, ends, line, open: .min),
      let to = date(effectiveTo, .effectiveTo, cells, ends, line, open: .max)
    else { return nil }
    (row.from, row.to) = (from, to)
    if to <= from {
      error(line, nil, "effective_to is not after effective_from", remedy: "effective_to is the first day that the row does not count")
      return nil
    }
    return row
  }

  /// NPA-NXX as six digits, NXX being 0 in a row for the rest of an area code, and the block or -1.
  private func numbers(_ cells: DeckCells, _ ends: Span<UInt32>, _ line: Int) -> (Int32, Int8)? {
    let bytes = table.text.span
    var digits: [UInt8] = []
    for column in npanxx >= 0 ? [npanxx, block] : [npa, nxx, block] where column >= 0 {
      for position in cells.range(column, bytes, ends) where bytes[position] != UInt8(ascii: "-") {
        digits.append(bytes[position])
      }
    }
    let number = digits.reduce(into: Int32(0)) { $0 = $0 &* 10 &+ Int32($1) &- 48 }
    let isSound = digits.allSatisfy { 48...57 ~= $0 } && (50...57).contains(digits.first ?? 0)
    switch digits.count {
    case 3 where isSound: return (number * 1000, -1)
    case 6 where isSound && digits[3] >= 50: return (number, -1)
    case 7 where isSound && digits[3] >= 50: return (number / 10, Int8(number % 10))
    default:
      error(
        line, nil, "\(String(decoding: digits, as: UTF8.self)) is no area code, NPA-NXX or block of one",
        remedy: "write three digits for each, beginning with 2 to 9, and one for a block")
      return nil
    }
  }

  private func upper(_ bytes: [UInt8]) -> [UInt8] { bytes.map { 97...122 ~= $0 ? $0 - 32 : $0 } }

  private mutating func date(
    _ place: Int, _ column: NumberingColumn, _ cells: DeckCells, _ ends: Span<UInt32>, _ line: Int, open: Int64
  ) -> Int64? {
    guard place >= 0, !cells.range(place, table.text.span, ends).isEmpty else { return open }
    let text = String(decoding: cells.value(place, table.text.span, ends), as: UTF8.self)
    if text != lastDate.text {
      let time = text.utf8.count == 10 ? text + "T00:00:00" : text
      lastDate = (text, Timestamp(rfc3339: time, zone: .utc)?.milliseconds)
    }
    if let moment = lastDate.moment { return moment }
    error(line, nil, "\(column.name) '\(text)' is no date", remedy: "write 2026-03-14, or 2026-03-14T12:00:00-05:00")
    return nil
  }

  private func error(_ line: Int, _ column: Int?, _ message: String, remedy: String) {
    log.error(InputLocation(path, line: line, column: column), message, remedy: remedy)
  }

  /// Of rows for one exchange or block from the same day on, the first counts; where they differ, that is told.
  private mutating func removeDuplicates(_ lines: [Int32]) {
    struct Key: Hashable {
      var exchange: Int32
      var block: Int8
      var from: Int64
    }
    var first: [Key: Int32] = [:]
    first.reserveCapacity(rows.count)
    var kept: [NumberingPlan.Row] = []
    kept.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      let key = Key(exchange: row.exchange, block: row.block, from: row.from)
      if let earlier = first[key] {
        if rows[Int(earlier)].place != row.place {
          log.warning(
            InputLocation(path, line: Int(lines[index])), "line \(lines[Int(earlier)]) has the same numbers elsewhere; it counts",
            remedy: "delete one of the two, or give them different effective_from")
        }
        continue
      }
      first[key] = Int32(truncatingIfNeeded: index)
      kept.append(row)
    }
    rows = kept
  }
}
