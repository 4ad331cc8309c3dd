import Testing

@Suite struct `Wrong usage and wrong plans` {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("in.csv", Workplace.header + Workplace.calls(0..<2))
  }

  @Test(arguments: [  // arguments, what is said
    ("--plan deck.csv --fromat csv in.csv", "Unknown option '--fromat'. Did you mean '--format'?"),
    ("--plan deck.csv --format asterix in.csv", "there is neither a format nor a file 'asterix'; did you mean asterisk?"),
    ("--plan deck.csv --format kamalio in.csv", "did you mean kamailio?"),
    ("--plan deck.csv --time-zone Europe/Berln in.csv", "there is no time zone 'Europe/Berln'; did you mean Europe/Berlin?"),
    ("--plan deck.csv --time-zone nowhere in.csv", "name one as Europe/Berlin, UTC or +02:00"),
    ("--plan deck.csv --time-zone EST in.csv", "there is no time zone 'EST'"),
    ("--plan deck.csv --output-format xml in.csv", "Please provide one of 'csv' and 'jsonl'"),
    ("--plan deck.csv --threads 0 in.csv", "--threads must be from 1 to 1024"),
    ("--plan deck.csv", "Missing expected argument '<input> ...'"),
    ("in.csv", "Missing expected argument '--plan <path> ...'"),
    ("--plan deck.csv - in.csv -", "standard input can be read once only"),
  ])
  func `is 64, and names what was probably meant`(arguments: String, message: String) throws {
    let outcome = try place.shell("$T rate \(arguments)")
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
    #expect(try place.files == ["deck.csv", "in.csv"])
  }

  @Test func `a plan folder without plan.yaml, and a plan that is not there`() throws {
    let folder = try place.shell("mkdir plan; $T rate --plan plan -o out.csv in.csv")
    #expect(folder.status == 1 && folder.messages.contains("plan") && folder.messages.contains("plan.yaml"), "\(folder.messages)")
    let missing = try place.tollbook("rate", "--plan", "nowhere", "-o", "out.csv", "in.csv")
    #expect(missing.status == 1 && missing.messages.hasPrefix("nowhere: error: "), "\(missing.messages)")
    #expect(!place.exists("out.csv"))
  }

  @Test func `a deck with a thousand errors has a thousand messages`() throws {
    let rows = (0..<1000).map { "44\($0),x,0,expensive,60,60,2026-01-01\n" }.joined()
    try place.write("bad.csv", Workplace.deck.prefix { $0 != "\n" } + "\n" + rows)
    let outcome = try place.tollbook("rate", "--plan", "bad.csv", "-o", "out.csv", "in.csv")
    let lines = outcome.messages.split(separator: "\n")
    #expect(outcome.status == 1 && lines.count == 1000 && !place.exists("out.csv"))
    #expect(lines.first?.hasPrefix("bad.csv:2:") == true && lines.last?.hasPrefix("bad.csv:1001:") == true, "\(lines[0])")
  }
}
