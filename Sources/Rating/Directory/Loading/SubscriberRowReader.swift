internal import Bytes
internal import RatePlans
internal import Telecom

/// Reads the rows of a subscribers file, and reports all that is wrong with each.
struct SubscriberRowReader {
  private let file: String
  private let header: TableHeader<SubscriberColumn>
  private let plans: [RatePlan]
  private let planOfName: [String: Int]
  private let numbers: NumberNormaliser
  private let log: ProblemLog
  /// All of the file is: then no cell has to be asked.
  private let isUTF8: Bool
  /// Zones by name; `nil` for what is none. Each takes milliseconds to compile.
  private var zones: [String: ZoneRules?] = [:]
  /// By account, where a row said one, and which.
  private(set) var cycleDays: [String: (day: Int, line: Int)] = [:]
  /// The last date of each column: most rows repeat it.
  private var dates = [(text: String, zone: String, moment: Int64)?](
    repeating: nil, count: SubscriberColumn.allCases.count)

  init(
    _ file: String, _ text: [UInt8], _ header: TableHeader<SubscriberColumn>, plans: [RatePlan], numbers: NumberNormaliser,
    log: ProblemLog
  ) {
    isUTF8 = String(validating: text, as: UTF8.self) != nil
    self.file = file
    self.header = header
    self.plans = plans
    self.numbers = numbers
    self.log = log
    planOfName = Dictionary(plans.indices.map { (plans[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private struct Value {
    var text: String
    /// Counted from 1, in bytes.
    var column: Int
  }

  /// A row while it is read.
  private struct Row {
    var line: Int
    var start: Int
    var hasErrors = false
    /// By column; `nil` where the cell is empty.
    var values = [Value?](repeating: nil, count: SubscriberColumn.allCases.count)

    subscript(column: SubscriberColumn) -> Value? { values[column.rawValue] }
  }

  /// - Returns: `nil` after reporting what is wrong.
  mutating func read(_ cells: DeckCells, _ text: [UInt8], _ ends: Span<UInt32>, line: Int) -> DirectoryEntry? {
    var row = Row(line: line, start: Int(cells.entry.start))
    guard cells.count == header.count else {
      error(&row, nil, "the row has \(cells.count) cells, the header \(header.count)", remedy: "mend its commas and quotes")
      return nil
    }
    for (column, place) in header.places {
      let range = cells.range(place, text.span, ends)
      if range.isEmpty { continue }
      row.values[column.rawValue] = Value(
        text: self.text(cells, place, text, ends, &row), column: range.lowerBound - row.start + 1)
    }
    for needed in [SubscriberColumn.service, .account] where row[needed] == nil {
      error(&row, nil, "the row has no \(needed.name)", remedy: "fill it in, or delete the row")
    }
    var entry = DirectoryEntry(
      keys: keys(&row), account: row[.account]?.text ?? "",
      service: row[.serviceName]?.text ?? row[.service]?.text ?? "")
    entry.plan = plan(&row)
    entry.namesPlan = row[.plan] != nil
    entry.serviceType = row[.serviceType]?.text ?? ""
    entry.place = row[.place]?.text ?? ""
    entry.parentAccount = row[.parentAccount]?.text ?? ""
    if let status = row[.status] {
      if let known = ServiceStatus(rawValue: status.text.lowercased()) {
        entry.status = known
        if known == .cancelled, row[.validTo] == nil {
          log.warning(
            InputLocation(file, line: line, column: status.column),
            "a cancelled service without valid_to pays for nothing, at no time", remedy: "say since when it is over")
        }
      } else {
        error(
          &row, status.column, "there is no status '\(status.text)'",
          remedy: Spelling.hint(for: status.text, among: ServiceStatus.allCases.map(\.rawValue)))
      }
    }
    entry.zone = zone(&row)
    readCycleDay(&row)
    readDates(into: &entry, &row)
    for (place, name) in header.others {
      let value = self.text(cells, place, text, ends, &row)
      if !value.isEmpty { entry.properties.append(.init(name: name, value: value)) }
    }
    return row.hasErrors ? nil : entry
  }

  private func error(_ row: inout Row, _ column: Int?, _ message: String, remedy: String) {
    row.hasErrors = true
    log.error(InputLocation(file, line: row.line, column: column), message, remedy: remedy)
  }

  private func text(
    _ cells: DeckCells, _ place: Int, _ text: [UInt8], _ ends: Span<UInt32>, _ row: inout Row
  ) -> String {
    let range = cells.range(place, text.span, ends)
    if range.isEmpty { return "" }
    let bytes = text[range].contains(34) ? cells.value(place, text.span, ends)[...] : text[range]
    if isUTF8 { return String(decoding: bytes, as: UTF8.self) }
    if let string = String(validating: bytes, as: UTF8.self) { return string }
    error(&row, range.lowerBound - row.start + 1, "the cell is not UTF-8", remedy: "save the file as UTF-8")
    return String(decoding: bytes, as: UTF8.self)
  }

  private func keys(_ row: inout Row) -> [ServiceKey] {
    guard let service = row[.service] else { return [] }
    var kind: KeyKind?
    if let named = row[.kind] {
      kind = KeyKind(rawValue: named.text) ?? KeyKind(rawValue: named.text.lowercased())
      if kind == nil {
        error(
          &row, named.column, "there is no kind '\(named.text)'",
          remedy: Spelling.hint(for: named.text, among: KeyKind.allCases.map(\.rawValue)))
        return []
      }
    }
    do throws(ServiceKey.Fault) {
      return try ServiceKey.keys(of: service.text, kind: kind, numbers: numbers)
    } catch {
      self.error(&row, service.column, error.message, remedy: error.remedy)
      return []
    }
  }

  private func plan(_ row: inout Row) -> Int {
    guard let named = row[.plan] else { return 0 }
    if let plan = planOfName[named.text] { return plan }
    error(
      &row, named.column, "no plan of this run is named '\(named.text)'",
      remedy: "name it with --plan too; " + Spelling.hint(for: named.text, among: plans.map(\.name)))
    return 0
  }

  private mutating func zone(_ row: inout Row) -> ZoneRules? {
    guard let named = row[.timeZone] else { return nil }
    let zone: ZoneRules?
    if let known = zones[named.text] {
      zone = known
    } else {
      zone = ZoneRules(named: named.text)
      zones[named.text] = .some(zone)
    }
    if zone == nil {
      error(
        &row, named.column, "there is no time zone '\(named.text)'", remedy: "name one as Europe/Berlin, UTC or +02:00")
    }
    return zone
  }

  /// An account has one; any of its rows may say it.
  private mutating func readCycleDay(_ row: inout Row) {
    guard let named = row[.cycleDay], let account = row[.account]?.text else { return }
    guard let day = Int(named.text), (1...31).contains(day) else {
      return error(&row, named.column, "cycle_day '\(named.text)' is no day of a month", remedy: "write a number from 1 to 31")
    }
    if let known = cycleDays[account], known.day != day {
      error(&row, named.column, "account \(account) has cycle_day \(known.day) in line \(known.line)", remedy: "give it one of the two")
    } else if cycleDays[account] == nil {
      cycleDays[account] = (day, row.line)
    }
  }

  private mutating func readDates(into entry: inout DirectoryEntry, _ row: inout Row) {
    let zone = entry.zone ?? plans[entry.plan].zone
    if let from = date(.validFrom, zone, &row) { entry.validFrom = from }
    if let to = date(.validTo, zone, &row) { entry.validTo = to }
    if !row.hasErrors, entry.validTo <= entry.validFrom, let to = row[.validTo] {
      error(
        &row, to.column, "valid_to \(to.text) is not after valid_from \(row[.validFrom]?.text ?? "")",
        remedy: "valid_to is the first moment that the row does not count")
    }
  }

  /// Milliseconds since 1970 UTC; local midnight for a day.
  private mutating func date(_ column: SubscriberColumn, _ zone: ZoneRules, _ row: inout Row) -> Int64? {
    guard let value = row[column] else { return nil }
    if let known = dates[column.rawValue], known.text == value.text, known.zone == zone.name { return known.moment }
    let time = value.text.utf8.count == 10 ? value.text + "T00:00:00" : value.text
    if let moment = Timestamp(rfc3339: time, zone: zone), ZoneRules.covered.contains(moment.milliseconds / 1000) {
      dates[column.rawValue] = (value.text, zone.name, moment.milliseconds)
      return moment.milliseconds
    }
    error(
      &row, value.column, "\(column.name) '\(value.text)' is no date",
      remedy: "write 2026-03-14, 2026-03-14 12:00:00 or 2026-03-14T12:00:00-05:00")
    return nil
  }
}
