import Foundation
import Testing

@Suite struct `Summary and exit status` {
  let place: Workplace

  init() throws {
    place = try Workplace()
    // 60 s × 0.0005 + 0.01; 61 s are two minutes × 0.06; 7 s are two steps × 0.0012.
    try place.write("in.csv", "record_id,called,start,duration_s,answered\n"
      + "a,442079460000,2026-03-02T09:00:00Z,60,\nb,447700900000,2026-03-02T09:00:00Z,61,\nc,12025550100,2026-03-02T09:00:00Z,7,\n"
      + "d,442079460000,2026-03-02T09:00:00Z,60,no\ne,442079460000,2026-03-02T09:00:00Z,0,\nf,33123,2026-03-02T09:00:00Z,60,\n"
      + "g,44x,2026-03-02T09:00:00Z,60,\n")
  }

  @Test func `the text adds up`() throws {
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "--rejects", "no.csv", "in.csv")
    #expect(outcome.status == 3)
    let lines = outcome.messages.split(separator: "\n")
    #expect(lines.prefix(5).map(String.init) == [
      "read            7  records in 1 file",
      "rated           3  3:12 minutes, 0.1624 USD",
      "not chargeable  2  unanswered 1, grace 1",
      "duplicate       0",
      "rejected        2  invalid_number 1, no_rate 1",
    ])
    #expect(lines.last == "rejects: no.csv")
    #expect(outcome.rows.map { $0.split(separator: ",", omittingEmptySubsequences: false)[18] } == ["0.04", "0.12", "0.0024"])
  }

  @Test func `the JSON says the same`() throws {
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "--summary", "json", "in.csv")
    #expect(outcome.status == 3)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.messages.utf8)) as? [String: Any])
    let number = { (key: String) in object[key] as? Int ?? -1 }
    #expect(number("read") == 7 && number("rated") == 3 && number("not_chargeable") == 2 && number("rejected") == 2)
    #expect(number("read") == number("rated") + number("not_chargeable") + number("duplicate") + number("rejected"))
    #expect(number("files") == 1 && (object["failed_files"] as? [String])?.isEmpty == true && number("billed_seconds") == 192)
    #expect(object["charges"] as? [String: String] == ["USD": "0.1624"])
    #expect((object["rejected_by_reason"] as? [String: Int])?.values.reduce(0, +) == 2)
    #expect((object["not_chargeable_by_reason"] as? [String: Int])?.values.reduce(0, +) == 2)
    #expect(try number("input_bytes") == place.bytes("in.csv").count)
  }

  @Test func `the status is 0 when every record was rated, 1 when an input failed, 64 for wrong usage`() throws {
    try place.write("good.csv", Workplace.header + Workplace.calls(0..<3))
    #expect(try place.tollbook("rate", "--plan", "deck.csv", "good.csv").status == 0)
    #expect(try place.tollbook("rate", "--plan", "deck.csv", "good.csv", "missing.csv").status == 1)
    #expect(try place.tollbook("rate", "--plan", "deck.csv", "in.csv", "missing.csv").status == 1)
    #expect(try place.tollbook("rate", "good.csv").status == 64)
  }

  @Test func `without --rejects, and rows to standard output, it is said that rejects were not kept`() throws {
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "in.csv")
    #expect(outcome.status == 3 && outcome.messages.hasSuffix("rejects were not kept; name a file with --rejects\n"))
    #expect(try place.files == ["deck.csv", "in.csv"])
  }

  @Test func `JSON lines say what the CSV says`() throws {
    let csv = try place.tollbook("rate", "--plan", "deck.csv", "in.csv")
    let jsonl = try place.tollbook("rate", "--plan", "deck.csv", "--output-format", "jsonl", "in.csv")
    let names = csv.text.prefix { $0 != "\n" }.split(separator: ",").map(String.init)
    let lines = jsonl.text.split(separator: "\n")
    #expect(lines.count == 3 && csv.rows.count == 3)
    for (line, row) in zip(lines, csv.rows) {
      let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(Set(object.keys) == Set(names))
      for (name, value) in zip(names, row.split(separator: ",", omittingEmptySubsequences: false)) where name != "properties" {
        let said = switch object[name] {
        case let text as String: text
        case let number as NSNumber: "\(number)"
        default: ""
        }
        #expect(said == value, "\(name)")
      }
    }
  }

  @Test(arguments: ["gz", "zst"])
  func `packed output reads back as the plain one`(ending: String) throws {
    let plain = try place.tollbook("rate", "--plan", "deck.csv", "in.csv")
    #expect(try place.tollbook("rate", "--plan", "deck.csv", "-o", "out.csv.\(ending)", "in.csv", "in.csv").status == 3)
    let tool = ending == "gz" ? "gzip" : "zstd"
    let unpacked = try place.shell("if type \(tool) > /dev/null; then \(tool) -dc out.csv.\(ending); else exit 9; fi")
    guard unpacked.status != 9 else { return }
    #expect(unpacked.rows == plain.rows + plain.rows && unpacked.text.hasPrefix("record_id,"))
  }
}
