internal import Bytes
internal import RatePlans
package import Telecom

/// A column of the file of ported numbers.
enum PortedNumbersColumn: String, TableColumn {
  case number, lrn

  var names: [String] {
    switch self {
    case .number: ["number", "tn", "telephone_number", "ported_number"]
    case .lrn: ["lrn", "routing_number"]
    }
  }

  static let needed = [number, lrn]
  static let useOfOthers = "not read"
}

/// Loads ported numbers from a CSV file `number,lrn`: ten digits each, a leading 1 or +1 is taken off.
package enum PortedNumbersFile {
  /// - Parameter kept: what the file held, where it was read before.
  /// - Throws: every problem of the file, when at least one of them is an error.
  package static func load(_ path: String, kept: [UInt8]? = nil) throws(ProblemReport) -> (ported: PortedNumbers, warnings: [Problem]) {
    let log = ProblemLog()
    guard let table = TableFile<PortedNumbersColumn>(path, kept: kept, log: log) else { throw ProblemReport(log.sorted) }
    var ported = PortedNumbers(capacity: table.mostRows)
    let (number, lrn) = (table.header.index(of: .number), table.header.index(of: .lrn))
    table.forEachRow { cells, ends, line in
      let bytes = table.text.span
      func read(_ column: Int, _ name: String) -> PhoneNumber? {
        let range = cells.range(column, bytes, ends)
        if let number = NorthAmericanNotation.number(bytes.extracting(range)) { return number }
        log.error(
          InputLocation(path, line: line, column: range.lowerBound - Int(cells.entry.start) + 1),
          "\(name) '\(String(decoding: cells.value(column, bytes, ends), as: UTF8.self))' is no North American number",
          remedy: "write ten digits, such as 2015550123")
        return nil
      }
      guard let from = read(number, "number"), let to = read(lrn, "lrn") else { return }
      if let earlier = ported.insert(from, to), earlier != to {
        log.error(
          InputLocation(path, line: line), "\(from) has the LRN \(earlier) already", remedy: "delete one of the two rows")
      }
    }
    if ported.count == 0, !log.hasErrors {
      log.warning(InputLocation(path), "the file has no numbers", remedy: "add rows below its header")
    }
    guard !log.hasErrors else { throw ProblemReport(log.sorted) }
    return (ported, log.sorted)
  }
}
