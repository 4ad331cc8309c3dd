package import Bytes
package import Telecom
package struct Dialect: Sendable {
  package let name: String
  package let summary: String
  package static let builtIns: [Dialect] = [Dialect(name: "asterisk", summary: "")]
  package static func builtIn(_ name: String) -> Dialect? { builtIns.first { $0.name == name } }
  package static func load(path: String) throws(ProblemReport) -> Dialect { builtIns[0] }
  package static func recognise(_ sample: [UInt8], isWhole: Bool) throws(UnrecognisedInput) -> Dialect { builtIns[0] }
  package func decoder(sample: [UInt8], source: String, zone: ZoneRules) throws(ProblemReport) -> RecordDecoder {
    RecordDecoder(framing: .line(end: 10), header: [], joins: false, zone: zone) }
  package var hasLocalTimes: Bool { true }
}
package struct UnrecognisedInput: Error { package var candidates: [String] }
package enum RecordFraming: Sendable { case line(end: UInt8), quotedLines(FieldIndex.Layout), blocks, json
  package var separator: [UInt8] { [10] }
  package func endOfLastRecord(in bytes: [UInt8], count: Int, isWhole: Bool) -> Int? { bytes[..<count].lastIndex(of: 10).map { $0 + 1 } ?? (isWhole ? count : nil) }
}
package struct RecordDecoder: Sendable {
  package let framing: RecordFraming
  package let header: [UInt8]
  package let joins: Bool
  let zone: ZoneRules
  package func decode(_ batch: inout UsageBatch, scratch: inout DecodeScratch, atStart: Bool) {
    scratch.index.scan(batch.text, count: batch.inputCount, as: .init(delimiter: 44))
    batch.lineCount = scratch.index.lineCount
    let held = batch.text; let text = held.span
    let ends = scratch.index.fieldEnds.span
    for entry in scratch.index.entries {
      let f = Int(entry.firstField)
      if entry.fieldCount < 17 { continue }
      func range(_ k: Int) -> TextRange {
        var s = k == 0 ? entry.start : ends[f + k - 1] + 1
        var e = ends[f + k]
        if e - s >= 2, text[Int(s)] == 34 { s += 1; e -= 1 }
        return TextRange(offset: s, count: e - s)
      }
      let d = range(14)
      if d.count != 8 { batch.notChargeable[.unanswered] += 1; continue }
      var r = UsageRecord()
      r.accountCode = range(0); r.calling = range(1); r.called = range(2); r.recordID = range(16)
      r.raw = TextRange(offset: entry.start, count: ends[f + Int(entry.fieldCount) - 1] - entry.start)
      r.line = entry.line
      var v: Int64 = 0
      for i in range(13).range { v = v * 10 + Int64(text[i] &- 48) }
      r.durationMilliseconds = v * 1000
      let t = range(9)
      let o = Int(t.offset)
      func n2(_ i: Int) -> Int { Int(text[o + i] &- 48) * 10 + Int(text[o + i + 1] &- 48) }
      let c = CivilTime(year: n2(0) * 100 + n2(2), month: n2(5), day: n2(8), hour: n2(11), minute: n2(14), second: n2(17))!
      r.startMilliseconds = c.milliseconds
      batch.records.append(r)
    }
  }
}
package struct DecodeScratch { var index = FieldIndex(); package init() {} }
package struct OpenSession: Sendable {}
package struct RecordJoiner { package init(for: Dialect) {}
  package mutating func join(_ batch: inout UsageBatch, source: String, firstLine: Int, byteOffset: Int) {}
  package mutating func finish() -> UsageBatch { UsageBatch() }
  package var openSessions: [OpenSession] { [] } }
