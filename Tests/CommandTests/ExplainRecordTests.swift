import Foundation
import Testing

@Suite struct `Explaining a record of a file` {
  let place: Workplace

  private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("samples/cdr").path

  init() throws {
    place = try Workplace()
    #expect(try place.shell("cp \(Self.samples)/asterisk.csv . && gzip -k asterisk.csv && (zstd -q asterisk.csv || true)").status == 0)
    // 60 s × 0.0005 + 0.01; the second of the name is two begun minutes × 0.06.
    try place.write("twice.csv", Workplace.header
      + "a,12025550100,33123,2026-03-02T09:00:00Z,60\n" + "b,12025550100,442079460000,2026-03-02T09:00:00Z,60\n"
      + "b,12025550100,447700900000,2026-03-02T09:00:00Z,61\n")
  }

  private func explained(_ id: String, _ input: String) throws -> [String: Any] {
    let outcome = try place.tollbook(
      "explain", "--plan", "deck.csv", "--record", id, "--input", input, "--format", "json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    return try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
  }

  /// The charges that `rate` writes for records of this id.
  private func rated(_ id: String, _ input: String) throws -> [String] {
    try place.tollbook("rate", "--plan", "deck.csv", input).rows.filter { $0.hasPrefix(id + ",") }.map {
      String($0.split(separator: ",", omittingEmptySubsequences: false)[18])
    }
  }

  @Test(arguments: ["asterisk.csv", "asterisk.csv.gz", "asterisk.csv.zst"])
  func `gives what rating it gives, plain or packed`(input: String) throws {
    guard place.exists(input) else { return }  // Without the zstd program.
    let record = try explained("1772441988.1", input)
    // 125 s × 0.0005 + 0.01, of the call the file has.
    #expect(record["charge"] as? String == "0.0725")
    #expect(record["called"] as? String == "442079460018" && record["duration_ms"] as? Int == 125_000)
    #expect(try rated("1772441988.1", input) == ["0.0725"])
    let text = try place.tollbook("explain", "--plan", "deck.csv", "--record", "1772441988.1", "--input", input)
    #expect(text.rows.contains("charge     0.0725 USD"), "\(text.text)")
  }

  @Test func `takes standard input too`() throws {
    let outcome = try place.tollbook(
      "explain", "--plan", "deck.csv", "--record", "1772441988.1", "--input", "-", input: place.bytes("asterisk.csv.gz"))
    #expect(outcome.status == 0 && outcome.rows.contains("charge     0.0725 USD"), "\(outcome.messages)")
  }

  @Test func `takes the first that has the id`() throws {
    #expect(try rated("b", "twice.csv") == ["0.04", "0.12"])
    #expect(try explained("b", "twice.csv")["charge"] as? String == "0.04")
  }

  @Test func `tells why a record has no price`() throws {
    let record = try explained("a", "twice.csv")
    #expect(record["outcome"] as? String == "rejected" && record["charge"] == nil, "\(record)")
  }

  @Test(arguments: [
    // arguments, status, what is said
    (["--record", "nope", "--input", "twice.csv"], 1,
      "tollbook: twice.csv has no record with the id nope that can be read and is to be charged\n"),
    // The sample's second call was not answered.
    (["--record", "1772442300.3", "--input", "asterisk.csv"], 1,
      "tollbook: asterisk.csv has no record with the id 1772442300.3 that can be read and is to be charged\n"),
    (["--record", "a", "--input", "none.csv"], 1, "none.csv"),
    (["--record", "a"], 64, "--record and --input go together"),
    (["--record", "a", "--input", "twice.csv", "--to", "44"], 64, "give either --record or a call, not both"),
  ] as [([String], Int32, String)])
  func `is not possible`(arguments: [String], status: Int32, said: String) throws {
    let outcome = try place.shell("$T explain --plan deck.csv \(arguments.joined(separator: " "))")
    #expect(outcome.status == status && outcome.messages.contains(said) && outcome.output.isEmpty, "\(outcome.messages)")
  }
}
