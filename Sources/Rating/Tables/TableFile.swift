internal import Bytes
internal import RatePlans
internal import Telecom

/// A CSV file with a header whose columns come in any order. UTF-8, LF or CRLF, with or without a byte order mark.
struct TableFile<Column: TableColumn> {
  let path: String
  let text: [UInt8]
  let header: TableHeader<Column>

  private static var layout: FieldIndex.Layout { FieldIndex.Layout(delimiter: UInt8(ascii: ",")) }
  /// Bytes that are taken apart at once.
  private static var stretch: Int { 1 << 16 }

  /// - Parameter kept: what the file held, where it was read before.
  /// - Returns: `nil` after reporting why the file cannot be read.
  init?(_ path: String, kept: [UInt8]? = nil, log: ProblemLog) {
    guard let text = kept ?? Self.contents(path, log: log), let header = TableHeader<Column>(path, text, Self.layout, log: log)
    else { return nil }
    self.path = path
    self.text = text
    self.header = header
  }

  /// No file has more.
  var mostRows: Int { text.count { $0 == 10 } + 1 }

  /// Every row that is not blank, in the order of the file.
  /// - Parameter body: is given the row's cells, the places where the cells of a stretch end, and the row's line.
  func forEachRow(_ body: (_ cells: DeckCells, _ ends: Span<UInt32>, _ line: Int) -> Void) {
    var index = FieldIndex()
    // A stretch of lines at a time: the memory for it is used again.
    var (low, linesBefore) = (header.end, header.lines)
    while low < text.count {
      var high = min(low + Self.stretch, text.count)
      if high < text.count { high = text.firstIndex(of: 10, in: high..<text.count).map { $0 + 1 } ?? text.count }
      index.scan(text, from: low, count: high, as: Self.layout)
      let ends = index.fieldEnds.span
      for entry in index.entries {
        let cells = DeckCells(entry: entry, quote: Self.layout.quote)
        if !cells.isBlank(text.span, ends) { body(cells, ends, linesBefore + Int(entry.line) + 1) }
      }
      linesBefore += index.lineCount
      low = high
    }
  }

  private static func contents(_ file: String, log: ProblemLog) -> [UInt8]? {
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
