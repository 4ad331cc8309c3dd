import CDRDecoding
import Telecom
import Testing

@Suite struct `Records that belong together` {
  private func flat(_ method: String, _ call: String, _ time: Int, _ from: String = "a", _ to: String = "b") -> String {
    "\(method)|\(from)|\(to)|\(call)|200|OK|\(time)|x|1001|44207946\n"
  }

  @Test func `are joined across files, whichever half comes first`() throws {
    var decoding = InputDecoding(try #require(Dialect.builtIn("kamailio-flat")))
    let first = flat("BYE", "c1", 130) + flat("INVITE", "c2", 200) + flat("INVITE", "c4", 500)
    let second = flat("INVITE", "c1", 100) + flat("BYE", "c2", 260, "b", "a") + flat("BYE", "c3", 300)
    try decoding.add(Array(first.utf8), source: "one.log")
    try decoding.add(Array(second.utf8), source: "two.log")
    let joined = decoding.finish()
    #expect(
      joined.records == [
        "1 c1 - 1001>44207946 1970-01-01T00:01:40+00:00 30000 call",
        "one.log:2 c2 - 1001>44207946 1970-01-01T00:03:20+00:00 60000 call",
      ])
    #expect(joined.rejects == ["one.log:3 unmatched_leg record -", "two.log:3 unmatched_leg record -"])
    #expect(joined.notChargeable == ["other_leg": 2])
    #expect(joined.total == 6)
  }

  @Test func `count once when they are repeated`() throws {
    let text =
      flat("INVITE", "c1", 100) + flat("INVITE", "c1", 110) + flat("BYE", "c1", 130) + flat("BYE", "c1", 130)
      + flat("INVITE", "c1", 140)
    let joined = try decode(text, as: "kamailio-flat")
    #expect(joined.records == ["1 c1 - 1001>44207946 1970-01-01T00:01:40+00:00 30000 call"])
    #expect(joined.notChargeable == ["other_leg": 1, "session_progress": 2])
    #expect(joined.duplicates == 1)
  }

  @Test func `are rejected with both rows when they end before they begin`() throws {
    let text = flat("INVITE", "c1", 100) + flat("BYE", "c1", 90)
    let joined = try decode(text, as: "kamailio-flat")
    #expect(joined.rejects == ["1 invalid_duration duration_s -"])
    #expect(joined.raws == [String(text.dropLast())])
    #expect(joined.total == 2)
  }

  /// What `cat` makes of files that do not end in a line end; with all columns, and with the module's own alone.
  @Test(arguments: ["|*prepaid|1001|44207946||3401:20693622", ""])
  func `are refused where two stand in one line`(extra: String) throws {
    let lines = ["INVITE|a|b|c1|200|OK|1772442001\(extra)", "BYE|a|b|c1|200|OK|1772442031\(extra)"]
    let apart = try decode(lines.joined(separator: "\n"), as: "kamailio-flat")
    #expect(apart.rejects.filter { $0.contains("malformed") }.isEmpty)
    for run in [lines, lines.reversed(), [lines[0], lines[0], lines[1]]] {
      let joined = try decode(run.joined() + "\r\n" + lines[0] + "\n", as: "kamailio-flat")
      #expect(joined.rejects.first == "1 malformed_record record -")
      #expect(joined.raws.first == run.joined())
      #expect(joined.total == 2)
    }
  }

  @Test func `may have columns that hold a method`() throws {
    let text = flat("INVITE", "c1", 100).dropLast() + "|INVITE|x|y|z|w|BYE|20|30|INVITE\n" + flat("BYE", "c1", 130)
    #expect(try decode(String(text), as: "kamailio-flat").records == ["1 c1 - 1001>44207946 1970-01-01T00:01:40+00:00 30000 call"])
  }

  private func stop(_ id: String, _ time: Int, conf: String? = nil, seconds: Int = 60, status: String = "Stop") -> String {
    var lines = ["Acct-Status-Type = \(status)", "Acct-Session-Id = \"\(id)\"", "NAS-IP-Address = 192.0.2.1", "User-Name = \"u\""]
    if status == "Stop" { lines.append("Acct-Session-Time = \(seconds)") }
    if let conf {
      lines += ["h323-conf-id = \"\(conf)\"", "h323-call-type = \"VoIP\"", "Called-Station-Id = \"44207946\""]
    }
    lines.append("Timestamp = \(time)")
    return "Mon Mar  2 09:00:00 2026\n" + lines.map { "\t\($0)\n" }.joined() + "\n"
  }

  @Test func `are known as retransmissions, or as another session with an old number`() throws {
    let text = stop("s1", 1_772_442_000) + stop("s1", 1_772_442_010) + stop("s1", 1_772_452_000)
    let joined = try decode(text, as: "radius")
    #expect(joined.records.count == 2)
    #expect(joined.duplicates == 1)
  }

  @Test func `are one call when they share its id, and nothing when nobody answered`() throws {
    let text =
      stop("s1", 1_772_442_000, conf: "A", seconds: 0) + stop("s1", 1_772_442_003, conf: "A", seconds: 0)
      + stop("s2", 1_772_442_000, conf: "A") + stop("s3", 1_772_442_000, conf: "A") + stop("s4", 1_772_442_000, conf: "B")
    let joined = try decode(text, as: "radius")
    #expect(joined.records.count == 2)
    #expect(joined.notChargeable == ["unanswered": 1, "other_leg": 1])
    #expect(joined.duplicates == 1)
    #expect(joined.total == 5)
  }

  @Test func `are listed while they are open`() throws {
    var decoding = InputDecoding(try #require(Dialect.builtIn("radius")))
    let first = stop("s1", 10, status: "Start") + stop("s2", 20, status: "Start") + stop("s3", 30, status: "Interim-Update")
    try decoding.add(Array(first.utf8), source: "one")
    try decoding.add(Array((stop("s1", 100) + stop("s1", 110, status: "Start")).utf8), source: "two")
    #expect(
      decoding.joiner.openSessions == [
        OpenSession(id: "s2", user: "u", source: "one", line: 8), OpenSession(id: "s3", user: "u", source: "one", line: 15),
      ])
    #expect(decoding.finish().notChargeable == ["session_progress": 4])
  }
}
