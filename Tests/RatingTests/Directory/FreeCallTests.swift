import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Calls that are free for the caller` {
  /// A line, and a toll-free service known by a key of `kind`. Prices are not asked.
  private func payers(_ kind: KeyKind, _ key: String, _ called: [String]) throws -> [String] {
    let numbers = NumberNormaliser(.northAmerica)
    var line = DirectoryEntry(keys: [.accountCode("a")], account: "line", service: "line")
    line.serviceType = "long_distance"
    var owner = DirectoryEntry(keys: try ServiceKey.keys(of: key, kind: kind, numbers: numbers), account: "owner", service: "owner")
    owner.serviceType = "toll_free"
    var rule = RatingRule(name: "toll_free")
    (rule.payer, rule.isFreeForCaller) = (.called, true)
    rule.calledPrefixes = ["1800", "800", "116"].map { DeckPrefix(written: $0) }
    let directory = PayerDirectory([line, owner], numbers: numbers, rules: RatingRules([rule]))
    let plan = PlanSpecimen(.perMinute("1")) { $0.dialling = .northAmerica }.plan
    var result = RatedBatch()
    AccountRater([UsageRater(plan)], directory: directory).rate(
      Facts.batch(called.map { Facts(accountCode: "a", called: $0) }), into: &result)
    var payers = [String](repeating: "", count: called.count)
    for usage in result.rated { payers[Int(usage.record)] = directory.entries[Int(usage.payer)].account }
    for reject in result.rejects { payers[Int(reject.record)] = reject.reason.code }
    return payers
  }

  @Test(arguments: [  // dialled → who pays; toll-free are 1800, the country code 800 and the short number 116
    ("8005550130", "owner"), ("+18005550130", "owner"), ("8005550199", "unknown_payer"), ("01180012345678", "unknown_payer"),
    ("116", "unknown_payer"), ("8001", "line"), ("1800", "unknown_payer"), ("18001", "line"), ("911", "line"), ("2125550130", "line"),
  ])
  func `are known by their prefixes, and extensions are none of them`(dialled: String, payer: String) throws {
    #expect(try payers(.did, "8005550130", [dialled]) == [payer])
  }

  @Test func `are known where no number has an owner`() throws {
    #expect(try payers(.accountCode, "b", ["8005550130", "2125550130"]) == ["unknown_payer", "line"])
  }
}
