/// How the cells of a sheet stand in its text.
package enum CellText {
  /// Between the cells of a row; it stands in none of them.
  package static let delimiter: UInt8 = 0x1F
  /// Before what a cell holds in place of a value: an error, or a formula that was never calculated.
  package static let noValue: UInt8 = 0x7F

  /// Between the lines of a cell.
  static let lineEnd: UInt8 = 0x1E

  /// Appends a text: other characters that control something as blanks, `_x0041_` as the character it stands for.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    var utf8 = Array(text.utf8)
    if text.contains("_x") { utf8 = unescaped(utf8) }
    for byte in utf8 { bytes.append(byte == 10 ? lineEnd : byte < 32 || byte == noValue ? 32 : byte) }
  }

  private static func unescaped(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "_"), index + 6 < text.count, text[index + 1] == UInt8(ascii: "x"),
        text[index + 6] == UInt8(ascii: "_"),
        let code = UInt32(String(decoding: text[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      {
        result += Array(String(Character(scalar)).utf8)
        index += 7
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }
}
