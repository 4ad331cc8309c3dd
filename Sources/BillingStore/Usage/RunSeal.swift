internal import Bytes

/// The SHA-256 of the rows of `usage` that make a `usage_run`, as anybody can form it again.
///
/// A row is one line: its columns in the table's order with commas between them. Integers stand in decimal, texts with
/// their count of bytes and a colon before them, NULL is `-`:
/// ```
/// 17,3,204,16:1767225600.17042,12,40,1767225600000,-18000,61000,120,12015550100,442079460123,5,80000000,-
/// ```
struct RunSeal {
  private let text = ByteWriter()
  private let sum = SHA256()
  private var buffer: [UInt8] = []

  func add(_ integer: Int64) {
    text.append(decimal: Int(integer))
    text.append(UInt8(ascii: ","))
  }

  func add(_ bytes: [UInt8], _ range: Range<Int>) {
    text.append(decimal: range.count)
    text.append(UInt8(ascii: ":"))
    text.append(bytes, range)
    text.append(UInt8(ascii: ","))
  }

  func addNull() { text.append(literal: "-,") }

  /// Ends the row: the last comma becomes the end of its line.
  func endRow() { text.replaceLast(with: 10) }

  /// The hash of the rows so far; begins anew afterwards.
  mutating func digest() -> [UInt8] {
    if buffer.count < text.count { buffer = [UInt8](repeating: 0, count: text.count * 2) }
    text.copy(0..<text.count, to: &buffer, at: 0)
    sum.update(buffer, 0..<text.count)
    text.removeAll()
    return sum.digest()
  }
}
