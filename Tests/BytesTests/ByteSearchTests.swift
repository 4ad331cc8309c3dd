import Bytes
import TestSupport
import Testing

@Suite struct `Byte search` {
  @Test func `finds what a walk over the bytes finds`() {
    for seed in 0..<500 as Range<UInt64> {
      var random = Seeded(seed)
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        [0x21, 0x22, 0x23, 0xA2, 0x00].randomElement(using: &random)! as UInt8
      }
      let start = Int.random(in: 0...bytes.count, using: &random)
      let end = Int.random(in: start...bytes.count, using: &random)
      let found = bytes.span.contains(0x22, from: start, to: end)
      #expect(found == bytes[start..<end].contains(0x22), "seed \(seed)")
    }
  }
}
