/// Finds the JSON objects of a text one after the other, whether they stand in an array, a line each, or in print.
///
/// A line that begins with `{` begins a record, whatever went before: a record that is cut off harms no other one.
struct ObjectScanner {
  struct Found {
    var start: Int
    var end: Int
    /// Line ends before the object.
    var line: Int
    /// Whether its closing brace was found, or the next object's start.
    var isClosed: Bool
    /// Whether all is well with its braces; otherwise the record is to be rejected.
    var isBalanced: Bool
  }

  private var index: Int
  private(set) var line = 0

  init(from start: Int = 0) { index = start }

  /// - Returns: `nil` when nothing but blanks and separators is left.
  mutating func next(_ bytes: Span<UInt8>, _ count: Int) -> Found? {
    while index < count, Self.isSeparator(bytes[index]) {
      if bytes[index] == 10 { line += 1 }
      index += 1
    }
    guard index < count else { return nil }
    let start = index
    let startLine = line
    guard bytes[start] == UInt8(ascii: "{") else { return strayText(bytes, count) }
    var depth = 0
    var inString = false
    while index < count {
      let byte = bytes[index]
      if byte == 10 {
        line += 1
        if index + 1 < count, bytes[index + 1] == UInt8(ascii: "{") {
          index += 1
          return Found(start: start, end: index, line: startLine, isClosed: true, isBalanced: false)
        }
      } else if inString {
        if byte == UInt8(ascii: "\\"), index + 1 < count, bytes[index + 1] != 10 {
          index += 1
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
      } else if byte == UInt8(ascii: "\"") {
        inString = true
      } else if byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 {
          index += 1
          return Found(start: start, end: index, line: startLine, isClosed: true, isBalanced: true)
        }
      }
      index += 1
    }
    return Found(start: start, end: count, line: startLine, isClosed: false, isBalanced: false)
  }

  /// What is no object goes to the end of its line, and is a broken record.
  private mutating func strayText(_ bytes: Span<UInt8>, _ count: Int) -> Found {
    let start = index
    while index < count, bytes[index] != 10 { index += 1 }
    return Found(start: start, end: index, line: line, isClosed: index < count, isBalanced: false)
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 32 || byte == 9 || byte == 10 || byte == 13 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "]") || byte == 0xEF || byte == 0xBB || byte == 0xBF
  }
}
