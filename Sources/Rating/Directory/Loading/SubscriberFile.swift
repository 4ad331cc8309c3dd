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

  /// Bytes that are taken apart at once.
  private static let stretch = 1 << 16
  private static let layout = FieldIndex.Layout(delimiter: UInt8(ascii: ","))

  /// - Parameters:
  ///   - plans: rows name one of them; those that name none have the first, whose dialling rules also make E.164 of the
  ///     file's numbers.
  /// - Throws: every problem of the file, when at least one of them is an error.
  package static func load(
    _ path: String, plans: [RatePlan]
  ) throws(ProblemReport) -> (directory: PayerDirectory, warnings: [Problem]) {
    let file = SubscriberFile(file: path, plans: plans, numbers: NumberNormaliser(plans[0].dialling))
    let (entries, lines) = file.read()
    guard !file.log.hasErrors else { throw ProblemReport(file.log.sorted) }
    let directory = PayerDirectory(entries, numbers: file.numbers)
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
    guard let text = contents(), let header = SubscriberHeader(file, text, Self.layout, log: log) else { return ([], []) }
    var index = FieldIndex()
    var reader = SubscriberRowReader(file, text, header, plans: plans, numbers: numbers, log: log)
    var entries: [DirectoryEntry] = []
    var lines: [Int] = []
    let mostRows = text.count { $0 == 10 } + 1
    entries.reserveCapacity(mostRows)
    lines.reserveCapacity(mostRows)
    // A stretch of lines at a time: the memory for it is used again.
    var (low, linesBefore) = (header.end, header.lines)
    while low < text.count {
      var high = min(low + Self.stretch, text.count)
      if high < text.count { high = text.firstIndex(of: 10, in: high..<text.count).map { $0 + 1 } ?? text.count }
      index.scan(text, from: low, count: high, as: Self.layout)
      let (bytes, ends) = (text.span, index.fieldEnds.span)
      for entry in index.entries {
        let cells = DeckCells(entry: entry, quote: Self.layout.quote)
        if cells.isBlank(bytes, ends) { continue }
        let line = linesBefore + Int(entry.line) + 1
        if let entry = reader.read(cells, text, ends, line: line) {
          entries.append(entry)
          lines.append(line)
        }
      }
      linesBefore += index.lineCount
      low = high
    }
    if entries.isEmpty, !log.hasErrors {
      log.warning(InputLocation(file), "the file has no subscribers", remedy: "add rows below its header")
    }
    return (entries, lines)
  }

  private func contents() -> [UInt8]? {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try RawFile.reading(file).contents()
    } catch {
      log.error(InputLocation(file), error.reason, remedy: error.isNotFound ? "name a file that exists" : "make it readable")
      return nil
    }
    if bytes.starts(with: [0x1F, 0x8B]) || bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      log.error(InputLocation(file), "the file is compressed", remedy: "unpack it (gunzip, unzstd)")
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      log.error(InputLocation(file), "the file is UTF-16 text", remedy: "save it as UTF-8")
    } else if bytes.count >= 1 << 31 {
      log.error(InputLocation(file), "the file is larger than 2 GiB", remedy: "leave out what is over")
    } else {
      return bytes
    }
    return nil
  }
}
