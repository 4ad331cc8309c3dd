import RatePlans
import Rating
import Telecom

/// Rates by the written order of charging, a step at a time, over the rows as a deck lists them.
///
/// It shares no code with the engine beyond the values a plan consists of: prefixes are strings and looked for one by
/// one, increments are added one by one, each step asks Foundation for its band, and prices are fractions.
struct OracleRater {
  let specimen: PlanSpecimen
  let geography: OracleGeography?
  let clock: OracleClock
  let numbers: OracleNumbers
  let rounding: OracleRounding
  var plan: RatePlan { specimen.plan }

  enum Verdict: Equatable {
    case rated(Rated)
    case notChargeable(NotChargeable)
    case rejected(RejectReason)
  }

  struct Rated: Equatable {
    var charge: Int64
    var billedSeconds: Int64 = 0
    var billedQuantity: Int64 = -1
    var band: Int
    /// Empty where a special charge stands in place of the rates.
    var prefix = ""
    var line = -1
    var leg = Leg.termination
    var called: String?
    var jurisdiction = Jurisdiction.unknown
    /// `payphone 600000000`, in nanos; nothing where the charge is that of one deck alone.
    var components: [String] = []
  }

  init(_ specimen: PlanSpecimen, geography: OracleGeography? = nil) {
    self.specimen = specimen
    self.geography = geography
    clock = OracleClock(bands: specimen.plan.bands.bands, zone: specimen.zone)
    numbers = OracleNumbers(rules: specimen.plan.dialling)
    rounding = OracleRounding(specimen.plan.rounding)
  }

  /// - Parameter service: of who pays.
  func rate(_ usage: CallSpecimen, for service: ServiceSpecimen = ServiceSpecimen()) -> Verdict {
    var call = usage
    switch service.usage {
    case nil: break
    case .call: call.kind = .call
    case .message: call.kind = .message
    case .session: call.kind = .data
    case .quantity: call.kind = .metered
    }
    guard call.answered else { return .notChargeable(.unanswered) }
    let seconds = wholeSeconds(call.milliseconds)
    if isGrace(plan.graceSeconds, call, seconds) { return .notChargeable(.grace) }
    let called = numbers.called(call.called)
    if called == nil, call.kind == .call || call.kind == .message {
      return .rejected(call.called.isEmpty ? .missingField : .invalidNumber)
    }
    let calling = numbers.number(call.calling)
    let (jurisdiction, routing, ends) = place(call, calling, called)
    let band = clock.band(at: floored(call.start, 1000))
    let specials = specimen.plan.specialCharges.filter { charge in
      let type = service.type.isEmpty ? call.serviceType : service.type
      return applies(charge.condition, call, called, calling, jurisdiction, band, seconds, type, isPorted: routing != nil)
    }
    for case .percentOfPrice in specials.filter(\.replacesRates).map(\.amount) where call.priceNanos == nil { return .rejected(.missingField) }
    for case .percentOfPrice in specials.map(\.amount) where call.priceNanos ?? 0 < 0 { return .rejected(.invalidField) }
    let isReplaced = specials.contains(where: \.replacesRates)
    var usage = Rated(charge: 0, band: band, called: called?.digits, jurisdiction: jurisdiction)

    // Where the dearer of two jurisdictions counts, the whole call is priced for each.
    var outcomes: [Outcome] = []
    if !isReplaced {
      let place = Place(jurisdiction: jurisdiction, routing: routing, ends: ends)
      let hasTwo = specimen.decks.contains { choices(of: jurisdiction, $0).count > 1 }
      let priced = (hasTwo ? [0, 1] : [0]).map { self.outcomes(call, service, place, calling, called, band, seconds, $0) }
      outcomes = priced.dropFirst().reduce(priced[0]) { exceeds($1, $0) ? $1 : $0 }
    }
    let parts = outcomes.compactMap { if case .priced(let part) = $0 { part } else { nil } }
    if !isReplaced, outcomes.isEmpty { return .rejected(.noRate) }
    if outcomes.contains(where: { if case .noZone = $0 { true } else { false } }) { return .rejected(.noZone) }
    if outcomes.contains(where: { if case .noRate = $0 { true } else { false } }) { return .rejected(.noRate) }
    if outcomes.contains(where: { if case .blocked = $0 { true } else { false } }) { return .rejected(.destinationBlocked) }
    if outcomes.contains(where: { if case .grace = $0 { true } else { false } }) { return .notChargeable(.grace) }
    if parts.count < outcomes.count { return .rejected(.amountTooLarge) }

    var named = parts.map { ($0.deck.leg.rawValue, $0.amount) }
    guard let rates = sum(named.map(\.1)) else { return .rejected(.amountTooLarge) }
    for charge in specials {
      guard let amount = amount(charge, rates, call, seconds) else { return .rejected(.amountTooLarge) }
      named.append((charge.name, amount))
    }
    guard let total = sum(named.map(\.1)), let charge = rounding.nanos(limited(total, parts.first?.row)) else {
      return .rejected(.amountTooLarge)
    }
    usage.charge = charge
    usage.components = growth(named, charge)
    if named.count == 1, specials.isEmpty, usage.components.count == 1 { usage.components = [] }
    if let first = parts.first {
      (usage.prefix, usage.line, usage.leg) = (first.prefix, Int(first.row.line), first.deck.leg)
    }
    for part in parts where part.deck.leg == parts[0].deck.leg {
      if part.deck.measure == .seconds { usage.billedSeconds = part.billed } else { usage.billedQuantity = max(0, usage.billedQuantity) + part.billed }
    }
    if call.kind == .message, !parts.isEmpty, let nanos = call.quantityNanos {
      usage.billedQuantity = max(1, (nanos + 999_999_999) / 1_000_000_000) * 1_000_000_000
    }
    return .rated(usage)
  }

  /// Where a call is.
  struct Place {
    var jurisdiction: Jurisdiction
    var routing: String?
    var ends: (calling: OracleGeography.Row?, called: OracleGeography.Row?)
  }

  /// What each deck has for a call.
  /// - Parameter choice: of the two jurisdictions that an indeterminate call may have.
  func outcomes(
    _ call: CallSpecimen, _ service: ServiceSpecimen, _ place: Place, _ calling: OracleNumbers.Number?,
    _ called: OracleNumbers.Number?, _ band: Int, _ seconds: Int64, _ choice: Int
  ) -> [Outcome] {
    var outcomes: [Outcome] = []
    let legs = service.counted(of: Set(specimen.decks.map(\.leg)))
    for deck in specimen.decks where legs.contains(deck.leg) {
      guard let quantity = quantity(of: call, in: deck.measure, seconds: seconds) else { continue }
      if deck.measure == .quantity {
        let units = specimen.decks.filter { $0.leg == deck.leg && $0.measure == .quantity }.map(\.unit)
        guard let unit = units.first(where: { $0 == call.unit }) ?? units.first(where: \.isEmpty) else {
          outcomes.append(.noRate)
          continue
        }
        if deck.unit != unit { continue }
      }
      let routing = place.routing
      let looked = switch deck.leg {
      case .origination: calling.flatMap { $0.isShort ? nil : $0 }
      case .termination, .matrix: plan.ratedNumber == .lrn && routing != nil ? OracleNumbers.Number(digits: routing!) : called
      }
      var sought = Sought(number: looked)
      switch deck.leg {
      case .termination: sought.place = place.ends.called
      case .origination: sought.place = place.ends.calling
      case .matrix:
        sought.number = nil
        sought.zones = (zone(of: calling.flatMap { $0.isShort ? nil : $0 }, at: call.start), zone(of: looked, at: call.start))
      }
      let choices = choices(of: place.jurisdiction, deck)
      var outcome = price(call, deck, choices[min(choice, choices.count - 1)], sought, band, quantity, seconds)
      if case .noRate = outcome, let zones = sought.zones, zones.from == nil || zones.to == nil { outcome = .noZone }
      outcomes.append(outcome)
    }
    return outcomes
  }

  /// Of two jurisdictions that counts by which the call comes to more: a block to more than any price, none to the least.
  func weight(_ outcomes: [Outcome]) -> Int {
    let severities = Set(outcomes.map(\.severity))
    // What decides is the reason that a call without a price is given: no row, a block, a grace, too much.
    return [0, 4, 1, 3].first(where: severities.contains) ?? 2
  }

  func exceeds(_ outcomes: [Outcome], _ others: [Outcome]) -> Bool {
    guard weight(outcomes) == 2, weight(others) == 2 else { return weight(outcomes) > weight(others) }
    func total(_ outcomes: [Outcome]) -> Fraction? {
      sum(outcomes.compactMap { if case .priced(let part) = $0 { part.amount } else { nil } })
    }
    guard let one = total(outcomes), let other = total(others) else { return false }
    return one.exceeds(other)
  }

  func isGrace(_ grace: Int64, _ call: CallSpecimen, _ seconds: Int64) -> Bool {
    switch call.kind {
    case .call: seconds <= grace
    case .data: seconds <= grace && call.octetsIn ?? 0 <= 0 && call.octetsOut ?? 0 <= 0
    case .message: false
    case .metered: call.quantityNanos == 0
    }
  }

  func limited(_ total: Fraction, _ row: RateRow?) -> Fraction {
    guard let row else { return total }
    if total.floor < Int128(row.minimumChargeNanos) { return Fraction(Int128(row.minimumChargeNanos)) }
    if row.maximumChargeNanos != .max, total.floor >= Int128(row.maximumChargeNanos) {
      return Fraction(Int128(row.maximumChargeNanos))
    }
    return total
  }

  func sum(_ amounts: [Fraction]) -> Fraction? {
    amounts.reduce(Fraction.zero as Fraction?) { $0?.plus($1) }
  }

  /// What the rounded sum grows by with each part, and what a limit then changes.
  func growth(_ parts: [(name: String, amount: Fraction)], _ charge: Int64) -> [String] {
    var (components, reached): ([String], Int64) = ([], 0)
    for count in parts.indices {
      guard let next = sum(parts[...count].map(\.amount)).flatMap({ rounding.nanos($0) }) else { break }
      components.append("\(parts[count].name) \(next - reached)")
      reached = next
    }
    return reached == charge ? components : components + ["limit \(charge - reached)"]
  }
}
