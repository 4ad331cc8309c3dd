import RatePlans
import Rating
import Telecom
import Testing

@Suite struct `Records that say their service type themselves` {
  private static let rules = {
    var ingress = RatingRule(name: "ingress")
    ingress.legs = .origination
    var trunk = RatingRule(name: "trunk")
    trunk.legs = .termination
    var free = RatingRule(name: "free")
    (free.payer, free.legs, free.isFreeForCaller) = (.called, .origination, true)
    var hotline = RatingRule(name: "hotline")
    (hotline.payer, hotline.legs) = (.called, .origination)
    var alert = RatingRule(name: "alert")
    (alert.legs, alert.usage) = (.termination, .message)
    return RatingRules([ingress, trunk, free, hotline, alert, RatingRule(name: "line")])
  }()

  /// 0.10 a minute by the called number, 0.03 by the calling one, and 0.60 a call of the type `free`.
  private static let plan = PlanSpecimen(
    decks: [
      DeckSpecimen(rows: [DeckRow(prefix: "*", row: .perMinute("0.10"))]),
      DeckSpecimen(leg: .origination, rows: [DeckRow(prefix: "*", row: .perMinute("0.03"))]),
    ]
  ) { plan in
    var charge = SpecialCharge(name: "payphone", amount: .perCall(nanos("0.60")))
    charge.condition.serviceTypes = ["free"]
    plan.specialCharges = [charge]
  }.plan

  /// `payer charge` of each price, `reason` of a reject.
  private func prices(_ calls: [Facts], by rater: AccountRater) -> [String] {
    var result = RatedBatch()
    rater.rate(Facts.batch(calls), into: &result)
    return result.rated.map { usage in
      let payer = usage.payer < 0 ? "nobody" : rater.directory!.entries[Int(usage.payer)].account
      return "\(payer) \(Decimal9.text(usage.chargeNanos))"
    } + result.rejects.map(\.reason.code)
  }

  @Test(arguments: [  // type of the record → price of a minute
    ("", "0.13"), ("line", "0.13"), ("voice", "0.13"), ("trunk", "0.1"), ("ingress", "0.03"), ("free", "0.63"), ("Trunk", "0.13"),
    ("alert", "0"),
  ])
  func `are rated by it where there are no subscribers`(type: String, charge: String) {
    let rater = AccountRater([UsageRater(Self.plan)], rules: Self.rules)
    #expect(prices([Facts(serviceType: type)], by: rater) == ["nobody \(charge)"])
    // Beside others, in one batch.
    #expect(
      prices([Facts(), Facts(serviceType: type), Facts(serviceType: "trunk")], by: rater)
        == ["nobody 0.13", "nobody \(charge)", "nobody 0.1"])
  }

  @Test(arguments: [
    // type of the caller's service, of the owner's, of the record → who pays what
    ("", "", "", ["caller 0.13"]), ("", "", "trunk", ["caller 0.1"]), ("ingress", "", "trunk", ["caller 0.03"]),
    ("office", "", "trunk", ["caller 0.13"]), ("", "", "free", ["owner 0.63"]), ("line", "", "free", ["owner 0.63"]),
    ("", "", "hotline", ["caller 0.13", "owner 0.03"]), ("trunk", "", "hotline", ["caller 0.1", "owner 0.03"]),
    ("", "line", "free", ["unknown_payer"]), ("", "line", "hotline", ["caller 0.13"]),
    ("", "free", "trunk", ["owner 0.63"]), ("", "hotline", "trunk", ["caller 0.1", "owner 0.03"]),
    ("", "", "alert", ["caller 0"]), ("alert", "", "", ["caller 0"]), ("line", "", "alert", ["caller 0.13"]),
  ] as [(String, String, String, [String])])
  func `are rated by it where their payer has none`(caller: String, owner: String, own: String, payers: [String]) throws {
    let numbers = NumberNormaliser(DiallingRules())
    let entries = try [("caller", "a", KeyKind.accountCode, caller), ("owner", "18005550130", .did, owner)].map { name, key, kind, type in
      var entry = DirectoryEntry(keys: try ServiceKey.keys(of: key, kind: kind, numbers: numbers), account: name, service: name)
      entry.serviceType = type
      return entry
    }
    let rater = AccountRater([UsageRater(Self.plan)], directory: PayerDirectory(entries, numbers: numbers, rules: Self.rules))
    let call = Facts(accountCode: "a", called: "18005550130", serviceType: own)
    #expect(prices([call], by: rater) == payers)
    // What `explain` tells is what was charged.
    let charges = rater.explain(firstOf: Facts.batch([call])).map { charge in
      if case .rated(let usage) = charge.explanation.outcome { "\(charge.account) \(Decimal9.text(usage.chargeNanos))" } else { "?" }
    }
    #expect(charges == payers.filter { $0 != "unknown_payer" })
  }

  @Test func `cost the operator what the supplier of their trunk takes, whoever pays`() {
    let cost = PlanSpecimen(.perMinute("0.02")).plan
    let rater = AccountRater(
      [UsageRater(Self.plan), UsageRater(cost)], rules: Self.rules,
      levels: PriceLevels(entries: [], resellers: [], suppliers: [Supplier(trunk: "t", name: "S", plan: 1)]))
    var result = RatedBatch()
    rater.rate(Facts.batch([Facts(trunkOut: "t", serviceType: "trunk"), Facts(trunkOut: "u"), Facts(trunkOut: "t", answered: false)]), into: &result)
    let rows = result.rated.indices.map { row in
      let detail = result.rated[row].detail
      let margin = (detail < 0 ? nil : result.details[Int(detail)].marginNanos).map { Decimal9.text($0) }
      return "\(result.rated[row].record) \(result.party(of: row)) \(Decimal9.text(result.rated[row].chargeNanos)) \(margin ?? "-")"
    }
    #expect(rows == ["0 -1 0.1 0.08", "0 0 0.02 -", "1 -1 0.13 -"])
    #expect(result.recordCount == 2 && result.charges[.usd] == 230_000_000 && result.notChargeable.total == 1)
  }
}
