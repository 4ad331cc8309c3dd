import Testing

@Suite struct `A plan with promises` {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.write("plan.yaml", "currency: USD\nallowances: [{name: first-100, amount: 100, unit: minutes}]\ndecks: [{file: deck.csv}]\n")
    try place.write("in.csv", Workplace.header + "r1,12025550100,442079460100,2026-03-02T09:00:00Z,60\n")
  }

  private static let warning =
    "plan.yaml: warning: usage is charged as if its allowances, volumes, commitments and limits were none"

  @Test func `is not said to be kept where it is not`() throws {
    let rated = try place.tollbook("rate", "--plan", "plan.yaml", "in.csv")
    #expect(rated.status == 0 && rated.rows.count == 1)
    #expect(rated.messages.contains(Self.warning), "\(rated.messages)")
    let taken = try place.shell("$T book create b --operator M --currency USD --time-zone UTC; $T plan import --book b plan.yaml")
    #expect(taken.status == 0 && !taken.messages.contains("warning"), "\(taken.messages)")
    let plain = try place.shell("sed -i /allowances/d plan.yaml; $T rate --plan plan.yaml in.csv")
    #expect(plain.status == 0 && !plain.messages.contains("warning"), "\(plain.messages)")
  }
}
