import CDRDecoding
import Foundation
import Telecom
import Testing

@Suite struct `Built-in dialects` {
  private static let newYork = ZoneRules(named: "America/New_York")!

  /// What every sample says, worked out from its text by hand. Local times are New York's.
  static let expected: [(file: String, records: [String], rejects: [String], notChargeable: [String: Int], duplicates: Int)] = [
    (
      "asterisk.csv",
      [
        "1 1772441988.1 acct0042 12015550142>442079460018 2026-03-02T08:59:48-05:00 125000 call",
        "3 1772956799.5 - +12015550144>911 2026-03-08T01:59:59-05:00 8000 call",
      ], [], ["unanswered": 1], 0
    ),
    ("asterisk-old.csv", ["1 - 01 12015550142>442079460018 2007-11-01T11:40:11-04:00 295000 call"], [], [:], 0),
    (
      "asterisk-custom.csv", ["1 1782907200.1 shop 101>442079460018 2026-07-01T12:00:00-04:00 30000 call"], [],
      ["unanswered": 1], 0
    ),
    (
      "freeswitch.csv",
      [
        "1 0c8b2c1e-0001-4f6e-9f00-000000000001 acct7 1001>442079460018 2026-01-14T17:58:01-05:00 110000 call",
        "2 0c8b2c1e-0001-4f6e-9f00-000000000003 acct7 1002>3375550190 2026-01-14T18:10:00-05:00 10000 call",
      ], ["3 malformed_record record -"], ["unanswered": 1], 0
    ),
    (
      "freeswitch.json",
      ["1 5a0e4f2c-0000-4000-8000-0000000000a1 acct 7 1001>+442079460018 2026-01-14T17:58:01+00:00 109540 call"], [],
      ["other_leg": 1], 0
    ),
    (
      "cucm.csv", ["3 7689e493-0000-4000-8000-000000000001 M17 4001>00442079460018 2026-03-02T09:00:00+00:00 60000 call"],
      [], ["unanswered": 1], 0
    ),
    ("cucm-cmr.csv", [], [], ["other_record_type": 1], 0),
    (
      "broadworks.csv",
      [
        "3 00000000020026b9f0a1e020260302140948.1930-050000 7731 "
          + "+12015550142>+442079460018 2026-03-02T09:09:48.193-05:00 141262 call"
      ], [], ["other_leg": 1, "unanswered": 1], 0
    ),
    (
      "kamailio.csv",
      [
        "2 a84b4c76e66710@203.0.113.5 - +12015550142>442079460018 2026-03-02T09:00:01-05:00 125432 call",
        "3 b84b4c76e66710@203.0.113.5 - 12015550143>3375550190 2026-03-02T09:10:00-05:00 8000 call",
      ], [], [:], 0
    ),
    (
      "kamailio-flat.log",
      [
        "1 dd0c4c617a9919d2@203.0.113.5 - 12015550142>442079460018 2026-03-02T09:00:01+00:00 125000 call",
        "4 214d8f52b566e33a@203.0.113.5 - 12015550143>3375550190 2026-03-02T09:01:00+00:00 10000 call",
      ], ["calls:6 unmatched_leg record -"], ["other_leg": 2, "unanswered": 1], 0
    ),
    (
      "yate.tsv", ["1 1772000000-1 - 12015550142>442079460018 2026-03-02T09:00:01.123+00:00 125001 call"], [],
      ["other_leg": 1, "unanswered": 1], 0
    ),
    (
      "yate.csv", ["1 1772000000-1 - 12015550142>442079460018 2026-03-02T09:00:01.123+00:00 125001 call"], [],
      ["other_leg": 1, "unanswered": 1], 0
    ),
    (
      "ribbon.act",
      ["2 GW-SEA-1-0x0001042B00000012 acct0042 12015550142>442079460018 2026-03-02T17:02:12.500-08:00 3060 call"], [],
      ["session_progress": 1, "unanswered": 1], 0
    ),
    (
      "ribbon-leading.act",
      ["2 GW-SEA-1-0x0001042B00000012 acct0042 12015550142>442079460018 2026-03-02T17:02:12.500-08:00 3060 call"], [],
      ["session_progress": 1, "unanswered": 1], 0
    ),
    (
      "genband.cdr",
      ["1 4F2A00010000000000000000000001 acct0042 12015550142>442079460018 2026-03-02T09:00:00-05:00 125000 call"], [],
      ["unanswered": 1], 0
    ),
    (
      "emi.dat",
      [
        "2 - acct0042 12015550142>13125550190 2026-03-02T09:00:01-05:00 125500 call",
        "3 - acct0042 12015550143>14165550190 2026-03-02T23:59:59-05:00 60000 call",
      ], [], [:], 0
    ),
    (
      // 1 × 2³² + 500 octets; the end at 15:00:00 UTC less an hour; EST is five hours behind.
      "radius.detail",
      [
        "27 bdc7a8c78969a32bb45b6e5a3dc0f356 - ->- 2026-03-02T14:00:00+00:00 3600000 data",
        "61 a6bcbcbad9ba4d3e71d93601bb3e5e1e - 12015550142>011442079460018 2026-03-02T09:00:06.250-05:00 125000 call",
      ], [], ["session_progress": 3, "other_leg": 1, "other_record_type": 1], 1
    ),
    (
      "csv.csv",
      [
        "2 c-1 acct0042 12015550142>442079460018 2026-03-02T09:00:00-05:00 125400 call",
        "3 c-2 acct0043 ->- 2026-03-02T10:00:00+00:00 3600000 data",
        "4 c-3 acct0044 ->- 2026-03-02T00:00:00+01:00 0 metered",
      ], [], [:], 0
    ),
    (
      "usage.jsonl",
      [
        "1 j-1 acct0042 12015550142>442079460018 2026-03-02T09:00:00-05:00 125400 call",
        "2 j-2 - ->- 2026-03-02T10:00:00+00:00 3600000 data",
      ], [], ["unanswered": 1], 0
    ),
  ]

  @Test(arguments: expected.indices)
  func `read their samples as these say`(index: Int) throws {
    let expected = Self.expected[index]
    let name = try #require(Samples.records.first { $0.0 == expected.file }?.1)
    let dialect = try #require(Dialect.builtIn(name))
    let decoded = try decode(try Samples.bytes("cdr/\(expected.file)"), as: dialect, zone: Self.newYork)
    #expect(decoded.records == expected.records)
    #expect(decoded.rejects == expected.rejects)
    #expect(decoded.notChargeable == expected.notChargeable)
    #expect(decoded.duplicates == expected.duplicates)
  }

  @Test func `each have a sample`() {
    #expect(Set(Samples.records.map(\.1)) == Set(Dialect.builtIns.map(\.name)))
    #expect(Set(Samples.records.map(\.0)) == Set(Self.expected.map(\.file)))
  }

  @Test(arguments: Samples.records)
  func `are recognised from content`(file: String, name: String) throws {
    let bytes = try Samples.bytes("cdr/\(file)")
    #expect(try Dialect.recognise(bytes, isWhole: true).name == name)
  }

  @Test(arguments: Samples.records)
  func `give the same however the input is cut`(file: String, name: String) throws {
    let bytes = try Samples.bytes("cdr/\(file)")
    let dialect = try #require(Dialect.builtIn(name))
    // The halves of a call name their file where they stood in chunks of their own.
    func words(_ input: DecodedInput) -> DecodedInput {
      var input = input
      input.records = input.records.map { $0.replacingOccurrences(of: "calls:", with: "") }
      return input
    }
    let whole = words(try decode(bytes, as: dialect))
    for chunk in [1, 40, 100, 333, 700] {
      #expect(words(try decode(bytes, as: dialect, chunk: chunk)) == whole, "chunks of \(chunk)")
    }
  }

  @Test func `tell what few records have`() throws {
    let data = try decode(try Samples.bytes("cdr/radius.detail"), as: try #require(Dialect.builtIn("radius")))
    #expect(data.extras[0] == "- cust0019@dsl.example 192.0.2.2 - 4294967796 7000")
    #expect(data.extras[1] == "- 12015550142 GW-NYC1 - -1 -1")
    #expect(data.properties[0]["Framed-IP-Address"] == "198.51.100.81")
    let own = try decode(try Samples.bytes("cdr/csv.csv"), as: try #require(Dialect.builtIn("csv")))
    #expect(own.properties == [["cost_centre": "east, 2nd floor"], [:], [:]])
    let lines = try decode(try Samples.bytes("cdr/usage.jsonl"), as: try #require(Dialect.builtIn("jsonl")))
    #expect(lines.properties.first == ["note": "café \"east\""])
  }

  @Test(arguments: [
    ("asterisk.csv", true), ("freeswitch.csv", true), ("genband.cdr", true), ("cucm.csv", false),
    ("broadworks.csv", false), ("ribbon.act", false), ("yate.tsv", false), ("csv.csv", false),
    ("freeswitch.json", false), ("kamailio-flat.log", false),
  ])
  func `say whether their times needed a zone`(file: String, isLocal: Bool) throws {
    let bytes = try Samples.bytes("cdr/\(file)")
    let decoder = try Dialect.recognise(bytes, isWhole: true).decoder(sample: bytes, source: file, zone: .utc)
    var batch = UsageBatch()
    batch.text = bytes
    batch.inputCount = bytes.count
    var scratch = DecodeScratch()
    decoder.decode(&batch, scratch: &scratch, atStart: true)
    #expect(scratch.usedGivenZone == isLocal)
  }

  /// A line of fixed width: what stands at which position, counted from 1.
  private func fixed(_ width: Int, _ values: [(position: Int, text: String)]) -> String {
    var line = [UInt8](repeating: 32, count: width)
    for (position, text) in values { line.replaceSubrange((position - 1)..<(position - 1 + text.utf8.count), with: text.utf8) }
    return String(decoding: line, as: UTF8.self) + "\n"
  }

  /// In New York 2026-11-01 01:50 comes twice: a call of 20 minutes from the second of them ends at 02:10.
  @Test(arguments: [
    // the record's own duration, milliseconds taken
    ("000001200", 1_200_000),  // the switch knows
    ("         ", 4_800_000),  // all there is: the first 01:50 is meant
  ])
  func `take GENBAND's own duration before the difference of its local times`(own: String, taken: Int) throws {
    let record = fixed(
      658,
      [
        (1, "01"), (7, "A1"), (37, "2026-11-01 01:50:00"), (56, "2026-11-01 01:50:00"), (75, "2026-11-01 02:10:00"),
        (154, "12015550142"), (264, "442079460018"), (407, own),
      ])
    let decoded = try decode(record, as: "genband", zone: Self.newYork)
    #expect(decoded.records == ["1 A1 - 12015550142>442079460018 2026-11-01T01:50:00-04:00 \(taken) call"])
  }

  private static let domestic = "1 - - 12015550142>13125550190 2026-03-02T09:00:01-05:00 60000 call"

  @Test(arguments: [
    // type, length of the calling number, length of the called one, record or reject
    ("010101", "10", "10", domestic),
    ("010101", "00", "10", domestic.replacingOccurrences(of: "12015550142", with: "2015550142")),
    ("010101", "10", "13", "1 invalid_field called 13"),
    ("010101", "10", "07", "1 invalid_field called 07"),
    ("010101", "10", "  ", "1 invalid_field called -"),
    ("010201", "10", "13", "1 invalid_field record 010201"),
    ("010116", "10", "10", "1 invalid_field record 010116"),
    ("100101", "10", "10", "1 invalid_field record 100101"),
    ("425001", "10", "10", "other_record_type"),
  ])
  func `take EMI messages of known layout with numbers of ten digits alone`(
    type: String, fromLength: String, toLength: String, outcome: String
  ) throws {
    let record = fixed(
      175,
      [
        (1, type), (7, "260302"), (13, fromLength), (15, "2015550142"), (25, "000"), (28, toLength), (30, "3125550190"),
        (55, "090001"), (61, "0000600"),
      ])
    let decoded = try decode(record, as: "emi", zone: Self.newYork)
    #expect(decoded.records + decoded.rejects + decoded.notChargeable.keys == [outcome])
  }
}
