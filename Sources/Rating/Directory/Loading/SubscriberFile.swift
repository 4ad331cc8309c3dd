internal import Bytes
package import RatePlans
package import Telecom

/// Loads the directory of a run from a CSV file: a row for each service key, with a header whose columns come in any
/// order.
package struct SubscriberFile {
  private let file: String
  private let plans: [RatePlan]
  private let numbers: NumberNormaliser
  private let log = ProblemLog()

  /// - Parameters:
  ///   - plans: rows name one of them; those that name none have the first, whose dialling rules also make E.164 of the
  ///     file's numbers.
  ///   - rules: how the service types are rated.
  /// - Throws: every problem of the file, when at least one of them is an error.
  package static func load(
    _ path: String, plans: [RatePlan], rules: RatingRules = .none
  ) throws(ProblemReport) -> (directory: PayerDirectory, warnings: [Problem]) {
    let file = SubscriberFile(file: path, plans: plans, numbers: NumberNormaliser(plans[0].dialling))
    let (entries, lines) = file.read()
    guard !file.log.hasErrors else { throw ProblemReport(file.log.sorted) }
    let directory = PayerDirectory(entries, numbers: file.numbers, rules: rules)
    for conflict in directory.conflicts {
      let (entry, earlier) = (entries[conflict.entry], lines[conflict.earlier])
      file.log.warning(
        InputLocation(path, line: lines[conflict.entry]),
        "line \(earlier) has service \(entry.service) at the same time; what belongs to both is rejected",
        remedy: "give the two rows dates that do not overlap, or delete one")
    }
    return (directory, file.log.sorted)
  }

  private init(file: String, plans: [RatePlan], numbers: NumberNormaliser) {
    self.file = file
    self.plans = plans
    self.numbers = numbers
  }

  /// - Returns: the entries, and the line of each.
  private func read() -> ([DirectoryEntry], [Int]) {
    guard let table = TableFile<SubscriberColumn>(file, log: log) else { return ([], []) }
    var reader = SubscriberRowReader(file, table.text, table.header, plans: plans, numbers: numbers, log: log)
    var entries: [DirectoryEntry] = []
    var lines: [Int] = []
    entries.reserveCapacity(table.mostRows)
    lines.reserveCapacity(table.mostRows)
    table.forEachRow { cells, ends, line in
      guard let entry = reader.read(cells, table.text, ends, line: line) else { return }
      entries.append(entry)
      lines.append(line)
    }
    if !reader.cycleDays.isEmpty {
      for index in entries.indices { entries[index].cycleDay = reader.cycleDays[entries[index].account]?.day ?? 1 }
    }
    if entries.isEmpty, !log.hasErrors {
      log.warning(InputLocation(file), "the file has no subscribers", remedy: "add rows below its header")
    }
    return (entries, lines)
  }
}
