import Foundation
import Testing

@Suite struct `A command as the back office` {
  let place: Workplace
  /// Answers as it should, and keeps what it was sent in a file.
  private static let keeper = """
    import json, sys
    kept = open(sys.argv[1], "w")
    for line in sys.stdin:
        kept.write(line)
        kept.flush()
        if json.loads(line)["type"] in ("begin", "commit"): print('{"ok": true}', flush=True)
    """

  init() throws {
    place = try Workplace()
    try place.write("keeper.py", Self.keeper)
    try place.write("in.csv", "record_id,calling,called,start,duration_s\n"
      + "a,12025550100,442079460000,2026-03-02T09:00:00Z,60\nb,12025550100,33123,2026-03-02T09:00:00Z,5\n"
      + "c,12025550100,\"12025550100\",2026-03-02T09:00:00Z,7\n")
  }

  private func messages(_ name: String) throws -> [[String: Any]] {
    try place.bytes(name).split(separator: 10).map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    }
  }

  @Test func `is sent the batch between begin and commit, rejects at their place`() throws {
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "--exec", "python3 keeper.py kept", "in.csv")
    #expect(outcome.status == 3 && outcome.output == [], "\(outcome.messages)")
    let messages = try messages("kept")
    #expect(messages.map { $0["type"] as? String } == ["begin", "usage", "reject", "usage", "commit"])
    // What sha256sum says of the file.
    let digest = try place.shell("sha256sum < in.csv").text.prefix(64)
    #expect(messages.first?["batch"] as? String == String(digest) && messages.last?["batch"] as? String == String(digest))
    #expect(messages[0]["source"] as? String == "in.csv")
    #expect(try messages[0]["bytes"] as? Int == place.bytes("in.csv").count)
    #expect(messages[1]["record_id"] as? String == "a" && messages[1]["charge"] as? String == "0.04")
    #expect(messages[2]["reason"] as? String == "no_rate" && messages[2]["line"] as? Int == 3)
    #expect(messages[2]["record"] as? String == "b,12025550100,33123,2026-03-02T09:00:00Z,5")
    #expect(messages[4]["counts"] as? [String: Int] == [
      "read": 3, "rated": 2, "not_chargeable": 0, "duplicate": 0, "rejected": 1,
    ])
    #expect(messages[4]["charges"] as? [String: String] == ["USD": "0.0424"])
  }

  @Test func `is sent the same whatever the number of threads`() throws {
    try place.write("many.csv", Workplace.manyCalls)
    for threads in ["1", "2", "8"] {
      let outcome = try place.tollbook(
        "rate", "--plan", "deck.csv", "--threads", threads, "--exec", "python3 keeper.py kept\(threads)", "many.csv")
      #expect(outcome.status == 0, "\(outcome.messages)")
    }
    #expect(try place.bytes("kept1").split(separator: 10).count == 20_002)
    #expect(try place.bytes("kept2") == place.bytes("kept1") && place.bytes("kept8") == place.bytes("kept1"))
  }

  @Test(arguments: [  // what the command does, what is said of it
    ("exit 3", "ended with status 3 before it acknowledged"),
    ("true", "ended with status 0 before it acknowledged"),
    ("kill -9 $$", "ended with signal 9 before it acknowledged"),
    ("/no/such/program", "ended with status 127 before it acknowledged"),
    ("cat", "answered '{\"type\":\"begin\""),
    ("read x; echo '{\"ok\":1.5}'; cat > /dev/null", "answered '{\"ok\":1.5}'"),
    ("echo ready; cat > /dev/null", "said 'ready' though nothing was asked"),
    ("yes", "though nothing was asked"),
    ("sleep 60", "gave no answer on many.csv within 1 s; --exec-timeout gives it more time"),
    ("read x; echo '{\"ok\":true}'; sleep 60", "read nothing for 1 s; --exec-timeout gives it more time"),
    ("read x; echo '{\"ok\":true}'; head -c 100000 > /dev/null", "ended with status 0 before it acknowledged"),
    ("read x; echo '{\"ok\":true}'; exec <&-; sleep 60", "closed its standard input or output and runs on"),
    ("read x; echo '{\"ok\":true}'; cat > /dev/null", "it may have committed many.csv: rate that again"),
    ("read x; echo '{\"ok\":true}'; grep -m1 '\"type\":\"commit\"' > /dev/null; echo perhaps", "answered 'perhaps'"),
  ])
  func `that does not keep to the rules ends the run, and nothing is claimed`(command: String, message: String) throws {
    try place.write("many.csv", Workplace.manyCalls)
    try place.write("command", command)
    let outcome = try place.tollbook(
      "rate", "--plan", "deck.csv", "--exec-timeout", "1", "--exec", ". ./command", "many.csv")
    #expect(outcome.status == 1)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
    #expect(outcome.messages.contains("0 of 1 inputs are known to be committed"))
    #expect(!outcome.messages.contains("records/s"))
  }

  @Test func `that refuses a batch is asked about the next`() throws {
    try place.write("other.csv", Workplace.header + Workplace.calls(0..<3))
    try place.write("refuse.py", Self.keeper.replacing("'{\"ok\": true}'", with: """
      '{"ok": true}' if '"begin"' in line or '"rejected":0' in line else '{"error": "no rejects here"}'
      """))
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "--exec", "python3 refuse.py kept", "in.csv", "other.csv")
    #expect(outcome.status == 1 && outcome.messages.contains("in.csv: 'python3 refuse.py kept' did not commit it: no rejects here"))
    #expect(outcome.messages.contains("read            3  records in 1 file") && outcome.messages.contains("not rated: in.csv"))
  }

  @Test func `may say as much as it likes on standard error`() throws {
    try place.write("many.csv", Workplace.manyCalls)
    try place.write("loud.py", Self.keeper.replacing("    kept.flush()", with: "    print('x' * 200, file=sys.stderr)"))
    let outcome = try place.tollbook("rate", "--plan", "deck.csv", "--exec", "python3 loud.py kept", "many.csv")
    #expect(outcome.status == 0 && outcome.messages.utf8.count > 4_000_000)
  }

  @Test func `gets the rejects, and the output: other places for them are wrong usage`() throws {
    for option in ["-o", "--rejects"] {
      let outcome = try place.tollbook("rate", "--plan", "deck.csv", "--exec", "cat", option, "x.csv", "in.csv")
      #expect(outcome.status == 64 && outcome.messages.contains("--exec takes the place of"))
    }
  }

  @Test func `ends with us when we are interrupted`() throws {
    let outcome = try place.shell(
      "$T rate --plan deck.csv --exec 'echo $$ > pid; read x; sleep 60; echo never' in.csv & pid=$!; "
        + "waitfor '[ -s pid ]'; kill -INT $pid; wait $pid; s=$?; "
        + "kill -0 $(cat pid) 2>/dev/null && echo lives; exit $s")
    #expect(outcome.status == 1 && outcome.text == "", "\(outcome.messages)")
    #expect(outcome.messages.contains("tollbook: interrupted; 0 of 1 inputs are known to be committed"))
  }
}
