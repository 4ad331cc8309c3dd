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
    case .npanxx: ["npanxx", "npa_nxx", "npa-nxx", "npa nxx", "npanxxx"]
    case .block: ["block", "block_id", "block id", "thousands", "thousands_block", "thousands block", "x", "y"]
    case .rateCentre: ["rate_centre", "rate_center", "rate centre", "rate center", "ratecentre", "ratecenter", "rc"]
    case .effectiveFrom: ["effective_from", "effective_date", "effective date", "effective", "eff_date"]
    case .npa, .nxx, .state, .lata, .ocn, .effectiveTo: [rawValue]
    }
  }

  static let needed = [state]
  static let useOfOthers = "not read"

  /// What a file without its columns is told: of each the titles that are known.
  static var example: String {
    let titles = allCases.filter { $0.names.count > 1 }.map { "\($0.name) as \($0.names.dropFirst().joined(separator: ", "))" }
    return "npa,nxx,block,state,lata,ocn,rate_centre, or npanxx in place of the first two; \(titles.joined(separator: "; ")) are known too"
  }
}

/// Loads where numbers are from a CSV file: a row for each NPA-NXX, or for each block of a thousand of it.
///
/// `npa,nxx,block,state,lata,ocn,rate_centre,effective_from,effective_to`, in any order; `npanxx` in place of the first
/// two or three. A row without `nxx` stands for whatever of the area code has no row of its own; `A` as the block is the
/// whole exchange. Days begin at midnight UTC.
package struct NumberingFile {
  private let path: String
  private let table: TableFile<NumberingColumn>
  private let log: ProblemLog
  private var rows: [NumberingPlan.Row] = []
  private var places: [NumberingPlan.Place: Int32] = [:]
  private var states = PlaceNames()
  private var latas = PlaceNames()
  private var companies = PlaceNames()
  private var rateCentres = PlaceNames()
  /// The place that stood last in each slot of a hash: most rows need not ask the dictionary.
  private var recentPlaces = [(place: NumberingPlan.Place, index: Int32)](
    repeating: (NumberingPlan.Place(), -1), count: 1 << 12)
  /// Of the cell that is being read; its memory is used again.
  private var cell: [UInt8] = []
  private var lastDate: (text: String, moment: Int64?) = ("", nil)
  // Where the columns are; -1 for none.
  private let (npa, nxx, block, npanxx): (Int, Int, Int, Int)
  private let (state, lata, ocn, rateCentre): (Int, Int, Int, Int)
  private let (effectiveFrom, effectiveTo): (Int, Int)

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
        remedy: "begin the file with a header such as \(NumberingColumn.example)")
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
    readCell(state, cells, ends)
    if !cell.isEmpty, cell.count != 2 || !cell.allSatisfy({ 65...90 ~= $0 }) {
      error(
        line, nil, "state '\(String(decoding: cell, as: UTF8.self))' is no code of two letters",
        remedy: "write NJ for New Jersey; where an area code is another country's, that country, such as BS")
    }
    place.state = states.index(of: cell)
    readCell(lata, cells, ends, isUpper: false)
    place.lata = latas.index(of: cell)
    readCell(ocn, cells, ends)
    place.company = companies.index(of: cell)
    readCell(rateCentre, cells, ends)
    place.rateCentre = rateCentres.index(of: cell)
    var row = NumberingPlan.Row(exchange: exchange, block: block, place: index(of: place))
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
    var (number, count, isSound, isWhole): (Int32, Int, Bool, Bool) = (0, 0, true, false)
    func read(_ column: Int) {
      guard column >= 0 else { return }
      for position in cells.range(column, bytes, ends) where bytes[position] != UInt8(ascii: "-") {
        if count == 6, !isWhole, bytes[position] & 0xDF == UInt8(ascii: "A") {
          isWhole = true
          continue
        }
        let digit = bytes[position] &- 48
        if isWhole { isSound = false }
        // Neither an area code nor an exchange begins with 0 or 1.
        if digit > 9 || digit < 2 && (count == 0 || count == 3) { isSound = false }
        number = number &* 10 &+ Int32(digit)
        count += 1
      }
    }
    // Cells that have slipped into other columns make numbers that look right together.
    if npanxx >= 0 {
      read(npanxx)
    } else {
      read(npa)
      if count != 3 { isSound = false }
      read(nxx)
      if count != 3, count != 6 { isSound = false }
    }
    let before = count
    read(block)
    if count > before, before != 6 || count != 7 { isSound = false }
    switch count {
    case 3 where isSound: return (number * 1000, -1)
    case 6 where isSound: return (number, -1)
    case 7 where isSound: return (number / 10, Int8(number % 10))
    default:
      let columns = (npanxx >= 0 ? [npanxx, block] : [npa, nxx, block]).filter { $0 >= 0 }
      let digits = columns.flatMap { cells.range($0, bytes, ends).map { bytes[$0] } }.filter { $0 != UInt8(ascii: "-") }
      error(
        line, nil, "\(String(decoding: digits, as: UTF8.self)) is no area code, NPA-NXX or block of one",
        remedy: "write three digits for each, beginning with 2 to 9, and one for a block, or A or nothing for the whole exchange")
      return nil
    }
  }

  /// Puts a cell's value into `cell`; nothing for a column that the file does not have.
  private mutating func readCell(_ column: Int, _ cells: DeckCells, _ ends: Span<UInt32>, isUpper: Bool = true) {
    cell.removeAll(keepingCapacity: true)
    guard column >= 0 else { return }
    let text = table.text
    cells.appendValue(column, text.span, ends, to: &cell)
    guard isUpper else { return }
    for index in cell.indices where 97...122 ~= cell[index] { cell[index] -= 32 }
  }

  private mutating func index(of place: NumberingPlan.Place) -> Int32 {
    var hash = UInt64(UInt32(bitPattern: place.state)) << 32 | UInt64(UInt32(bitPattern: place.company))
    hash = hash &* 0x9E37_79B9_7F4A_7C15
    hash ^= UInt64(UInt32(bitPattern: place.lata)) << 32 | UInt64(UInt32(bitPattern: place.rateCentre))
    let slot = Int(truncatingIfNeeded: (hash &* 0x9E37_79B9_7F4A_7C15) >> 52)
    if recentPlaces[slot].index >= 0, recentPlaces[slot].place == place { return recentPlaces[slot].index }
    let index = places[place] ?? Int32(places.count)
    if index == places.count { places[place] = index }
    recentPlaces[slot] = (place, index)
    return index
  }

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
    // Rows of one exchange side by side, by block and day, in the order of the file.
    let order = NumberingPlan.order(of: rows) { ($0.block, $0.from) < ($1.block, $1.from) }
    var isKept = [Bool](repeating: true, count: rows.count)
    var first = 0
    for index in order.indices.dropFirst() {
      let (earlier, row) = (rows[Int(order[first])], rows[Int(order[index])])
      guard earlier.exchange == row.exchange, earlier.block == row.block, earlier.from == row.from else {
        first = index
        continue
      }
      isKept[Int(order[index])] = false
      if earlier.place != row.place {
        log.warning(
          InputLocation(path, line: Int(lines[Int(order[index])])),
          "line \(lines[Int(order[first])]) has the same numbers elsewhere; it counts",
          remedy: "delete one of the two, or give them different effective_from")
      }
    }
    guard isKept.contains(false) else { return }
    rows = rows.indices.filter { isKept[$0] }.map { [rows] in rows[$0] }
  }
}
