internal import Bytes
package import Compression

/// Reads rated usage that was written as CSV, a row after the other, in memory of a fixed size.
///
/// The header decides where the columns are; `.gz` and `.zst` are unpacked.
package struct RatedUsageReader {
  package enum Failure: Error, CustomStringConvertible {
    case input(InputError)
    case row(path: String, line: Int, message: String, remedy: String)

    package var description: String {
      switch self {
      case .input(let error): "\(error)"
      case .row(let path, let line, let message, let remedy): "\(path):\(line): \(message); \(remedy)"
      }
    }
  }

  /// The cells of a row that were asked for.
  package struct Row {
    let cells: [[UInt8]]
    package let line: Int

    /// Of the column that the file need not have; `nil` where it has none.
    let addition: [UInt8]?

    package subscript(column: Int) -> [UInt8] { cells[column] }
    package func text(_ column: Int) -> String { String(decoding: cells[column], as: UTF8.self) }
  }

  private static let chunkSize = 1 << 20
  private static let layout = FieldIndex.Layout(delimiter: UInt8(ascii: ","), multiline: true)

  private let path: String
  private let source: ByteSource
  /// Titles of the columns that are wanted.
  private let columns: [String]
  private let addition: String

  /// - Parameters:
  ///   - columns: titles of those that the file must have.
  ///   - addition: title of one that it may have.
  package init(_ path: String, columns: [String], addition: String) throws(Failure) {
    self.path = path
    self.columns = columns
    self.addition = addition
    do throws(SystemError) {
      source = ByteSource(path == "-" ? RawFile.standardInput : try RawFile.reading(path))
    } catch {
      throw .input(.system(error))
    }
  }

  /// Gives every row to `body`, in the order of the file.
  package func forEachRow(_ body: (Row) throws(Failure) -> Void) throws(Failure) {
    var text: [UInt8] = []
    var header: (places: [Int], addition: Int?, count: Int)?
    var (line, count, isAtEnd) = (1, 0, false)
    var index = FieldIndex()
    while !isAtEnd {
      let wanted = count + Self.chunkSize
      if text.count < wanted { text += [UInt8](repeating: 0, count: wanted - text.count) }
      do throws(InputError) {
        let got = try source.read(into: &text, count..<wanted)
        isAtEnd = got < Self.chunkSize
        count += got
      } catch {
        throw .input(error)
      }
      let end = isAtEnd ? count : Self.endOfLastRow(text, count)
      index.scan(text, count: end, as: Self.layout)
      let ends = index.fieldEnds
      for entry in index.entries {
        let row = Self.cells(entry, text, ends)
        let place = line + Int(entry.line)
        if let header {
          if row.count == 1, row[0].isEmpty { continue }
          guard row.count == header.count else {
            throw .row(
              path: path, line: place, message: "the row has \(row.count) cells, the header \(header.count)",
              remedy: "get the whole file")
          }
          try body(Row(cells: header.places.map { row[$0] }, line: place, addition: header.addition.map { row[$0] }))
        } else {
          header = (try places(row, line: place), row.firstIndex(of: Array(addition.utf8)), row.count)
        }
      }
      if isAtEnd, count > 0, text[count - 1] != 10 {
        let last = line + Int(index.entries.last?.line ?? 0)
        throw .row(path: path, line: last, message: "the file ends within the row", remedy: "get the whole file")
      }
      line += index.lineCount
      text.replaceSubrange(0..<count - end, with: Array(text[end..<count]))
      count -= end
    }
    if header == nil { throw .row(path: path, line: 1, message: "the file is empty", remedy: "name a file that 'tollbook rate' wrote") }
  }

  private func places(_ row: [[UInt8]], line: Int) throws(Failure) -> [Int] {
    let titles = row.map { String(decoding: $0, as: UTF8.self) }
    var places: [Int] = []
    for column in columns {
      guard let place = titles.firstIndex(of: column) else {
        throw .row(
          path: path, line: line, message: "the header has no column \(column)",
          remedy: "name a CSV file that 'tollbook rate' wrote")
      }
      places.append(place)
    }
    return places
  }

  /// Behind the last line end outside quotes; 0 where there is none.
  private static func endOfLastRow(_ text: [UInt8], _ count: Int) -> Int {
    var (isQuoted, end) = (false, 0)
    for index in 0..<count {
      if text[index] == UInt8(ascii: "\"") { isQuoted.toggle() } else if text[index] == 10, !isQuoted { end = index + 1 }
    }
    return end
  }

  private static func cells(_ entry: FieldIndex.Entry, _ text: [UInt8], _ ends: [UInt32]) -> [[UInt8]] {
    var (cells, start): ([[UInt8]], Int) = ([], Int(entry.start))
    cells.reserveCapacity(Int(entry.fieldCount))
    for field in Int(entry.firstField)..<Int(entry.firstField + entry.fieldCount) {
      let end = Int(ends[field])
      cells.append(value(text[start..<max(start, end)]))
      start = end + 1
    }
    return cells
  }

  /// Without the quotes around it; two inside are one.
  private static func value(_ cell: ArraySlice<UInt8>) -> [UInt8] {
    var cell = cell
    if cell.last == 13 { cell.removeLast() }
    let quote = UInt8(ascii: "\"")
    guard cell.count >= 2, cell.first == quote, cell.last == quote else { return Array(cell) }
    var (value, wasQuote): ([UInt8], Bool) = ([], false)
    for byte in cell.dropFirst().dropLast() {
      if byte == quote, wasQuote {
        wasQuote = false
        continue
      }
      wasQuote = byte == quote
      value.append(byte)
    }
    return value
  }
}
