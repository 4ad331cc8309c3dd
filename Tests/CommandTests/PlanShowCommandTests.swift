import Testing

@Suite struct `What a number costs` {
  let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write(
      "plan.yaml",
      """
      name: shown
      currency: USD
      dialling: {country_code: "1", international_prefix: "011", national_prefix: "1"}
      decks: [{file: rows.csv}]
      """)
    try place.write("rows.csv", "prefix,rate_per_minute\n1212,0.01\n212,0.5\n44,0.02\n9,0.7\n911$,0\n")
  }

  @Test(arguments: [
    // dialled, what is said of the number, the prefix of the row that wins
    ("2125550100", "dialled 2125550100: 12125550100 by the plan's dialling rules (national length)", "1212"),
    ("12125550100", "dialled 12125550100: 12125550100 by the plan's dialling rules (national prefix)", "1212"),
    ("011212522000000", "dialled 011212522000000: 212522000000 by the plan's dialling rules (international prefix)", "212"),
    ("+212522000000", "dialled +212522000000: 212522000000 by the plan's dialling rules (plus)", "212"),
    ("911", "dialled 911: a short number, which only a row for exactly these digits, or the default row, prices", "911$"),
    ("912", "dialled 912: a short number, which only a row for exactly these digits, or the default row, prices", nil),
  ] as [(String, String, String?)])
  func `is shown for the number that was dialled`(dialled: String, said: String, prefix: String?) throws {
    let outcome = try place.tollbook("plan", "show", "plan.yaml", "--to", dialled, "--at", "2026-11-20T12:00:00Z")
    let lines = outcome.text.split(separator: "\n").map(String.init)
    #expect(outcome.status == 0 && lines.dropFirst().first == said, "\(outcome.text)\(outcome.messages)")
    let winner = lines.first { $0.hasPrefix(">") }
    #expect(winner?.split(separator: " ").dropFirst().first.map(String.init) == prefix, "\(outcome.text)")
    let json = try place.tollbook(
      "plan", "show", "plan.yaml", "--to", dialled, "--at", "2026-11-20T12:00:00Z", "--format", "json")
    #expect(json.text.contains("\"dialled\":\"\(dialled)\",\"numbering\":\"\(said.dropFirst(10 + dialled.count))\""))
  }

  @Test func `is no question about letters`() throws {
    let outcome = try place.tollbook("plan", "show", "plan.yaml", "--to", "21255x")
    #expect(outcome.status == 64 && outcome.messages.contains("--to 21255x is no number of 1 to 15 digits"))
  }
}
