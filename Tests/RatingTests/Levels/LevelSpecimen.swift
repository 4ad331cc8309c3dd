import RatePlans
import Rating
import Telecom

/// Everything a run with levels knows, as rows, and what comes of a call by going through all of them.
struct LevelSpecimen {
  /// Prices each of a minute: by the called number, by the calling one.
  struct Plan {
    var currency: Currency
    /// In nanos; `nil` without a deck.
    var termination: Int64?
    var origination: Int64?
    /// The termination deck has no other prefix.
    var isFor44Alone = false
    /// Lets a minute pass for nothing.
    var isGracious = false
  }

  struct Entry {
    var kind: KeyKind
    var key: String
    var account: String
    var parent = ""
    /// `nil`: left to the resellers above, else the first.
    var plan: Int?
    /// One of `types`.
    var type = ""
    var from = Int64.min
    var to = Int64.max
    var status = ServiceStatus.active
  }

  struct Buyer {
    var account: String
    var parent = ""
    var buyPlan: Int
    var sellPlan: Int?
    var from = Int64.min
    var to = Int64.max
  }

  struct Carrier {
    var trunk: String
    var name: String
    var plan: Int
    var from = Int64.min
    var to = Int64.max
  }

  /// How types are rated, and the prefixes by which calls are of them.
  struct TypeRule {
    var payer = RatingRule.Payer.user
    var legs = RatingRule.Legs.sum
    var isFree = false
    var prefixes: [String] = []
  }

  static let types: [String: TypeRule] = [
    "line": TypeRule(), "trunk": TypeRule(legs: .termination), "ingress": TypeRule(legs: .origination),
    "free": TypeRule(payer: .called, legs: .origination, isFree: true, prefixes: ["1800"]),
    "hotline": TypeRule(payer: .called, prefixes: ["1900"]),
  ]

  var plans: [Plan]
  var entries: [Entry]
  var buyers: [Buyer]
  var carriers: [Carrier]

  // MARK: By the engine

  func rater(_ tiers: AccountRater.Tiers = .all) throws -> AccountRater {
    let rules = Self.types.map { name, type in
      var rule = RatingRule(name: name)
      (rule.payer, rule.legs, rule.isFreeForCaller) = (type.payer, type.legs, type.isFree)
      rule.calledPrefixes = type.prefixes.map { DeckPrefix(written: $0) }
      return rule
    }
    let numbers = NumberNormaliser(DiallingRules())
    let listed = try entries.map { row in
      var entry = DirectoryEntry(
        keys: try ServiceKey.keys(of: row.key, kind: row.kind, numbers: numbers), account: row.account, service: row.key)
      (entry.plan, entry.namesPlan, entry.serviceType) = (row.plan ?? 0, row.plan != nil, row.type)
      (entry.validFrom, entry.validTo, entry.status, entry.parentAccount) = (row.from, row.to, row.status, row.parent)
      return entry
    }
    let resellers = buyers.map { row in
      var reseller = Reseller(account: row.account, buyPlan: row.buyPlan)
      (reseller.parentAccount, reseller.sellPlan) = (row.parent, row.sellPlan)
      (reseller.validFrom, reseller.validTo) = (row.from, row.to)
      return reseller
    }
    let suppliers = carriers.map { row in
      var supplier = Supplier(trunk: row.trunk, name: row.name, plan: row.plan)
      (supplier.validFrom, supplier.validTo) = (row.from, row.to)
      return supplier
    }
    return AccountRater(
      plans.map { UsageRater($0.specimen.plan) }, directory: PayerDirectory(listed, numbers: numbers, rules: RatingRules(rules)),
      levels: PriceLevels(entries: listed, resellers: resellers, suppliers: suppliers), tiers: tiers)
  }

  // MARK: By the model

  struct Row: Equatable {
    var payer: Int
    var tier: String
    var account: String
    var plan: Int
    var charge: Int64
    var margin: Int64?
  }

  enum Outcome: Equatable {
    case rows([Row])
    case notChargeable(NotChargeable)
    case rejected(RejectReason, level: String)
  }

  func outcome(_ call: Facts) -> Outcome {
    guard call.answered else { return .notChargeable(.unanswered) }
    let payers: [Int]
    switch self.payers(call) {
    case .rejected(let reason): return .rejected(reason, level: "")
    case .found(let found): payers = found
    }
    var rows: [Row] = []
    for (place, payer) in payers.enumerated() {
      var chain: [(row: Row, isCharged: Bool)] = []
      for level in levels(of: payer, call, withCost: place == 0) {
        guard let plan = level.plan else { return .rejected(.serviceNotActive, level: level.tier) }
        let row = Row(payer: payer, tier: level.tier, account: level.account, plan: plan, charge: 0)
        switch price(call, plans[plan], level.legs) {
        case .charge(let nanos): chain.append((Row(payer: payer, tier: row.tier, account: row.account, plan: plan, charge: nanos), true))
        case .nothing: chain.append((row, false))
        case .noRate: return .rejected(.noRate, level: level.tier == "retail" ? "" : level.tier)
        }
      }
      guard chain.contains(where: \.isCharged) else { continue }
      for index in chain.indices.dropLast()
      where plans[chain[index].row.plan].currency == plans[chain[index + 1].row.plan].currency {
        chain[index].row.margin = chain[index].row.charge - chain[index + 1].row.charge
      }
      rows += chain.map(\.row)
    }
    return rows.isEmpty ? .notChargeable(.grace) : .rows(rows)
  }

  private enum Payers {
    case found([Int])
    case rejected(RejectReason)
  }

  private func payers(_ call: Facts) -> Payers {
    let own = Self.types[call.serviceType]
    let isOwners = entries.map { isOwner($0, call) }
    guard own?.payer == .called || entries.contains(where: { Self.types[$0.type]?.payer == .called }) else {
      let (user, reason) = answer(call, entries.map { _ in true })
      return user.map { .found([$0]) } ?? .rejected(reason)
    }
    let (owner, ownersReason) = answer(Facts(called: call.called, start: call.start), isOwners)
    let type = owner.map { effectiveType(entries[$0], call) } ?? (own?.payer == .called ? call.serviceType : nil)
      ?? Self.types.first { $0.value.prefixes.contains { call.called.hasPrefix($0) } }?.key ?? ""
    if Self.types[type]?.isFree == true { return owner.map { .found([$0]) } ?? .rejected(ownersReason) }
    let (user, usersReason) = answer(call, isOwners.map { !$0 })
    // A service that is suspended, or of two owners, is known: what it would have paid is set aside.
    let known: [RejectReason] = [.serviceNotActive, .ambiguousPayer]
    if user == nil, known.contains(usersReason), isFinal(call, isOwners.map { !$0 }) { return .rejected(usersReason) }
    if owner == nil, isFinal(Facts(called: call.called, start: call.start), isOwners) { return .rejected(ownersReason) }
    let both = [user, owner].compactMap(\.self)
    if both.isEmpty { return .rejected(usersReason) }
    let isOne = both.count == 2 && entries[both[0]].key == entries[both[1]].key && entries[both[0]].account == entries[both[1]].account
    return .found(isOne ? [both[1]] : both)
  }

  /// An entry's own type, else the record's.
  private func effectiveType(_ entry: Entry, _ call: Facts) -> String { entry.type.isEmpty ? call.serviceType : entry.type }

  private func isOwner(_ entry: Entry, _ call: Facts) -> Bool {
    entry.kind == .did && Self.types[effectiveType(entry, call)]?.payer == .called
  }

  private func directory(_ counts: [Bool]) -> (DirectorySpecimen, [Int]) {
    let indices = entries.indices.filter { counts[$0] }
    let rows = indices.map { index in
      DirectorySpecimen.Row(
        kind: entries[index].kind, key: entries[index].key, from: entries[index].from, to: entries[index].to,
        status: entries[index].status)
    }
    return (DirectorySpecimen(rows: rows), indices)
  }

  /// Which of the entries that count pays, else why none does.
  private func answer(_ call: Facts, _ counts: [Bool]) -> (Int?, RejectReason) {
    let (directory, indices) = directory(counts)
    switch directory.answer(call) {
    case .found(let row): return (indices[row], .unknownPayer)
    case .unknown: return (nil, .unknownPayer)
    case .ended: return (nil, .serviceEnded)
    case .suspended, .notYet: return (nil, .serviceNotActive)
    case .ambiguous: return (nil, .ambiguousPayer)
    }
  }

  private func isFinal(_ call: Facts, _ counts: [Bool]) -> Bool {
    [.suspended, .ambiguous].contains(directory(counts).0.answer(call))
  }

  private struct Level {
    var tier: String
    var account: String
    /// `nil`: that reseller has none then.
    var plan: Int?
    var legs: RatingRule.Legs
  }

  private func levels(of payer: Int, _ call: Facts, withCost: Bool) -> [Level] {
    let type = Self.types[effectiveType(entries[payer], call)] ?? TypeRule()
    // What the record says that the owner pays is nobody else's.
    let isOthers = entries[payer].type.isEmpty && type.payer == .called && !isOwner(entries[payer], call)
    let legs = isOthers ? .sum : type.legs
    var above: [Level] = []
    var sellPlan: Int?
    var account = entries[payer].parent
    while !account.isEmpty {
      let rows = buyers.filter { $0.account == account }
      if !rows.isEmpty {
        let row = rows.first { $0.from <= call.start && call.start < $0.to }
        sellPlan = sellPlan ?? row?.sellPlan
        above.append(Level(tier: "reseller:" + account, account: account, plan: row?.buyPlan, legs: legs))
      }
      // Every account has one parent, whoever says which.
      account = rows.first?.parent ?? entries.first { $0.account == account && !$0.parent.isEmpty }?.parent ?? ""
    }
    let retail = Level(
      tier: "retail", account: entries[payer].account, plan: entries[payer].plan ?? sellPlan ?? 0, legs: legs)
    let carrier = carriers.first { $0.trunk == call.trunkOut && $0.from <= call.start && call.start < $0.to }
    let cost = carrier.map { [Level(tier: "cost", account: $0.name, plan: $0.plan, legs: .sum)] } ?? []
    return [retail] + above + (withCost ? cost : [])
  }

  private enum Price {
    case charge(Int64)
    case nothing, noRate
  }

  private func price(_ call: Facts, _ plan: Plan, _ legs: RatingRule.Legs) -> Price {
    if plan.isGracious { return .nothing }
    let termination = legs == .origination ? nil : plan.termination
    let origination = legs == .termination ? nil : plan.origination
    if termination != nil, plan.isFor44Alone, !call.called.hasPrefix("44") { return .noRate }
    if termination == nil, origination == nil { return .noRate }
    return .charge((termination ?? 0) + (origination ?? 0))
  }
}

extension LevelSpecimen.Plan {
  fileprivate var specimen: PlanSpecimen {
    func deck(_ leg: Leg, _ prefix: String, _ nanos: Int64?) -> [DeckSpecimen] {
      nanos.map { [DeckSpecimen(leg: leg, rows: [DeckRow(prefix: prefix, row: .perMinute(Decimal9.text($0)))])] } ?? []
    }
    let decks = deck(.termination, isFor44Alone ? "44" : "*", termination) + deck(.origination, "*", origination)
    return PlanSpecimen(decks: decks) { plan in
      plan.currency = currency
      plan.graceSeconds = isGracious ? 60 : 0
    }
  }
}
