import Bytes
import TestSupport
import Testing

@Suite struct `Field index` {
  @Test func `the fast path finds what the slow one finds`() {
    for seed in 0..<400 as Range<UInt64> {
      var random = Seeded(seed)
      let count = Int.random(in: 0...400, using: &random)
      let alphabet = Array("ab,,\"\"\n;\\".utf8)
      let text = (0..<count).map { _ in alphabet.randomElement(using: &random)! }
      let layout = FieldIndex.Layout(
        delimiter: UInt8(ascii: Bool.random(using: &random) ? "," : ";"),
        quote: Bool.random(using: &random) ? UInt8(ascii: "\"") : nil)
      var fast = FieldIndex()
      var slow = FieldIndex()
      fast.scan(text, count: count, as: layout)
      slow.scanBytes(text, count: count, as: layout)
      #expect(fast.entries.map(\.start) == slow.entries.map(\.start), "seed \(seed)")
      #expect(fast.entries.map(\.fieldCount) == slow.entries.map(\.fieldCount), "seed \(seed)")
      #expect(fast.entries.map(\.line) == slow.entries.map(\.line), "seed \(seed)")
      #expect(fast.lineCount == slow.lineCount, "seed \(seed)")
      let used = fast.entries.last.map { Int($0.firstField + $0.fieldCount) } ?? 0
      #expect(fast.fieldEnds[..<used] == slow.fieldEnds[..<used], "seed \(seed)")
    }
  }

  @Test func `part of a text is taken apart as if it stood alone`() {
    for seed in 0..<200 as Range<UInt64> {
      var random = Seeded(seed)
      let alphabet = Array("ab,,\"\"\n".utf8)
      let text = (0..<300).map { _ in alphabet.randomElement(using: &random)! }
      let start = Int.random(in: 0...200, using: &random)
      let end = Int.random(in: start...300, using: &random)
      let layout = FieldIndex.Layout(delimiter: UInt8(ascii: ","), multiline: seed % 2 == 0)
      var part = FieldIndex()
      var alone = FieldIndex()
      part.scan(text, from: start, count: end, as: layout)
      alone.scan(Array(text[start..<end]), count: end - start, as: layout)
      let shift = UInt32(start)
      #expect(part.entries.map(\.start) == alone.entries.map { $0.start + shift }, "seed \(seed)")
      #expect(part.entries.map(\.fieldCount) == alone.entries.map(\.fieldCount), "seed \(seed)")
      #expect(part.entries.map(\.line) == alone.entries.map(\.line), "seed \(seed)")
      let used = part.entries.last.map { Int($0.firstField + $0.fieldCount) } ?? 0
      #expect(part.fieldEnds[..<used] == alone.fieldEnds[..<used].map { $0 + shift }[...], "seed \(seed)")
    }
  }
}
