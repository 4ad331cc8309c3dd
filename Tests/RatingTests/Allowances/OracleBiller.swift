import RatePlans
import Rating
import Telecom

/// Bills usage one by one, each step by step, with exact fractions. It shares no code with the engine beyond the values that
/// plans and promises consist of.
///
/// It knows decks of a simple kind: prefixes without versions and jurisdictions.
struct OracleBiller {
  struct Bill: Equatable {
    var charge: Int64
    /// `allowance 0, part 0, 0…60, 60 units`.
    var stretches: [String]
  }

  private struct Step {
    var begin: Int64
    var end: Int64
    var band: Int
    /// By the deck.
    var price: Fraction
    var terms = "plan"
    var promise = -1
  }

  let specimen: PromiseSpecimen
  private let calendars: [OracleCalendar]
  private let clock: OracleClock
  private let rounding: OracleRounding
  private var pools: [String: OraclePool] = [:]
  /// Totals of volumes by owner and cycle.
  private(set) var totals: [String: Int64] = [:]
  /// What volumes came to, before rounding.
  private(set) var volumePrices: [String: Fraction] = [:]

  private var plan: RatePlan { specimen.plan.plan }
  private var promises: PlanPromises { specimen.promises }

  init(_ specimen: PromiseSpecimen, _ known: inout OracleCalendars) {
    self.specimen = specimen
    calendars = specimen.customers.map { known.calendar(zone: $0.zone, cycleDay: $0.cycleDay) }
    clock = OracleClock(bands: specimen.plan.plan.bands.bands, zone: specimen.plan.zone)
    rounding = OracleRounding(specimen.plan.plan.rounding)
    for boost in specimen.boosts {
      pools["\(boost.allowance) \(boost.owner)", default: OraclePool()].boosters.append((boost.from, boost.expires, boost.units))
    }
  }

  mutating func bill(_ use: PromiseSpecimen.Use) -> Bill {
    let parts = specimen.plan.decks.compactMap { deck in self.row(use, deck).map { (deck, $0) } }
    var (sum, stretches, isCovered) = (Fraction.zero, [String](), false)
    var leaders: [Measure: [Step]] = [:]
    for (index, (deck, row)) in parts.enumerated() {
      let isMessage = use.call.kind == .message
      var steps = isMessage ? messageSteps(use, row) : self.steps(use, deck, row)
      var promised = Fraction.zero
      if let leader = leaders[deck.measure] {
        for place in steps.indices {
          let step = leader.first { $0.begin <= steps[place].begin && steps[place].begin < $0.end } ?? leader.last!
          (steps[place].terms, steps[place].promise) = (step.terms, step.promise)
        }
      } else {
        choose(use, deck.measure, parts.first!.1.prefix, &steps)
        leaders[deck.measure] = steps
        let (texts, amount) = settle(use, index, steps)
        stretches += texts
        promised = amount
      }
      let first = steps.first?.terms ?? "plan"
      if steps.contains(where: { $0.terms == "allowance" }) { isCovered = true }
      if first != "allowance" { sum = sum.plus(single(Fraction(Int128(row.row.connectFeeNanos))))! }
      let unit = steps.first.flatMap { self.unit($0) }
      if isMessage {
        sum = sum.plus(single(Fraction(Int128(row.row.perCallNanos) * Int128(steps.filter { $0.terms == "plan" }.count))))!
      } else if first != "allowance", unit != .calls {
        sum = sum.plus(single(Fraction(Int128(row.row.perCallNanos))))!
      }
      for step in steps where step.terms == "plan" && !isMessage { sum = sum.plus(step.price)! }
      sum = sum.plus(promised)!
    }
    for special in plan.specialCharges {
      if case .perCall(let nanos) = special.amount { sum = sum.plus(Fraction(Int128(nanos)))! }
    }
    if let row = parts.first?.1.row {
      if !isCovered, !sum.exceeds(Fraction(Int128(row.minimumChargeNanos))) { sum = Fraction(Int128(row.minimumChargeNanos)) }
      if row.maximumChargeNanos != .max, sum.exceeds(Fraction(Int128(row.maximumChargeNanos))) {
        sum = Fraction(Int128(row.maximumChargeNanos))
      }
    }
    return Bill(charge: rounding.nanos(sum)!, stretches: stretches)
  }

  // MARK: What the plan alone says

  private func row(_ use: PromiseSpecimen.Use, _ deck: DeckSpecimen) -> DeckRow? {
    let call = use.call
    switch (deck.measure, call.kind) {
    case (.seconds, .call), (.seconds, .message), (.seconds, .data), (.octets, .data), (.quantity, .metered): break
    default: return nil
    }
    let number = deck.leg == .origination ? call.calling : call.called
    return deck.rows.filter { $0.row.fromSeconds == 0 && $0.row.band < 0 && ($0.prefix == "*" || number.hasPrefix($0.prefix)) }
      .max { ($0.prefix == "*" ? 0 : $0.prefix.count) < ($1.prefix == "*" ? 0 : $1.prefix.count) }
  }

  private func messageSteps(_ use: PromiseSpecimen.Use, _ row: DeckRow) -> [Step] {
    let band = clock.band(at: use.call.start / 1000)
    return (0..<(use.call.quantityNanos ?? 1_000_000_000) / 1_000_000_000).map {
      Step(begin: $0, end: $0 + 1, band: band, price: .zero)
    }
  }

  private func steps(_ use: PromiseSpecimen.Use, _ deck: DeckSpecimen, _ first: DeckRow) -> [Step] {
    let call = use.call
    let quantity: Int64 = switch deck.measure {
    case .seconds: (call.milliseconds + 999) / 1000
    case .quantity: call.quantityNanos!
    default: call.octetsIn!
    }
    let startBand = clock.band(at: call.start / 1000)
    var (steps, price) = ([Step](), first.row)
    while steps.isEmpty || steps.last!.end < quantity {
      let begin = steps.last?.end ?? 0
      let end = begin + (begin == 0 ? first.row.firstInterval : first.row.nextInterval)
      let band = deck.measure == .seconds ? clock.band(at: call.start / 1000 + begin) : startBand
      let rows = deck.rows.filter { $0.prefix == first.prefix && $0.row.fromSeconds <= begin && [-1, Int16(band)].contains($0.row.band) }
      if let found = rows.max(by: { ($0.row.band >= 0 ? 1 : 0, $0.row.fromSeconds) < ($1.row.band >= 0 ? 1 : 0, $1.row.fromSeconds) }) {
        price = found.row
      }
      let paid = max(0, end - max(begin, first.row.connectCoversSeconds))
      let amount = single(Fraction(Int128(price.rateNanos) * Int128(paid), over: Int128(price.unit)))
      steps.append(Step(begin: begin, end: end, band: band, price: amount))
    }
    return steps
  }

  /// Rounded where the plan rounds every amount by itself.
  private func single(_ amount: Fraction) -> Fraction {
    plan.rounding.scope == .increment ? Fraction(Int128(rounding.nanos(amount)!)) : amount
  }

  // MARK: What the promises say

  private func unit(_ step: Step) -> CountedUnit? {
    switch step.terms {
    case "allowance", "overage": promises.allowances[step.promise].unit
    case "volume": promises.volumes[step.promise].unit
    default: nil
    }
  }

  private func isCounted(_ use: PromiseSpecimen.Use, _ measure: Measure, _ unit: CountedUnit) -> Bool {
    switch unit {
    case .seconds, .minutes: measure == .seconds && use.call.kind != .message
    case .calls: measure == .seconds && use.call.kind == .call
    case .messages: use.call.kind == .message
    case .octets, .kilooctets, .megaoctets, .gigaoctets: measure == .octets
    case .metered(let name): measure == .quantity && use.meteredUnit == name
    }
  }

  private func isIn(_ set: UsageSet, _ use: PromiseSpecimen.Use, _ prefix: String, _ step: Step, _ measure: Measure) -> Bool {
    let elapsed = measure == .seconds && use.call.kind != .message ? step.begin : 0
    // Nobody knows where the calls of specimens are.
    return set.jurisdictions.isEmpty && (set.serviceTypes.isEmpty || set.serviceTypes.contains(use.call.serviceType))
      && (set.directions.isEmpty || set.directions.contains(use.direction))
      && (set.prefixes.isEmpty || set.prefixes.contains { use.call.called.hasPrefix("\($0)") })
      && (set.destinations.isEmpty || set.destinations.contains("to \(prefix)"))
      && (set.bands.isEmpty || set.bands.contains(Int16(step.band))) && set.elapsed.contains(elapsed)
  }

  private func owner(_ scope: PoolScope, _ use: PromiseSpecimen.Use) -> PoolOwner {
    let customer = specimen.customers[use.customer]
    return switch scope {
    case .service: customer.service
    case .account: customer.account
    case .branch: customer.branch
    }
  }

  /// Offers each step, taking what it needs at once.
  private mutating func choose(_ use: PromiseSpecimen.Use, _ measure: Measure, _ prefix: String, _ steps: inout [Step]) {
    let start = use.call.start
    var coveredCalls: Set<Int> = []
    for place in steps.indices {
      var overage: Int?
      for (index, allowance) in promises.allowances.enumerated() where steps[place].terms == "plan" {
        guard isCounted(use, measure, allowance.unit), isIn(allowance.on, use, prefix, steps[place], measure) else { continue }
        let owner = owner(allowance.shared, use)
        let key = "\(index) \(owner.id)"
        var pool = pools[key] ?? OraclePool()
        let calendar = calendars[use.customer]
        pool.move(to: calendar.cycle(allowance.cycle, at: start), allowance, owner, calendar)
        let need = need(place, steps, index, allowance, coveredCalls)
        if need <= pool.room(at: start) {
          pool.take(need, at: start)
          coveredCalls.insert(index)
          (steps[place].terms, steps[place].promise) = ("allowance", index)
        } else if allowance.overageNanos != nil {
          overage = overage ?? index
        }
        pools[key] = pool
      }
      guard steps[place].terms == "plan" else { continue }
      if let overage {
        (steps[place].terms, steps[place].promise) = ("overage", overage)
      } else if let volume = promises.volumes.indices.first(where: {
        isCounted(use, measure, promises.volumes[$0].unit) && isIn(promises.volumes[$0].on, use, prefix, steps[place], measure)
      }) {
        (steps[place].terms, steps[place].promise) = ("volume", volume)
      }
    }
  }

  /// What a step takes from an allowance, second by second where begun minutes count.
  private func need(_ place: Int, _ steps: [Step], _ index: Int, _ allowance: Allowance, _ coveredCalls: Set<Int>) -> Int64 {
    let length = steps[place].end - steps[place].begin
    if allowance.unit == .calls { return coveredCalls.contains(index) ? 0 : 1 }
    guard allowance.count == .begunMinutes else { return length }
    var first = place
    while first > 0, steps[first - 1].terms == "allowance", steps[first - 1].promise == index { first -= 1 }
    let covered = steps[place].begin - steps[first].begin
    return Int64((covered..<covered + length).filter { $0 % 60 == 0 }.count) * 60
  }

  /// Puts steps of one kind together, and prices those that are not the deck's.
  private mutating func settle(_ use: PromiseSpecimen.Use, _ part: Int, _ steps: [Step]) -> ([String], Fraction) {
    var (texts, sum, counted) = ([String](), Fraction.zero, Set<String>())
    var rest = steps[...]
    while let first = rest.first {
      let stretch = rest.prefix { $0.terms == first.terms && $0.promise == first.promise }
      rest = rest.dropFirst(stretch.count)
      var units = stretch.last!.end - first.begin
      let name = first.terms == "plan" ? "plan" : "\(first.terms) \(first.promise)"
      if unit(first) == .calls { units = counted.insert(name).inserted ? 1 : 0 }
      var amount = Fraction.zero
      if first.terms == "allowance" || first.terms == "overage" {
        let allowance = promises.allowances[first.promise]
        if allowance.count == .begunMinutes { units = (units + 59) / 60 * 60 }
        let rate = first.terms == "overage" ? allowance.overageNanos! : allowance.priceNanos
        amount = Fraction(Int128(rate) * Int128(units), over: Int128(allowance.unit.scale))
      } else if first.terms == "volume" {
        amount = volume(first.promise, use, units)
      }
      texts.append("\(name), part \(part), \(first.begin)…\(stretch.last!.end), \(units) units")
      sum = sum.plus(single(amount))!
    }
    return (texts, sum)
  }

  private mutating func volume(_ index: Int, _ use: PromiseSpecimen.Use, _ units: Int64) -> Fraction {
    let volume = promises.volumes[index]
    let owner = owner(volume.shared, use)
    let key = "\(index) \(owner.id) \(calendars[use.customer].cycle(volume.cycle, at: use.call.start))"
    let before = totals[key] ?? 0
    totals[key] = before + units
    var amount = Self.price(volume, before + units)
    if case .allUnits = volume.scale {
      // At the price of the step reached.
      amount = (before + units == 0 ? Fraction.zero : amount.times(Fraction(Int128(units), over: Int128(before + units)))!)
    } else {
      amount = amount.plus(Self.price(volume, before).times(Fraction(-1))!)!
    }
    volumePrices[key] = (volumePrices[key] ?? .zero).plus(amount)!
    return amount
  }

  /// What a total costs.
  static func price(_ volume: VolumePrice, _ total: Int64) -> Fraction {
    func amount(_ base: Int64, _ rate: Int64) -> Fraction {
      Fraction(Int128(base), over: Int128(volume.unit.scale)).times(Fraction(Int128(rate)))!
    }
    switch volume.scale {
    case .packages(let size, let nanos): return Fraction(Int128((total + size - 1) / size) * Int128(nanos))
    case .allUnits(let steps): return amount(total, steps.filter { $0.from <= total }.last!.rateNanos)
    case .graduated(let steps):
      // Each step adds what its rate differs by from the one before.
      var (sum, before) = (Fraction.zero, Int64(0))
      for step in steps {
        sum = sum.plus(amount(max(0, total - step.from), step.rateNanos - before))!
        before = step.rateNanos
      }
      return sum
    }
  }
}
