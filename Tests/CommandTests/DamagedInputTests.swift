import Foundation
import Testing

@Suite struct `Inputs that are not what they should be` {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("in.csv", Workplace.manyCalls)
  }

  @Test(arguments: [("gzip", "gz"), ("zstd -q", "zst")])
  func `packed and cut off, or with a byte changed, are named with the place, and leave nothing`(
    tool: String, ending: String
  ) throws {
    let packed = try place.shell("type \(tool) > /dev/null && \(tool) < in.csv > in.csv.\(ending) && cp in.csv.\(ending) cut")
    guard packed.status == 0 else { return }
    var bytes = try place.bytes("cut")
    try place.write("cut.csv.\(ending)", bytes.dropLast(bytes.count / 3))
    let cut = try place.tollbook("rate", "--plan", "deck.csv", "-o", "out.csv", "cut.csv.\(ending)")
    #expect(cut.status == 1 && !place.exists("out.csv"))
    #expect(
      cut.messages.hasPrefix("tollbook: cut.csv.\(ending): the \(ending == "gz" ? "gzip" : "zstd") data end in the middle, after "))
    bytes[bytes.count / 2] ^= 0x55
    try place.write("bad.csv.\(ending)", bytes)
    let bad = try place.tollbook("rate", "--plan", "deck.csv", "-o", "out.csv", "bad.csv.\(ending)")
    #expect(bad.status == 1 && !place.exists("out.csv"))
    #expect(bad.messages.contains("data are damaged after ") || bad.messages.contains("end in the middle"), "\(bad.messages)")
    // With a good one beside it only the good one's rows are kept.
    let both = try place.tollbook(
      "rate", "--plan", "deck.csv", "-o", "out.csv", "bad.csv.\(ending)", "in.csv.\(ending)", "cut.csv.\(ending)")
    #expect(both.status == 1)
    #expect(try place.text("out.csv").split(separator: "\n").count == 20_001)
    #expect(try place.partials == [])
  }

  @Test func `binary garbage fits no format, and each of its lines is a reject when one is named`() throws {
    var state: UInt64 = 7
    let noise = (0..<300_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    try place.write("noise", noise)
    let automatic = try place.tollbook("rate", "--plan", "deck.csv", "-o", "out.csv", "noise")
    #expect(automatic.status == 1 && automatic.messages.contains("noise: the input fits none of the built-in dialects"))
    let named = try place.tollbook("rate", "--plan", "deck.csv", "--format", "asterisk", "-o", "out.csv", "noise")
    #expect(named.status == 3 && named.messages.contains("malformed_record"))
  }

  @Test(arguments: ["", "\n", "\r\n\n", "\u{FEFF}", Workplace.header, "\u{FEFF}" + Workplace.header])
  func `without records are rated, to nothing`(text: String) throws {
    try place.write("empty", text)
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "-o", "out.csv", "empty")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.hasPrefix("read            0  records in 1 file"))
    #expect(try place.text("out.csv").split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    (Workplace.header + Workplace.calls(0..<3)).dropLast() + "",  // without the last line end
    (Workplace.header + Workplace.calls(0..<3)).replacing("\n", with: "\r\n"),
    "\u{FEFF}" + Workplace.header + Workplace.calls(0..<3),
    "\n" + Workplace.header + "\n" + Workplace.calls(0..<3) + "\n\n",
    Workplace.header.replacing("\n", with: ",note\n") + Workplace.calls(0..<3).replacing("\n", with: ",\u{0}\n"),
  ])
  func `with other line ends, marks, blank lines and NULs are read all the same`(text: String) throws {
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "-", input: Array(text.utf8))
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.rows.map { $0.split(separator: ",", omittingEmptySubsequences: false)[18] } == ["0.04", "0.04", "0.04"])
  }

  @Test func `with a row of 2 MB lose that row, and keep it among the rejects`() throws {
    let long = "x," + String(repeating: "9", count: 2_000_000)
    try place.write("long", Workplace.header + Workplace.calls(0..<2) + long + "\n" + Workplace.calls(2..<4))
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "-o", "out.csv", "long")
    #expect(outcome.status == 3 && outcome.messages.contains("malformed_record 1"))
    #expect(try place.text("out.csv").split(separator: "\n").count == 5)
    #expect(try place.bytes("out.csv.rejects.csv").suffix(long.utf8.count + 4) == Array(",\"\(long)\"\n".utf8)[...])
    let again = try place.tollbook("rate", "--plan", "deck.csv", "-o", "again.csv", "out.csv.rejects.csv")
    #expect(again.status == 3)
    #expect(try place.bytes("again.csv.rejects.csv") == place.bytes("out.csv.rejects.csv"))
  }

  @Test func `several are rated in the order they are named, standard input among them`() throws {
    try place.write("a.csv", Workplace.header + Workplace.calls(0..<2))
    try place.write("b.csv", Workplace.header + Workplace.calls(4..<6))
    let outcome = try place.tollbook(
      "rate", "--plan", "deck.csv", "b.csv", "-", "a.csv", input: Array((Workplace.header + Workplace.calls(2..<4)).utf8))
    #expect(outcome.rows.map { $0.prefix(2) } == ["r4", "r5", "r2", "r3", "r0", "r1"])
    #expect(outcome.rows.map { $0.split(separator: ",")[1] } == ["b.csv", "b.csv", "-", "-", "a.csv", "a.csv"])
  }

  @Test func `that grow while they are read are read to where they were`() throws {
    let outcome = try place.shell(
      "head -c -1 in.csv > growing.csv; (for i in {1..50}; do echo >> growing.csv; head -3 in.csv | tail -2 >> growing.csv; sleep 0.005; done) & "
        + "$T rate --plan deck.csv --format csv -o out.csv growing.csv; s=$?; wait; exit $s")
    #expect(outcome.status == 0)
    #expect(try place.text("out.csv").split(separator: "\n").count >= 20_001)
  }
}
