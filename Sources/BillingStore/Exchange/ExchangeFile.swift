internal import Bytes
internal import RatePlans
internal import Telecom

/// A CSV file with a header: values by column, whatever their order, and where each stands.
///
/// A byte order mark and CRLF are taken as they come; quoted values may hold commas, doubled quotes and line ends.
struct ExchangeFile {
  let name: String
  private let text: [UInt8]
  private let index: FieldIndex
  /// Titles in small letters, in the file's order; empty for a file that has none.
  let titles: [String]

  private static let quote = UInt8(ascii: "\"")

  /// - Parameter path: `-` is standard input.
  /// - Returns: `nil` after reporting why it cannot be read.
  init?(_ path: String, log: ProblemLog) {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try (path == "-" ? RawFile.standardInput : RawFile.reading(path)).contents()
    } catch {
      log.error(InputLocation(path), error.reason, remedy: error.isNotFound ? "name a file that exists" : "make it readable")
      return nil
    }
    self.init(path, bytes, log: log)
  }

  init?(_ name: String, _ bytes: [UInt8], log: ProblemLog) {
    var index = FieldIndex()
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard bytes.count < Int(UInt32.max) else {
      log.error(InputLocation(name), "the file is larger than 4 GiB", remedy: "split it")
      return nil
    }
    if let foreign = Self.foreignForm(bytes) {
      log.error(InputLocation(name), "the file is \(foreign.form)", remedy: foreign.remedy)
      return nil
    }
    index.scan(bytes, from: start, count: bytes.count, as: FieldIndex.Layout(delimiter: UInt8(ascii: ","), multiline: true))
    (self.name, text, self.index) = (name, bytes, index)
    guard let header = index.entries.first else {
      log.error(InputLocation(name), "the file is empty", remedy: "begin it with a header, such as the one an export writes")
      return nil
    }
    var titles: [String] = []
    for column in 0..<Int(header.fieldCount) {
      let cell = Self.cell(bytes, Self.range(bytes, index, header, column))
      titles.append(String(decoding: cell, as: UTF8.self).lowercased())
    }
    self.titles = titles
  }

  private static func foreignForm(_ bytes: [UInt8]) -> (form: String, remedy: String)? {
    if bytes.starts(with: [0x1F, 0x8B]) || bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return ("compressed", "unpack it") }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return ("UTF-16 text", "save it as UTF-8") }
    if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) { return ("a workbook", "save its sheet as CSV") }
    return nil
  }

  /// Rows below the header, blank ones left out.
  var rows: [Int] {
    index.entries.indices.dropFirst().filter { row in
      let entry = index.entries[row]
      let end = Int(index.fieldEnds[Int(entry.firstField + entry.fieldCount) - 1])
      return text[Int(entry.start)..<end].contains { $0 > 32 && $0 != UInt8(ascii: ",") }
    }
  }

  func cellCount(_ row: Int) -> Int { Int(index.entries[row].fieldCount) }

  /// - Returns: `nil` for a text that is not UTF-8.
  func value(_ row: Int, _ column: Int) -> String? {
    String(validating: Self.cell(text, Self.range(text, index, index.entries[row], column)), as: UTF8.self)
  }

  func line(_ row: Int) -> Int { Int(index.entries[row].line) + 1 }

  /// Where a cell begins; the row's line where no column is named.
  func place(_ row: Int, _ column: Int?) -> InputLocation {
    guard let column else { return InputLocation(name, line: line(row)) }
    let entry = index.entries[row]
    let start = Self.range(text, index, entry, column).lowerBound
    var (line, lineStart) = (self.line(row), Int(entry.start))
    for offset in Int(entry.start)..<start where text[offset] == 10 { (line, lineStart) = (line + 1, offset + 1) }
    return InputLocation(name, line: line, column: start - lineStart + 1)
  }

  /// A cell without the blanks at its ends; its quotes are still there.
  private static func range(_ text: [UInt8], _ index: FieldIndex, _ entry: FieldIndex.Entry, _ column: Int) -> Range<Int> {
    let field = Int(entry.firstField) + column
    var low = column == 0 ? Int(entry.start) : Int(index.fieldEnds[field - 1]) + 1
    var high = Int(index.fieldEnds[field])
    while low < high, text[low] <= 32 { low += 1 }
    while low < high, text[high - 1] <= 32 { high -= 1 }
    return low..<high
  }

  private static func cell(_ text: [UInt8], _ range: Range<Int>) -> ArraySlice<UInt8> {
    guard range.count >= 2, text[range.lowerBound] == quote, text[range.upperBound - 1] == quote else { return text[range] }
    let inner = text[range.lowerBound + 1..<range.upperBound - 1]
    guard inner.contains(quote) else { return inner }
    var value: [UInt8] = []
    var wasQuote = false
    for byte in inner {
      wasQuote = byte == quote && !wasQuote
      if !wasQuote { value.append(byte) }
    }
    return value[...]
  }
}
