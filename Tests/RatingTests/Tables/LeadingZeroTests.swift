import RatePlans
import Rating
import Telecom
import TestSupport
import Testing

/// What plan check says of prefixes that begin with 0, against the numbers that the rules make of dialled digits.
@Suite struct `Prefixes that begin with 0` {
  private static func randomRules(_ random: inout Seeded) -> DiallingRules {
    var rules = DiallingRules()
    rules.countryCode = ["1", "49", "39"].randomElement(using: &random)!
    rules.internationalPrefixes = [["011"], ["00"], ["00", "0170"], []].randomElement(using: &random)!
    rules.nationalPrefix = ["", "0", "1", "06"].randomElement(using: &random)!
    rules.areaCode = ["", "", "30"].randomElement(using: &random)!
    rules.nationalLengths = [[], [10], [9, 10], [3]].randomElement(using: &random)!
    rules.localLengths = [[], [7], [4], [6, 7, 8]].randomElement(using: &random)!
    return rules
  }

  /// Whether some digits, dialled as they are, come to the prefix: two of them of every kind, the others 5.
  private static func isReached(_ prefix: String, isExact: Bool, _ normaliser: NumberNormaliser) -> Bool {
    (prefix.count...(isExact ? prefix.count : 15)).contains { count in
      (0...99).contains { next in
        let behind = (next < 10 ? "0\(next)" : "\(next)") + String(repeating: "5", count: 15)
        let dialled = prefix + behind.prefix(count - prefix.count)
        guard let result = normaliser.normalise(Array(dialled.utf8).span), result.number.description == dialled else {
          return false
        }
        return result.isShort || isExact ? dialled == prefix : true
      }
    }
  }

  @Test func `can be reached when some dialled number stays with them`() {
    var reached = 0
    for seed in 0..<400 as Range<UInt64> {
      var random = Seeded(seed)
      let rules = Self.randomRules(&random)
      let normaliser = NumberNormaliser(rules)
      for _ in 0..<5 {
        let digits = "0" + String((0..<Int.random(in: 0...9, using: &random)).map { _ in "0156".randomElement(using: &random)! })
        let isExact = Bool.random(using: &random)
        let expected = Self.isReached(digits, isExact: isExact, normaliser)
        let prefix = DeckPrefix(written: isExact ? digits + "$" : digits)
        #expect(rules.canReach(prefix) == expected, "seed \(seed): \(prefix) under \(rules)")
        reached += expected ? 1 : 0
      }
    }
    #expect(200...1800 ~= reached)
  }
}
