import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Dialled numbers` {
  private func normalised(_ dialled: String, _ rules: DiallingRules) -> String {
    let bytes = Array(dialled.utf8)
    let result = NumberNormaliser(rules).normalise(bytes.span)
    return result.map { $0.number.description + ($0.isShort ? " short" : "") } ?? "none"
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
