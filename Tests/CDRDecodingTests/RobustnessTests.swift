import CDRDecoding
import Foundation
import TestSupport
import Telecom
import Testing

@Suite struct `Damaged input` {
  private static let good =
    #""acct","12015550142","442079460018","ctx","","SIP/1","SIP/2","Dial","x","2026-03-02 09:00:00","2026-03-02 09:00:01","2026-03-02 09:00:11",11,10,"ANSWERED","DOCUMENTATION""#

  private static func changed(_ old: String, _ new: String) -> String {
    good.replacingOccurrences(of: old, with: new)
  }

  /// record, reject reason and field; `nil` when it is to be rated
  @Test(arguments: [
    (good, nil),
    (changed(#""442079460018""#, #""""#), "missing_field called"),
    (changed(#""2026-03-02 09:00:00""#, #""""#), "missing_field start"),
    (changed(",11,10,", ",11,,"), "missing_field duration_s"),
    (changed("2026-03-02 09:00:00", "2026-02-30 09:00:00"), "invalid_time start"),
    (changed(",11,10,", ",11,-10,"), "invalid_duration duration_s"),
    (changed(",11,10,", ",11,ten,"), "invalid_duration duration_s"),
    (changed(",11,10,", ",11,1000000000001,"), "invalid_duration duration_s"),
    (changed("ANSWERED", "PERHAPS"), "invalid_field answered"),
    (changed(#","ctx""#, ""), "malformed_record record"),
    (good + ",1,2,3,4,5,6", "malformed_record record"),
    (changed(#""ctx""#, #""c"tx""#), "malformed_record record"),
    (changed(#""442079460018""#, #""442079460018"x"#), "malformed_record record"),
    ("garbage", "malformed_record record"),
    (String(repeating: "x", count: 10_000_000), "malformed_record record"),
    (changed("ctx", String(repeating: "x", count: 10_000_000)), "malformed_record record"),
    (changed("ctx", "a\u{0}b"), nil),
    // Several reasons: the first in the documented order is given.
    (changed(#""442079460018""#, #""""#).replacingOccurrences(of: "2026-03-02 09:00:00", with: "x"), "missing_field called"),
    (changed("2026-03-02 09:00:00", "x").replacingOccurrences(of: ",11,10,", with: ",11,x,"), "invalid_time start"),
  ] as [(String, String?)])
  func `is rejected with its reason and harms no other record`(record: String, reason: String?) throws {
    let decoded = try decode("\(Self.good)\n\(record)\n\(Self.good)\n", as: "asterisk")
    #expect(decoded.total == 3)
    #expect(decoded.rejects.map { $0.split(separator: " ").dropFirst().prefix(2).joined(separator: " ") } == (reason.map { [$0] } ?? []))
    #expect(decoded.raws == (reason == nil ? [] : [record]))
  }

  @Test(arguments: [
    ("", 0), ("\n\n \r\n", 0), (good, 1), ("\(good)\r\n\(good)\r\n", 2), ("\(good)\r\(good)", 2),
    ("\u{FEFF}\(good)\n\(good)", 2), ("\(good)\n\u{FEFF}\(good)\n", 2),
  ])
  func `of harmless kinds changes nothing`(text: String, count: Int) throws {
    let decoded = try decode(text, as: "asterisk")
    #expect(decoded.records.count == count)
    #expect(decoded.total == count)
  }

  @Test func `in Latin-1 is kept byte for byte`() throws {
    var bytes = Array(Self.changed(#""acct""#, #""caf@""#).utf8)
    let at = try #require(bytes.firstIndex(of: UInt8(ascii: "@")))
    bytes[at] = 0xE9
    let dialect = try #require(Dialect.builtIn("asterisk"))
    let decoder = try dialect.decoder(sample: bytes, source: "-", zone: .utc)
    var batch = UsageBatch()
    var scratch = DecodeScratch()
    batch.text = bytes
    batch.inputCount = bytes.count
    decoder.decode(&batch, scratch: &scratch, atStart: true)
    let record = try #require(batch.records.first)
    #expect(Array(batch.text[record.accountCode.range]) == [0x63, 0x61, 0x66, 0xE9])
  }

  @Test func `repeats of a header are passed over`() throws {
    let header = "record_id,called,start,duration_s"
    let row = "1,442079460018,2026-03-02T09:00:00Z,5"
    for chunk in [10, 1000] {
      let decoded = try decode("# banner\n\(header)\n\(row)\n\(header)\r\n\(row)\n", as: "csv", chunk: chunk)
      #expect(decoded.records.map { $0.prefix(2) } == ["3 ", "5 "])
      #expect(decoded.total == (chunk == 10 ? 3 : 2), "a banner cut off from its header is a record like any other")
    }
  }

  @Test(arguments: [
    (#"{"record_id":"1","called":"44","start":"2026-03-02T09:00:00Z","duration_s":5"#, "malformed_record"),
    (#"{"record_id":"1" "called":"44"}"#, "malformed_record"), (#"["x"]"#, "malformed_record"),
    (#"{"called":"44","start":"2026-03-02T09:00:00Z","duration_s":5} x"#, "malformed_record"),
    (#"{"called":"44","start":"yesterday","duration_s":5}"#, "invalid_time"), ("{}", "missing_field"),
    (#"{"called":null,"start":"2026-03-02T09:00:00Z","duration_s":5}"#, "missing_field"),
    (#"{"called":"4\u0034","start":"2026-03-02T09:00:00Z","duration_s":5.25,"deep":{"a":[1,{"b":2}]}}"#, nil),
    (String(repeating: "[", count: 5000), "malformed_record"),
    (String(repeating: #"{"a":"#, count: 5000), "malformed_record"),
  ] as [(String, String?)])
  func `of JSON is rejected line by line`(line: String, reason: String?) throws {
    let good = #"{"called":"44","start":"2026-03-02T09:00:00Z","duration_s":5}"#
    let decoded = try decode("\(good)\n\(line)\n\(good)\n\(good)\n\(good)\n", as: "jsonl")
    #expect(decoded.total == 5)
    #expect(decoded.rejects.map { String($0.split(separator: " ")[1]) } == (reason.map { [$0] } ?? []))
  }

  @Test func `leaves printed JSON objects apart`() throws {
    let sample = String(decoding: try Samples.bytes("cdr/freeswitch.json"), as: UTF8.self)
    let cut = String(sample.prefix(300))
    let decoded = try decode("\(cut)\n\(sample)", as: "freeswitch-json")
    #expect(decoded.records.count == 1)
    #expect(decoded.notChargeable == ["other_leg": 1])
    #expect(decoded.rejects.count == 1)
  }

  /// The oracle: in these dialects every line that is not blank and not a header is a record.
  @Test(arguments: ["asterisk.csv", "asterisk-custom.csv", "freeswitch.csv", "kamailio.csv", "kamailio-flat.log", "yate.tsv", "ribbon.act", "csv.csv", "genband.cdr"])
  func `loses no record, whatever bytes change`(file: String) throws {
    let name = try #require(Samples.records.first { $0.0 == file }?.1)
    let dialect = try #require(Dialect.builtIn(name))
    let sample = try Samples.bytes("cdr/\(file)")
    let hasHeader = name == "csv" || name == "kamailio"
    let header = Array(sample.prefix { $0 != 10 })
    for seed in 0..<60 as Range<UInt64> {
      var random = Seeded(seed)
      let body = Self.mutated(hasHeader ? Array(sample.dropFirst(header.count + 1)) : sample, &random)
      let bytes = hasHeader ? header + [10] + body : body
      let decoder = try dialect.decoder(sample: bytes, source: "-", zone: .utc)
      guard decoder.framing == .line(end: 10) else { continue }
      let lines = bytes.split(separator: 10).count { line in
        line != header[...] || !hasHeader ? line.contains { $0 != 32 && $0 != 9 && $0 != 13 } : false
      }
      let whole = try decode(bytes, as: dialect)
      #expect(whole.total == lines, "seed \(seed)")
      #expect(whole.lines == bytes.count { $0 == 10 }, "seed \(seed)")
    }
  }

  @Test(arguments: Samples.records)
  func `never stops the decoder, however it is cut`(file: String, name: String) throws {
    let dialect = try #require(Dialect.builtIn(name))
    let sample = try Samples.bytes("cdr/\(file)")
    for seed in 0..<40 as Range<UInt64> {
      var random = Seeded(seed)
      let bytes = Self.mutated(sample, &random)
      guard let whole = try? decode(bytes, as: dialect) else { continue }  // The header itself was hit.
      let cut = try decode(bytes, as: dialect, chunk: Int.random(in: 1...400, using: &random))
      #expect(cut.total == whole.total, "seed \(seed)")
      #expect(cut.raws == whole.raws, "seed \(seed)")
      #expect(cut.lines == whole.lines, "seed \(seed)")
    }
  }

  private static func mutated(_ sample: [UInt8], _ random: inout Seeded) -> [UInt8] {
    var bytes = sample
    let alphabet = Array("\"\",,;|\t\n\r\\{}[]:0-9 =\u{0}\u{FF}".utf8) + [0xFF, 0xEF, 0xBB, 0xBF]
    for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[at] = alphabet.randomElement(using: &random) ?? 0
      case 1: bytes.insert(alphabet.randomElement(using: &random) ?? 0, at: at)
      case 2: bytes.remove(at: at)
      default: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 0...60, using: &random)))
      }
    }
    return bytes
  }
}
