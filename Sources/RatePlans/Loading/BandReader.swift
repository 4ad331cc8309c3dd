internal import Telecom
internal import Yams

/// Reads the bands of a plan.
struct BandReader {
  private static let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
  private static let keys = ["name", "days", "from", "to", "dates", "months", "month_days", "years"]

  private static let most = 1_000

  let log: ProblemLog

  /// - Returns: the bands, and which of them never hold; nothing is said of those where one has an error.
  func bands(_ nodes: [Node], file: String) -> (bands: [BandSchedule.Band], reach: BandReach) {
    var bands: [BandSchedule.Band] = []
    var places: [InputLocation] = []
    let before = log.problems.count
    for node in nodes {
      guard let mapping = YAMLMapping(node, file: file, what: "a band", keys: Self.keys, log: log) else { continue }
      let band = band(mapping)
      if bands.contains(where: { $0.name == band.name }) {
        log.error(
          mapping.location, "there is a band \(band.name) already",
          remedy: "give the bands different names, or put all days of one into one entry")
      }
      bands.append(band)
      places.append(mapping.location)
    }
    if bands.count > Self.most {
      log.error(InputLocation(file), "there are more than \(Self.most) bands", remedy: "use fewer")
    }
    guard log.problems.count == before else { return (Array(bands.prefix(Self.most)), BandReach([])) }
    let reach = BandReach(bands)
    for index in bands.indices { report(reach.absences[Int16(index)], of: bands[index], at: places[index], among: bands) }
    return (bands, reach)
  }

  private func report(
    _ absence: BandReach.Absence?, of band: BandSchedule.Band, at place: InputLocation, among bands: [BandSchedule.Band]
  ) {
    switch absence {
    case nil: break
    case .hidden(let hiders):
      let names = hiders.map { bands[$0].name }.enumeration
      log.warning(
        place, "the band \(band.name) never holds: \(names) before it \(hiders.count == 1 ? "holds" : "hold") whenever it would",
        remedy: "list it earlier, for the first band that holds wins, or delete it")
    case .onNoDay:
      log.warning(
        place, "the band \(band.name) never holds: no day is all that its days, dates, months, month_days and years ask for",
        remedy: "mend them, or make a band of each")
    }
  }

  private func band(_ mapping: YAMLMapping) -> BandSchedule.Band {
    let name = mapping.text("name")?.text ?? ""
    if name.isEmpty { log.error(mapping.location, "the band has no name", remedy: "add `name: peak`") }
    var band = BandSchedule.Band(name: name)
    let days = mapping.texts("days")
    if !days.isEmpty { band.weekdays = UInt8(set(days, "days", names: Self.days, from: 0...6)) }
    band.months = UInt16(set(mapping.texts("months"), "months", names: Self.months, from: 1...12))
    band.monthDays = UInt32(set(mapping.texts("month_days"), "month_days", names: [], from: 1...31))
    band.years = mapping.integers("years", in: 1970...2150)?.sorted() ?? []
    band.dates = Set(mapping.texts("dates").compactMap(date)).sorted()
    band.from = mapping.text("from").flatMap { time($0, upTo: 86_399) } ?? 0
    band.to = mapping.text("to").flatMap { time($0, upTo: 86_400) } ?? 86_400
    if band.from == band.to {
      log.error(
        mapping.location, "the band begins and ends at the same time of day",
        remedy: "leave `from` and `to` out for the whole day")
    }
    return band
  }

  private func set(_ values: [YAMLText], _ key: String, names: [String], from range: ClosedRange<Int>) -> UInt64 {
    values.reduce(0) { $0 | set($1, key, names: names, from: range) }
  }

  /// `mon-fri`, `sat, sun`, `3`, `10-12` as bits; a range may go over the end: `sat-mon`.
  private func set(_ value: YAMLText, _ key: String, names: [String], from range: ClosedRange<Int>) -> UInt64 {
    let base = range.lowerBound
    func number(_ text: some StringProtocol) -> Int? {
      let word = text.lowercased().filter { $0 != " " }
      if let number = Int(word), base == 1, range.contains(number) { return number }
      guard word.count >= 3, let index = names.firstIndex(where: { word.hasPrefix($0) }) else { return nil }
      return index + base
    }
    var bits: UInt64 = 0
    for part in value.text.split(whereSeparator: { $0 == "," }) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      guard 1...2 ~= ends.count, let first = number(ends[0]), let last = number(ends[ends.count - 1]) else {
        let example = names.isEmpty ? "1-15" : "\(names[0])-\(names[4])"
        log.error(value.location, "\(key) cannot be \(part)", remedy: "write for example \(example)")
        continue
      }
      var current = first
      bits |= 1 << UInt64(current)
      while current != last {
        current = current == range.upperBound ? range.lowerBound : current + 1
        bits |= 1 << UInt64(current)
      }
    }
    return bits
  }

  private func date(_ value: YAMLText) -> Int? {
    let parts = value.text.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2]), let date = CivilDate(year: year, month: month, day: day)
    { return date.daysSince1970 }
    log.error(value.location, "\(value.text) is no date", remedy: "write dates as 2026-12-25")
    return nil
  }

  private func time(_ value: YAMLText, upTo latest: Int) -> Int? {
    let parts = value.text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { 1...2 ~= $0.utf8.count && $0.utf8.allSatisfy { 48...57 ~= $0 } ? Int($0) : nil }
    if 2...3 ~= parts.count, numbers.count == parts.count, numbers[1] < 60, numbers.count == 2 || numbers[2] < 60 {
      let second = numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
      if second <= latest { return second }
    }
    log.error(
      value.location, "\(value.text) is no time of day",
      remedy: "write HH:MM or HH:MM:SS in quotes, from \"00:00\" to \"\(latest == 86_400 ? "24:00" : "23:59:59")\"")
    return nil
  }
}
