import Bytes
import Testing

@Suite struct `Byte arrays` {
  @Test(arguments: [(0..<0, "abcd"), (0..<4, "abcdabcd"), (1..<3, "abcdbc"), (4..<4, "abcd")])
  func `append stretches of themselves`(range: Range<Int>, result: String) {
    var bytes = Array("abcd".utf8)
    bytes.append(copyOf: range)
    #expect(String(decoding: bytes, as: UTF8.self) == result)
  }
}
