internal import Telecom

/// Tells lines that are no records: blank ones, the header, comments, banners and trailers.
struct LineFilter: Sendable {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private var patterns = PatternPool()
  private let header: [UInt8]
  /// First bytes of which a closer look is worth its time.
  private var suspects = [Bool](repeating: false, count: 256)

  /// - Parameters:
  ///   - skipped: shapes of lines.
  ///   - comments: what comment lines begin with.
  init(header: [UInt8], skipped: [String], comments: [String]) {
    self.header = header
    if let first = header.first { suspects[Int(first)] = true }
    for byte in [9, 10, 13, 32, 0xEF] { suspects[byte] = true }
    for text in comments {
      _ = patterns.add(prefix: text)
      if let first = text.utf8.first { suspects[Int(first)] = true }
    }
    for text in skipped {
      _ = patterns.add(text)
      if let first = text.utf8.first, !"*?#".utf8.contains(first) {
        suspects[Int(first)] = true
      } else {
        suspects = [Bool](repeating: true, count: 256)
      }
    }
  }

  @inline(__always)
  func suspects(_ byte: UInt8) -> Bool { suspects[Int(byte)] }

  /// - Parameter line: without its line end; a byte order mark before it is cut off.
  /// - Returns: whether the line is a record.
  func isRecord(_ line: inout Slot, _ text: Span<UInt8>) -> Bool {
    while line.count >= 3, (0..<3).allSatisfy({ text[line.from + $0] == Self.byteOrderMark[$0] }) { line.start += 3 }
    if (line.from..<max(line.from, line.to)).allSatisfy({ text[$0] == 32 || text[$0] == 9 || text[$0] == 13 }) {
      return false
    }
    if isHeader(line, text) { return false }
    return !patterns.patterns.indices.contains { patterns.matches($0, text, line) }
  }

  func isHeader(_ line: Slot, _ text: Span<UInt8>) -> Bool {
    guard !header.isEmpty, line.count == header.count else { return false }
    return header.indices.allSatisfy { header[$0] == text[line.from + $0] }
  }
}
