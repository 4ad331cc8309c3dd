import Rating
import Telecom
import TestSupport

extension LevelSpecimen {
  /// Rows begin and end within the first 400 ms of 1970.
  static func random(using random: inout Seeded) -> LevelSpecimen {
    func sometimes(_ odds: Int = 4) -> Bool { Int.random(in: 0..<odds, using: &random) == 0 }
    let plans = (0..<Int.random(in: 2...5, using: &random)).map { index in
      var plan = Plan(currency: Currency(sometimes() ? "EUR" : "USD")!)
      plan.termination = sometimes(8) ? nil : Int64(index + 1) * 100_000_000
      plan.origination = plan.termination == nil || sometimes(2) ? Int64.random(in: 1...9, using: &random) * 10_000_000 : nil
      plan.isFor44Alone = sometimes(8)
      plan.isGracious = sometimes(8)
      return plan
    }
    func plan() -> Int { Int.random(in: plans.indices, using: &random) }

    // R4 is at most four below the operator; accounts stand below resellers or below accounts that do.
    var buyers: [Buyer] = []
    for index in 0..<5 where !sometimes() {
      let parent = index == 0 || sometimes() ? "" : "R\(Int.random(in: 0..<index, using: &random))"
      let change = Int64.random(in: 100...300, using: &random)
      var row = Buyer(account: "R\(index)", parent: parent, buyPlan: plan(), sellPlan: sometimes(2) ? plan() : nil)
      if sometimes() {
        row.to = change
        buyers.append(row)
        (row.from, row.to, row.buyPlan) = (change + (sometimes(2) ? 0 : 50), .max, plan())
        row.sellPlan = sometimes(2) ? plan() : nil
      }
      buyers.append(row)
    }
    let parents = ["", "A0", "R0", "R1", "R2", "R3", "R4"]
    // One parent for every account.
    let parentOf = (0..<6).map { $0 == 0 ? ["", "R1", "R4"].randomElement(using: &random)! : parents.randomElement(using: &random)! }
    let dids = [("18005550001", "free"), ("18005550002", "free"), ("19005550001", "hotline"), ("4420", ""), ("19005550002", "line"), ("5500", "hotline")]
    let withOwners = !sometimes()
    let entries = (0..<Int.random(in: 4...20, using: &random)).map { _ in
      let account = Int.random(in: 0..<6, using: &random)
      var entry = Entry(kind: .accountCode, key: "a\(Int.random(in: 0..<8, using: &random))", account: "A\(account)")
      entry.parent = parentOf[account]
      entry.type = ["", "line", "trunk", "ingress"].randomElement(using: &random)!
      switch Int.random(in: 0..<4, using: &random) {
      case 0: (entry.kind, entry.key) = (.number, "1201555000\(Int.random(in: 0..<4, using: &random))")
      case 1:
        let did = dids.randomElement(using: &random)!
        (entry.kind, entry.key, entry.type) = (.did, did.0, withOwners ? did.1 : "")
        // The number is its owner's own line as well.
        if did.1 == "hotline", sometimes() { entry.kind = .number }
      default: break
      }
      entry.plan = sometimes(2) ? plan() : nil
      if sometimes() { entry.from = Int64.random(in: 50...200, using: &random) }
      if sometimes() { entry.to = max(entry.from, 200) + Int64.random(in: 1...150, using: &random) }
      if sometimes(10) { entry.status = ServiceStatus.allCases.randomElement(using: &random)! }
      return entry
    }
    var carriers: [Carrier] = []
    for trunk in ["t0", "t1"] where !sometimes() {
      let change = Int64.random(in: 100...300, using: &random)
      var row = Carrier(trunk: trunk, name: "S\(Int.random(in: 0..<2, using: &random))", plan: plan())
      if sometimes(2) {
        row.to = change
        carriers.append(row)
        (row.from, row.to, row.plan, row.name) = (change + (sometimes(2) ? 0 : 50), .max, plan(), "S2")
      }
      carriers.append(row)
    }
    return LevelSpecimen(plans: plans, entries: entries, buyers: buyers, carriers: carriers)
  }

  static func call(using random: inout Seeded) -> Facts {
    var call = Facts(start: Int64.random(in: 0...400, using: &random))
    if Int.random(in: 0..<3, using: &random) > 0 { call.accountCode = "a\(Int.random(in: 0..<9, using: &random))" }
    if Bool.random(using: &random) {
      call.calling = ["12015550000", "12015550001", "12015550002", "12015550003", "12015550009", "5500"].randomElement(using: &random)!
    }
    call.called = [
      "442071838750", "442071838750", "3312345678", "18005550001", "18005550002", "18005559999", "19005550001", "19005550002",
      "19005559999", "4420", "5500",
    ].randomElement(using: &random)!
    call.trunkOut = ["", "t0", "t1", "t2"].randomElement(using: &random)!
    call.answered = Int.random(in: 0..<12, using: &random) > 0
    if Int.random(in: 0..<3, using: &random) == 0 {
      call.serviceType = ["line", "trunk", "ingress", "free", "hotline", "voice"].randomElement(using: &random)!
    }
    return call
  }
}
