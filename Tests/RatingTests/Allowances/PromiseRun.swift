import RatePlans
import Rating
import Telecom
import Testing

/// What the engine makes of a specimen.
struct PromiseRun {
  let rater: PromiseRater
  /// In the specimen's order.
  let offered: [OfferedUsage]
  /// With all boosters.
  let opening: AllowanceState

  init(_ specimen: PromiseSpecimen) {
    var plan = specimen.plan.plan
    plan.promises = specimen.promises
    plan.tariffs = specimen.plan.decks.map(Self.tariff)
    let usageRater = UsageRater(plan)
    let rater = PromiseRater(usageRater, calendars: specimen.customers.map(Self.calendar))
    self.rater = rater
    offered = specimen.uses.map { use in
      let batch = CallSpecimen.batch([use.call])
      var charge = ChargeWork()
      guard case .rated(let usage) = usageRater.rate(batch.records[0], of: batch, index: 0, for: UsageRater.Service(), &charge) else {
        preconditionFailure("the specimen's usage has no price: \(use)")
      }
      let customer = specimen.customers[use.customer]
      func owner(_ owner: PoolOwner) -> PoolOwner {
        PoolOwner(id: owner.id, calendar: Int32(use.customer), from: owner.from, to: owner.to)
      }
      var facts = AllowanceFacts(
        start: use.call.start, kind: use.call.kind, service: owner(customer.service), account: owner(customer.account),
        branch: owner(customer.branch))
      facts.direction = use.direction
      facts.serviceType = rater.engine.serviceType(Array(use.call.serviceType.utf8)[...])
      facts.meteredUnit = rater.engine.meteredUnit(Array(use.meteredUnit.utf8)[...])
      if use.call.kind == .message { facts.parts = (use.call.quantityNanos ?? 1_000_000_000) / 1_000_000_000 }
      return OfferedUsage(recordID: use.recordID, facts: facts, usage: usage, charge: charge)
    }
    var state = AllowanceState()
    for boost in specimen.boosts {
      state.grant(
        Booster(units: boost.units, from: boost.from, expires: boost.expires),
        to: PoolKey(plan: 0, promise: Int16(boost.allowance), owner: boost.owner))
    }
    opening = state
  }

  static func calendar(_ customer: PromiseSpecimen.Customer) -> AccountCalendar {
    AccountCalendar(zone: zones[customer.zone]!, cycleDay: customer.cycleDay)
  }

  static let zoneNames = PlanSpecimen.zones + ["America/Havana"]
  private static let zones = Dictionary(uniqueKeysWithValues: zoneNames.map { ($0, ZoneRules(named: $0)!) })

  /// With destinations that are named after the rows' prefixes.
  private static func tariff(_ deck: DeckSpecimen) -> Tariff {
    var text: [UInt8] = []
    let rows = deck.rows.map { row in
      var named = row.row
      let name = Array("to \(row.prefix)".utf8)
      named.destination = TextRange(offset: UInt32(text.count), count: UInt32(name.count))
      text += name
      return (DeckPrefix(written: row.prefix), named)
    }
    var tariff = Tariff(measure: deck.measure, rows: rows, text: text, jurisdictions: [], files: ["deck.csv"])
    tariff.leg = deck.leg
    return tariff
  }

  /// Charges usage in the order of its indices, and checks each state on the way.
  func stream(
    _ order: [Int], from state: AllowanceState? = nil
  ) throws(AllowanceError) -> (charges: [Int: PromisedCharge], state: AllowanceState, events: [AllowanceEvent]) {
    var state = state ?? opening
    var (charges, events, work) = ([Int: PromisedCharge](), [AllowanceEvent](), PromiseWork())
    for index in order {
      var next = offered[index]
      try rater.apply(next.facts, to: &next.usage, &next.charge, &state, &work)
      charges[index] = PromisedCharge(nanos: next.usage.chargeNanos, stretches: work.stretches)
      events += work.events
      check(next, work.stretches)
      state.check()
    }
    return (charges, state, events)
  }

  func settle(_ order: [Int], streamed: AllowanceState? = nil) throws(AllowanceError) -> Settlement {
    try Settlement(order.map { offered[$0] }, from: opening, streamed: streamed ?? opening, by: [rater])
  }

  /// Covered and charged units are those billed, and the components add up.
  private func check(_ usage: OfferedUsage, _ stretches: [CoveredStretch]) {
    for (place, component) in usage.charge.components.enumerated() where stretches.contains(where: { $0.component == place }) {
      let length = stretches.filter { $0.component == place }.reduce(0) { $0 + $1.to - $1.from }
      #expect(length == (usage.facts.kind == .message ? usage.facts.parts : component.billed), "covered + charged = billed")
    }
    var components: [ChargeComponent] = []
    rater.rater.appendComponents(of: usage.usage.chargeNanos, usage.charge, to: &components)
    if !components.isEmpty { #expect(components.reduce(0) { $0 + $1.nanos } == usage.usage.chargeNanos, "components add up") }
  }
}

extension AllowanceState {
  /// No allowance is overdrawn, and no unit comes from nowhere or is lost.
  func check() {
    var boosted: [PoolKey: Int64] = [:]
    for (key, counter) in allowances {
      let carried = counter.carried.reduce(0) { $0 + $1.left }
      #expect(counter.left >= 0 && counter.carried.allSatisfy { $0.left >= 0 }, "nothing is overdrawn")
      #expect(
        counter.granted + counter.carriedIn + counter.boosted == counter.used + counter.left + carried + counter.rolledOver,
        "pools conserve units: \(counter)")
      boosted[key.pool, default: 0] += counter.boosted
    }
    for (pool, units) in boosted {
      let given = (boosters[pool] ?? []).reduce(0) { $0 + $1.granted - $1.left }
      #expect(given == units, "what boosters gave was used")
      #expect((boosters[pool] ?? []).allSatisfy { $0.left >= 0 }, "no booster is overdrawn")
    }
  }
}

extension PromisedCharge {
  /// As the oracle says it.
  var bill: OracleBiller.Bill {
    OracleBiller.Bill(
      charge: nanos,
      stretches: stretches.map { stretch in
        let name = switch stretch.terms {
        case .plan: "plan"
        case .allowance(let index): "allowance \(index)"
        case .overage(let index): "overage \(index)"
        case .volume(let index): "volume \(index)"
        }
        return "\(name), part \(stretch.component), \(stretch.from)…\(stretch.to), \(stretch.units) units"
      })
  }
}
