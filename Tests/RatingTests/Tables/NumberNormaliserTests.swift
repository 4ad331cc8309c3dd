import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Dialled numbers` {
  private func normalised(_ dialled: String, _ rules: DiallingRules) -> String {
    let bytes = Array(dialled.utf8)
    return text(NumberNormaliser(rules).normalise(bytes.span))
  }

  private func called(_ dialled: String, _ rules: DiallingRules) -> String {
    let bytes = Array(dialled.utf8)
    return text(NumberNormaliser(rules).called(bytes.span))
  }

  private func text(_ result: NumberNormaliser.Result?) -> String {
    result.map { $0.number.description + ($0.isShort ? " short" : "") } ?? "none"
  }

  @Test(arguments: [
    // dialled → E.164, without other rules; 411, 1N11, 0 and 101XXXX* are rewritten
    ("411", "15555551212", "15555551212"), ("1211", "13035550100", "13035550100"), ("1111", "1111", "1111 short"),
    ("4110", "4110", "4110 short"), ("41", "41", "41 short"), ("+411", "411", "411"), ("0", "15550000000", "15550000000"),
    ("10102883035550120", "3035550120", "13035550120"), ("1010288", "1010288", "13031010288"),
    ("101028811", "11", "11 short"), ("1010288x", "none", "none"), ("101028801144", "01144", "44"),
    ("10102881234567890123456", "none", "none"), ("", "none", "none"),
    // Applied once: what is dialled in its place is not rewritten again.
    ("1010288411", "411", "411 short"), ("511", "411", "411 short"),
  ])
  func `are rewritten before any other rule, once`(dialled: String, alone: String, northAmerica: String) throws {
    for (rules, expected) in [(DiallingRules.none, alone), (.northAmerica, northAmerica)] {
      var rules = rules
      rules.rewrites = DialledRewrite.northAmerican
      #expect(called(dialled, rules) == expected)
      let oracle = OracleNumbers(rules: rules).called(dialled)
      #expect(oracle.map { $0.digits + ($0.isShort ? " short" : "") } ?? "none" == expected)
    }
  }

  @Test func `are not rewritten where they call`() {
    var rules = DiallingRules.northAmerica
    rules.rewrites = DialledRewrite.northAmerican
    #expect(normalised("411", rules) == "411 short")
  }

  @Test(arguments: [  // a rewrite, another → whether the first takes all numbers of the second
    ("411", "411", true), ("N11", "411", true), ("411", "N11", false), ("XXX", "N11", true), ("N11", "XXX", false),
    ("41", "411", false), ("41*", "411", true), ("41*", "41", false), ("41*", "41*", true), ("411", "41*", false),
    ("4X*", "411*", true), ("411*", "4X*", false),
  ])
  func `rewritten by one rule never come to another`(first: String, second: String, covers: Bool) throws {
    let (one, other) = (try #require(DialledRewrite(first, replacement: "1")), try #require(DialledRewrite(second, replacement: "1")))
    #expect(one.covers(other) == covers)
    // All numbers of up to four digits say the same.
    func takes(_ rewrite: DialledRewrite, _ number: Int, _ digits: Int) -> Bool {
      var rules = DiallingRules()
      rules.rewrites = [rewrite]
      let text = String(repeating: "0", count: digits - String(number).count) + String(number)
      return NumberNormaliser(rules).called(Array(text.utf8).span)?.rewrite == 0
    }
    let all = [(1, 10), (2, 100), (3, 1_000), (4, 10_000)].flatMap { digits, count in (0..<count).map { ($0, digits) } }
    #expect(all.allSatisfy { !takes(other, $0.0, $0.1) || takes(one, $0.0, $0.1) } == covers)
  }

  @Test(arguments: [
    // dialled → E.164; country code 1, prefixes 011 and 1, area 303, lengths 10 and 7
    ("+442071838750", "442071838750"),  // 1: what follows a plus
    ("011442071838750", "442071838750"),  // 1: what follows an international prefix
    ("13035550120", "13035550120"),  // 2: the national prefix before ten digits
    ("3035550120", "13035550120"),  // 3: ten digits
    ("5550120", "13035550120"),  // 4: seven digits
    ("911", "911 short"), ("555012", "555012 short"), ("1", "1 short"), ("011", "011 short"),  // 5: up to six
    ("442071838750", "442071838750"),  // 6: as it stands
    ("1303555012", "11303555012"),  // ten digits though they begin with the prefix
    ("130355501", "130355501"), ("55501201", "55501201"),
    ("0119", "9"), ("+1", "1"),
  ])
  func `in North America`(dialled: String, expected: String) {
    #expect(normalised(dialled, .northAmerica) == expected)
  }

  @Test(arguments: [
    // dialled → E.164; country code 49, prefixes 00 and 0, no lengths, no area
    ("+4930123456", "4930123456"), ("00442071838750", "442071838750"), ("030123456", "4930123456"),
    ("0301", "49301"), ("110", "110 short"), ("123456", "123456 short"), ("1234567", "1234567"),
    ("4930123456", "4930123456"), ("0", "0 short"), ("00", "00 short"), ("0049 30", "none"), ("+49(30)", "none"),
  ])
  func `in Germany`(dialled: String, expected: String) {
    #expect(normalised(dialled, .germany) == expected)
  }

  @Test(arguments: [  // dialled → E.164; with the area code 30 besides
    ("123456", "123456 short"), ("1234567", "49301234567"), ("030123456", "4930123456"),
  ])
  func `with an area code and no lengths are local from seven digits on`(dialled: String, expected: String) {
    var rules = DiallingRules.germany
    rules.areaCode = "30"
    #expect(normalised(dialled, rules) == expected)
  }

  @Test(arguments: [
    ("0044", "0044"), ("+0044", "0044"), ("1", "1"), ("911", "911"), ("123456789012345", "123456789012345"),
  ])
  func `without rules are the digits they are`(dialled: String, expected: String) {
    #expect(normalised(dialled, .none) == expected)
  }

  @Test(arguments: [
    // dialled: no rules, North America, Germany
    ("", "none", "none", "none"), ("+", "none", "none", "none"), ("a", "none", "none", "none"),
    ("30355501ab", "none", "none", "none"), ("１２３", "none", "none", "none"), ("++49", "none", "none", "none"),
    ("123456789012345", "123456789012345", "123456789012345", "123456789012345"),
    ("1234567890123456", "none", "none", "none"), ("+1234567890123456", "none", "none", "none"),
    ("0011234567890123456", "none", "none", "none"),
    (String(repeating: "4", count: 40), "none", "none", "none"),
    ("00123456789012345", "none", "none", "123456789012345"),  // seventeen as dialled, fifteen without 00
    ("01234567890123", "01234567890123", "01234567890123", "491234567890123"),
    ("012345678901234", "012345678901234", "012345678901234", "none"),  // sixteen with the country code
    ("9", "9", "9 short", "9 short"),
  ])
  func `that are none, or at the limits of length`(dialled: String, none: String, northAmerica: String, germany: String) {
    #expect(normalised(dialled, .none) == none)
    #expect(normalised(dialled, .northAmerica) == northAmerica)
    #expect(normalised(dialled, .germany) == germany)
  }

  @Test(arguments: [("01180044", "4"), ("0111", "1"), ("00442", "442")])
  func `lose the longest international prefix of several`(dialled: String, expected: String) {
    var rules = DiallingRules.northAmerica
    rules.internationalPrefixes = ["011", "00", "0118004"]
    #expect(normalised(dialled, rules) == expected)
  }
}
