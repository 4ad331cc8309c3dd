import Rating
import Telecom
import Testing

@Suite struct `The jurisdiction of a call` {
  private static let numbering = NumberingText.header + """
    201,200,,NJ,224,9206,JERSEYCITY,,
    201,201,,NJ,224,9206,HACKENSACK,,
    609,200,,NJ,222,9206,TRENTON,,
    609,300,,NJ,,9206,ATLANTICCY,,
    212,200,,NY,132,9104,NWYRCYZN01,,
    416,200,,ON,888,8051,TORONTO,,
    514,200,,QC,,8052,MONTREAL,,
    809,200,,DR,,,SANTODOMIN,,
    787,200,,PR,820,4324,SANJUAN,,
    305,,,FL,,,,,
    706,200,,,438,,,,
    """

  private static let geography: CallGeography = {
    let numbering = try! NumberingText.load(Self.numbering + "\n").numbering
    return CallGeography(numbering, ported: try! NumberingText.ported("number,lrn\n6092005555,2122000000\n"))
  }()

  @Test(arguments: [
    // calling, called, LRN of the record → jurisdiction
    ("12012000001", "12012000002", "", "local"),
    ("12012000001", "12012010002", "", "intralata"),
    ("12012000001", "16092000002", "", "intrastate"),
    ("12012000001", "16093000002", "", "intrastate"),  // a LATA that is not known is none in common
    ("12012000001", "12122000002", "", "interstate"),
    ("12012000001", "17872000002", "", "interstate"),  // the territories are domestic
    ("12012000001", "13052000002", "", "interstate"),  // by its area code alone
    ("13052000001", "13059990002", "", "intrastate"),
    ("12012000001", "14162000002", "", "international"),
    ("14162000001", "15142000002", "", "interstate"),  // two provinces
    ("12012000001", "18092000002", "", "international"),
    ("18092000001", "18092000002", "", "local"),
    ("12012000001", "442079460000", "", "international"),
    ("442079460000", "12012000001", "", "international"),
    ("442079460000", "33123456789", "", "international"),
    ("", "12012000001", "", "indeterminate"),
    ("", "442079460000", "", "international"),
    ("18005551212", "12012000001", "", "indeterminate"),
    ("12012000001", "18005551212", "", "indeterminate"),
    ("12012000001", "18005551212", "12122000000", "interstate"),  // a toll-free number that was looked up
    ("12012000001", "", "", "indeterminate"),
    ("12012000001", "12019990002", "", "indeterminate"),
    ("12019990001", "12012000002", "", "indeterminate"),
    ("12012000001", "17062000002", "", "indeterminate"),  // without a state
    ("12012000001", "10002000002", "", "indeterminate"),
    // Ported: where the LRN is.
    ("12012000001", "16092005555", "", "interstate"),
    ("16092005555", "12122000002", "", "local"),
    ("12012000001", "16092005555", "12012000000", "local"),  // the record's before the table's
    ("12012000001", "12122000002", "12012010000", "intralata"),
    ("12012000001", "442079460000", "12012010000", "international"),
  ])
  func `follows the written rules`(calling: String, called: String, lrn: String, jurisdiction: String) {
    func number(_ text: String) -> PhoneNumber { text.isEmpty ? .none : PhoneNumber(text)! }
    let ends = Self.geography.ends(
      calling: number(calling), called: number(called), routingNumber: number(lrn), at: 1_760_000_000_000)
    #expect(ends.jurisdiction.code == jurisdiction)
  }

  @Test func `has a rule for every case, each of which decides somewhere`() {
    #expect(Set(CallGeography.Rule.allCases.map(\.jurisdiction)) == Set(Jurisdiction.allCases.filter { $0 != .unknown }))
  }
}
