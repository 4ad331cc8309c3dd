import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `A file of service types` {
  @Test(arguments: [
    // legs as written → those that add up
    ("", .sum), ("legs: sum", .sum), ("legs: matrix", .matrix), ("legs: [termination, matrix]", [.termination, .matrix]),
    ("legs: [origination]", .origination), ("legs: [sum, termination]", .sum),
  ] as [(String, RatingRule.Legs)])
  func `says which legs add up`(legs: String, expected: RatingRule.Legs) throws {
    let text = "service_types:\n  - {name: line\(legs.isEmpty ? "" : ", " + legs)}\n"
    let rules = try NumberingText.written(text) { try RatingRuleReader.load($0).rules }
    #expect(rules.map(\.legs) == [expected])
  }

  @Test(arguments: [  // usage as written → what it is
    ("", nil), ("usage: call", .call), ("usage: message", .message), ("usage: session", .data), ("usage: quantity", .metered),
  ] as [(String, UsageKind?)])
  func `says what its usage is`(usage: String, expected: UsageKind?) throws {
    let text = "service_types:\n  - {name: line\(usage.isEmpty ? "" : ", " + usage)}\n"
    let rules = RatingRules(try NumberingText.written(text) { try RatingRuleReader.load($0).rules })
    #expect(rules.kinds == (expected.map { ["line": $0] } ?? [:]))
    let problems = NumberingText.problems {
      try NumberingText.written("service_types:\n  - {name: line, usage: texts}\n") { try RatingRuleReader.load($0).warnings }
    }
    #expect(problems.count == 1 && problems[0].hasPrefix("2:25 error usage cannot be texts"), "\(problems)")
  }

  @Test func `reports every leg that is none`() {
    let text = "service_types:\n  - {name: line, legs: [matrix, zones]}\n  - {name: card, legs: both}\n"
    let problems = NumberingText.problems { try NumberingText.written(text) { try RatingRuleReader.load($0).warnings } }
    #expect(problems == ["2:33 error legs cannot be zones", "3:24 error legs cannot be both"])
  }

  @Test(arguments: ["[]", "", "~"])
  func `reports legs that name none`(legs: String) {
    let text = "service_types:\n  - {name: line}\n  - {name: card, legs: \(legs)}\n"
    let problems = NumberingText.problems { try NumberingText.written(text) { try RatingRuleReader.load($0).warnings } }
    #expect(problems.count == 1 && problems[0].hasPrefix("3:"), "\(problems)")
  }

  @Test func `that every run knows has the legs of the trade`() {
    let expected: [String: RatingRule.Legs] = ["toll_free": .origination, "voip_trunk": .termination, "calling_card": .sum]
    for (name, legs) in expected { #expect(RatingRuleReader.builtIns.first { $0.name == name }?.legs == legs) }
  }
}
