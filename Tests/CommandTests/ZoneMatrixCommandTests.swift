import Foundation
import Testing

/// The plan `zone-matrix` that comes with the program, and one that adds a termination deck to a matrix.
@Suite struct `Calls from zone to zone` {
  private static let plans = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("rateplans").path

  let place: Workplace

  init() throws {
    place = try Workplace()
    #expect(try place.shell("mkdir zoned && cp -r \(Self.plans)/zone-matrix .").status == 0)
    try place.write("zoned/plan.yaml", """
      name: deck
      currency: USD
      zones: zones.csv
      decks: [{file: matrix.csv, kind: matrix}, {file: termination.csv}]
      """)
    try place.write("zoned/zones.csv", "prefix,zone\n44,\"Isles, British\"\n1,US\n")
    try place.write("zoned/matrix.csv", "origin_zone,destination_zone,rate_per_minute\nUS,\"Isles, British\",0.06\n*,US,0.04\n")
    try place.write("zoned/termination.csv", "prefix,rate_per_minute,connect_fee\n*,0.01,0.1\n")
  }

  @Test func `cost what the row for both zones says`() throws {
    try place.write("calls.csv", Workplace.header
      // Belgium to its mobiles: 0.02 + 61/60 × 0.05; a mobile to Europe: 61/60 × 0.04; within Europe: 61/60 × 0.025.
      + "1,025551234,0470123456,2026-11-20T12:00:00Z,61\n" + "2,0470123456,0033123456789,2026-11-20T12:00:00Z,61\n"
      + "3,+33123456789,+442079460000,2026-11-20T12:00:00Z,61\n"
      // Nobody to North America, 66 s: 66/60 × 0.06, from 2027 on × 0.055; directory assistance is Belgium: 0.02 + 61/60 × 0.01.
      + "4,anonymous,+12125550100,2026-12-31T22:59:59Z,61\n" + "5,anonymous,+12125550100,2026-12-31T23:00:00Z,61\n"
      + "6,025551234,1207,2026-11-20T12:00:00Z,61\n")
    let outcome = try place.tollbook("rate", "--plan", "zone-matrix", "calls.csv")
    let rows = outcome.rows.map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(rows.map { "\($0[7]) \($0[12]) | \($0[13]) | \($0[18])" } == [
      "32470123456 Belgium>Belgium mobile | Belgium → Belgium mobile | 0.0708", "33123456789 *>Europe | * → Europe | 0.0407",
      "442079460000 Europe>Europe | Europe → Europe | 0.0254", "12125550100 *>North America | * → North America | 0.066",
      "12125550100 *>North America | * → North America | 0.0605", "3225554411 Belgium>Belgium | Belgium → Belgium | 0.0302",
    ], "\(outcome.text)\(outcome.messages)")
  }

  @Test func `are listed with both parts where a deck is added, in either form`() throws {
    try place.write("calls.csv", Workplace.header + "1,12025550100,442079460000,2026-11-20T12:00:00Z,60\n")
    let line = try place.tollbook("rate", "--plan", "zoned", "--output-format", "jsonl", "calls.csv").text
    let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    let parts = try #require(object["components"] as? [[String: String]])
    #expect(parts == [
      ["kind": "termination", "prefix": "*", "destination": "", "amount": "0.11"],
      ["kind": "matrix", "prefix": "US>Isles, British", "destination": "US → Isles, British", "amount": "0.06"],
    ])
    #expect(object["charge"] as? String == "0.17")
    try place.write("types.yaml", "service_types:\n  - {name: voice, legs: matrix}\n")
    try place.write("payers.csv", "service,kind,account,service_type\n12025550100,number,A1,voice\n")
    let alone = try place.tollbook(
      "rate", "--plan", "zoned", "--subscribers", "payers.csv", "--service-types", "types.yaml", "calls.csv")
    #expect(alone.rows.last?.contains(",\"US>Isles, British\",\"US → Isles, British\",,,,USD,0.06,") == true, "\(alone.text)\(alone.messages)")
  }

  @Test func `are shown and explained with the zones of both numbers`() throws {
    let call = ["--from", "0470123456", "--to", "0033123456789", "--at", "2026-11-20T12:00:00Z"]
    let shown = try place.tollbook(["plan", "show", "zone-matrix"] + call)
    #expect(shown.rows.dropFirst().map { $0.split(separator: " ").joined(separator: " ") } == [
      "calling number in Belgium mobile (zone-matrix/zones.csv:3: prefix 324), called number in Europe (zone-matrix/zones.csv:5: prefix 33)",
      "> *>Europe * → Europe 0.04 per 60 s 1/1 zone-matrix/matrix.csv:6 wins",
      "*>* * → * 0.45 per 60 s 60/60 zone-matrix/matrix.csv:10 a more particular row wins",
    ], "\(shown.text)\(shown.messages)")
    let explained = try place.tollbook(["explain", "--plan", "zone-matrix", "--duration", "61"] + call)
    #expect(explained.rows.contains("row        zone-matrix/matrix.csv:6: *>Europe, * → Europe"), "\(explained.text)")
    #expect(explained.rows.contains("why        any zone to that of the called number: no row for both applies"))
    let summary = try place.tollbook("plan", "show", "zone-matrix")
    #expect(summary.rows.contains("rewrite           1207 stands for +3225554411"))
  }

  @Test func `come into a book, and are explained there`() throws {
    let book = try BookPlace()
    _ = try book.place.shell("cp -r \(place.path)/zoned . && $T plan import --book book zoned --valid-from 2026-01-01")
    try book.place.write("calls.csv", Workplace.header
      + "a,12025550100,442079460000,2026-03-02T09:00:00Z,60\n" + "b,12025550100,33123456789,2026-03-02T09:00:00Z,60\n")
    try book.ingest("calls.csv", status: 3)
    #expect(try book.sql("SELECT record_id, charge, prefix FROM usage u JOIN usage_price p ON p.id = u.price; SELECT reason FROM reject;") == "a|170000000|*\nno_zone\n")
    let explained = try book.place.tollbook("explain", "--book", "book", "--record", "a")
    #expect(explained.rows.suffix(3) == ["made of    termination 0.11", "           matrix 0.06", "charge     0.17 USD"], "\(explained.text)\(explained.messages)")
    #expect(try book.place.tollbook("verify", "--book", "book").status == 0)
  }
}
