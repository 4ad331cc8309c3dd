import RatePlans
import Testing

@Suite struct `Special charges of a plan` {
  private func problems(_ charges: String) throws -> [String] {
    try PlanFiles([
      "plan.yaml": "currency: USD\nspecial_charges:\n\(charges)\ndecks: [{file: deck.csv}]\n",
      "deck.csv": "prefix,destination,rate_per_minute\n44,United Kingdom,0.01\n",
    ]).problems()
  }

  @Test func `are told all that is wrong with them`() throws {
    #expect(try problems("""
        - {name: i, when: {called: ["18a"], jurisdiction: [foo], band: [x]}, per_minute: 1, increments: 6}
        - {name: both, when: {ii_digits: [100]}, per_call: 1, per_minute: 1}
        - {per_call: 1}
        - {name: origination, per_call: -1}
        - {name: fee, per_call: 1, increments: 60/6}
      """) == [
      "plan.yaml:3:31 error 18a is no prefix", "plan.yaml:3:54 error foo is no jurisdiction", "plan.yaml:3:67 error the plan has no band x",
      "plan.yaml:3:99 error increments cannot be 6", "plan.yaml:4:5 error the special charge has both per_call and per_minute",
      "plan.yaml:4:37 error ii_digits cannot be 100", "plan.yaml:5:5 error the special charge has no name",
      "plan.yaml:6:12 error origination is the name of a part that charges have anyway", "plan.yaml:6:35 error per_call is negative",
      "plan.yaml:7:42 error increments go with per_minute alone",
    ])
  }

  @Test(arguments: ["ii_digits", "service_type", "called", "calling", "jurisdiction", "band"])
  func `are not for everything where a condition names nothing`(key: String) throws {
    #expect(try problems("  - {name: e, when: {\(key): []}, per_call: 1}") == ["plan.yaml:3:21 error \(key) names nothing"])
  }

  @Test func `are not for everything where no property is named`() throws {
    #expect(try problems("  - {name: e, when: {properties: {}}, per_call: 1}") == ["plan.yaml:3:21 error properties names nothing"])
  }
}
