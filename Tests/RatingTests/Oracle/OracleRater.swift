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
  private let clock: OracleClock
  private let numbers: OracleNumbers
  private let rounding: OracleRounding
  private var plan: RatePlan { specimen.plan }

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
  private struct Place {
    var jurisdiction: Jurisdiction
    var routing: String?
    var ends: (calling: OracleGeography.Row?, called: OracleGeography.Row?)
  }

  /// What each deck has for a call.
  /// - Parameter choice: of the two jurisdictions that an indeterminate call may have.
  private func outcomes(
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
  private func weight(_ outcomes: [Outcome]) -> Int {
    let severities = Set(outcomes.map(\.severity))
    // What decides is the reason that a call without a price is given: no row, a block, a grace, too much.
    return [0, 4, 1, 3].first(where: severities.contains) ?? 2
  }

  private func exceeds(_ outcomes: [Outcome], _ others: [Outcome]) -> Bool {
    guard weight(outcomes) == 2, weight(others) == 2 else { return weight(outcomes) > weight(others) }
    func total(_ outcomes: [Outcome]) -> Fraction? {
      sum(outcomes.compactMap { if case .priced(let part) = $0 { part.amount } else { nil } })
    }
    guard let one = total(outcomes), let other = total(others) else { return false }
    return one.exceeds(other)
  }

  private func isGrace(_ grace: Int64, _ call: CallSpecimen, _ seconds: Int64) -> Bool {
    switch call.kind {
    case .call: seconds <= grace
    case .data: seconds <= grace && call.octetsIn ?? 0 <= 0 && call.octetsOut ?? 0 <= 0
    case .message: false
    case .metered: call.quantityNanos == 0
    }
  }

  private func limited(_ total: Fraction, _ row: RateRow?) -> Fraction {
    guard let row else { return total }
    if total.floor < Int128(row.minimumChargeNanos) { return Fraction(Int128(row.minimumChargeNanos)) }
    if row.maximumChargeNanos != .max, total.floor >= Int128(row.maximumChargeNanos) {
      return Fraction(Int128(row.maximumChargeNanos))
    }
    return total
  }

  private func sum(_ amounts: [Fraction]) -> Fraction? {
    amounts.reduce(Fraction.zero as Fraction?) { $0?.plus($1) }
  }

  /// What the rounded sum grows by with each part, and what a limit then changes.
  private func growth(_ parts: [(name: String, amount: Fraction)], _ charge: Int64) -> [String] {
    var (components, reached): ([String], Int64) = ([], 0)
    for count in parts.indices {
      guard let next = sum(parts[...count].map(\.amount)).flatMap({ rounding.nanos($0) }) else { break }
      components.append("\(parts[count].name) \(next - reached)")
      reached = next
    }
    return reached == charge ? components : components + ["limit \(charge - reached)"]
  }

  // MARK: Where, and what beside the rates

  /// The jurisdiction, the LRN of a ported called number, and where both ends are.
  private func place(
    _ call: CallSpecimen, _ calling: OracleNumbers.Number?, _ called: OracleNumbers.Number?
  ) -> (Jurisdiction, String?, (calling: OracleGeography.Row?, called: OracleGeography.Row?)) {
    func whole(_ number: OracleNumbers.Number?) -> String? { number.flatMap { $0.isShort ? nil : $0.digits } }
    let digits = call.lrn.hasPrefix("+") ? String(call.lrn.dropFirst()) : call.lrn
    let lrn = [digits.count == 10 ? "1" + digits : digits].first {
      $0.allSatisfy { "0123456789".contains($0) } && OracleGeography.national($0) != nil
    }
    guard let geography else { return (.unknown, whole(called).flatMap { OracleGeography.national($0) } == nil ? nil : lrn, (nil, nil)) }
    let answer = geography.answer(calling: whole(calling), called: whole(called), lrn: lrn, at: call.start)
    return (answer.jurisdiction, answer.routing, (answer.calling, answer.called))
  }

  private func applies(
    _ when: SpecialCharge.Condition, _ call: CallSpecimen, _ called: OracleNumbers.Number?,
    _ calling: OracleNumbers.Number?, _ jurisdiction: Jurisdiction, _ band: Int, _ seconds: Int64, _ type: String,
    isPorted: Bool
  ) -> Bool {
    func begins(_ number: OracleNumbers.Number?, with prefixes: [DeckPrefix]) -> Bool {
      prefixes.isEmpty || (number != nil && prefixes.contains { fits($0.description, number) })
    }
    let properties = when.properties.allSatisfy { name, values in
      call.properties.contains { $0.name == name && values.contains($0.value) }
    }
    return (when.iiDigits.isEmpty || when.iiDigits.contains(call.iiDigits ?? -1))
      && (when.serviceTypes.isEmpty || when.serviceTypes.contains(type))
      && begins(called, with: when.called) && begins(calling, with: when.calling)
      && (when.jurisdictions.isEmpty || when.jurisdictions.contains(jurisdiction))
      && (when.bands.isEmpty || when.bands.contains(Int16(band))) && when.seconds?.contains(seconds) != false
      && (when.isPorted == nil || when.isPorted == isPorted) && (when.hasPrice == nil || when.hasPrice == (call.priceNanos != nil))
      && properties
  }

  private func amount(_ charge: SpecialCharge, _ rates: Fraction, _ call: CallSpecimen, _ seconds: Int64) -> Fraction? {
    switch charge.amount {
    case .perCall(let nanos): return Fraction(Int128(nanos))
    case .perMinute(let nanos, let first, let next):
      var row = RateRow()
      (row.firstInterval, row.nextInterval) = (first, next)
      return Fraction(Int128(nanos) * Int128(increments(seconds, row)), over: 60)
    case .percentOfRates(let percent): return rates.times(Fraction(Int128(percent), over: 100_000_000_000))
    case .percentOfPrice(let percent):
      return Fraction(Int128(call.priceNanos ?? 0)).times(Fraction(Int128(percent), over: 100_000_000_000))
    }
  }

  // MARK: One deck

  /// What a deck has for a call.
  private enum Outcome {
    case noZone, noRate, grace
    case priced(Part)
    case tooLarge, blocked

    var severity: Int {
      switch self {
      case .noZone, .noRate: 0
      case .grace: 1
      case .priced: 2
      case .tooLarge: 3
      case .blocked: 4
      }
    }
  }

  private struct Part {
    var deck: DeckSpecimen
    var prefix: String
    var row: RateRow
    var billed: Int64
    var amount: Fraction
  }

  /// Whose rows a call goes by, beside those for any; two where the dearer of them counts.
  private func choices(of call: Jurisdiction, _ deck: DeckSpecimen) -> [Jurisdiction?] {
    let known = Set(deck.jurisdictions)
    func has(_ jurisdiction: Jurisdiction) -> Jurisdiction? { known.contains(jurisdiction) ? jurisdiction : nil }
    switch call {
    case .unknown: return [nil]
    case .local: return [has(.local) ?? has(.intralata) ?? has(.intrastate)]
    case .intralata: return [has(.intralata) ?? has(.intrastate)]
    case .intrastate, .interstate, .international: return [has(call)]
    case .indeterminate:
      switch plan.indeterminate {
      case .interstate: return [has(.interstate)]
      case .intrastate: return [has(.intrastate)]
      case .own where known.contains(.indeterminate): return [.indeterminate]
      case .own, .higher: return [has(.interstate), has(.intrastate)]
      }
    }
  }

  private func price(
    _ call: CallSpecimen, _ deck: DeckSpecimen, _ jurisdiction: Jurisdiction?, _ sought: Sought, _ band: Int,
    _ quantity: Int64, _ seconds: Int64
  ) -> Outcome {
    let listed = deck.rows.filter { [nil, jurisdiction].contains(deck.jurisdiction(of: $0.row)) }
    guard let (prefix, row) = firstRow(listed, sought, band: band, at: call.start) else { return .noRate }
    if row.blocked { return .blocked }
    if isGrace(row.graceSeconds, call, seconds) { return .grace }
    var part = Part(deck: deck, prefix: prefix, row: row, billed: 0, amount: .zero)
    var parts: Int128 = 1
    if call.kind == .message {
      if let nanos = call.quantityNanos { parts = max(1, Int128((nanos + 999_999_999) / 1_000_000_000)) }
    } else {
      part.billed = increments(quantity, row)
      // Prefix and version stay for the whole call.
      let rows = listed.filter { $0.prefix == prefix && $0.row.effectiveFrom == row.effectiveFrom }.map(\.row)
      guard let price = steps(part.billed, rows, first: row, band: band, call.start, deck.measure) else { return .tooLarge }
      part.amount = price
    }
    for fee in [Int128(row.connectFeeNanos), Int128(row.perCallNanos) * parts] {
      guard let amount = roundedIfSingle(Fraction(fee)), let sum = part.amount.plus(amount) else { return .tooLarge }
      part.amount = sum
    }
    return .priced(part)
  }

  // MARK: Which row

  /// What a row has to stand under.
  private struct Sought {
    var number: OracleNumbers.Number?
    var place: OracleGeography.Row?
    var zones: (from: String?, to: String?)?
  }

  /// The zone of a number: that of the longest prefix that has a row in force, the latest of several.
  private func zone(of number: OracleNumbers.Number?, at start: Int64) -> String? {
    let inForce = (specimen.zones?.rows ?? []).filter { fits($0.prefix, number) && $0.from <= start && start < $0.to }
    let longest = inForce.map { weight($0.prefix) }.max()
    return inForce.filter { weight($0.prefix) == longest }.max { $0.from < $1.from }?.zone
  }

  /// The row that applies at the start, of what goes first and has one.
  private func firstRow(
    _ deck: [DeckRow], _ sought: Sought, band: Int, at start: Int64
  ) -> (String, RateRow)? {
    let fitting = deck.filter { fits($0.prefix, sought) }
    for prefix in Set(fitting.map(\.prefix)).sorted(by: { weight($0) > weight($1) }) {
      let rows = fitting.filter { $0.prefix == prefix }.map(\.row)
      if let row = row(rows, band: band, elapsed: 0, at: start) { return (prefix, row) }
    }
    return nil
  }

  private func fits(_ key: String, _ sought: Sought) -> Bool {
    if key.contains(">") {
      let parts = key.split(separator: ">").map(String.init)
      return (parts[0] == "*" || parts[0] == sought.zones?.from) && (parts[1] == "*" || parts[1] == sought.zones?.to)
    }
    guard key.hasPrefix("LATA") || key.hasPrefix("OCN") else { return fits(key, sought.number) }
    guard let place = sought.place else { return false }
    return key.split(separator: "/").allSatisfy { part in
      ["LATA" + place.lata, "OCN" + place.ocn, place.state].contains(String(part))
    }
  }

  private func fits(_ prefix: String, _ number: OracleNumbers.Number?) -> Bool {
    if prefix == "*" { return true }
    guard let number else { return false }
    if prefix.hasSuffix("$") { return number.digits == prefix.dropLast() }
    return number.isShort ? number.digits == prefix : number.digits.hasPrefix(prefix)
  }

  /// As documented: an exact number, prefixes of seven digits at least, LATA and OCN, OCN and state, OCN, LATA, shorter
  /// prefixes, the default row; zones of both, of the called, of the calling number, any.
  private func weight(_ key: String) -> Int {
    if key.contains(">") { return (key.hasSuffix("*") ? 0 : 2) + (key.hasPrefix("*") ? 0 : 1) }
    if key.hasSuffix("$") { return 200 }
    if key.hasPrefix("LATA") { return key.contains("OCN") ? 63 : 60 }
    if key.hasPrefix("OCN") { return key.contains("/") ? 62 : 61 }
    return key == "*" ? 0 : key.count >= 7 ? 100 + key.count : key.count
  }

  private func row(_ rows: [RateRow], band: Int, elapsed: Int64, at start: Int64) -> RateRow? {
    var best: RateRow?
    for row in rows where row.effectiveFrom <= start && start < row.effectiveTo && row.fromSeconds <= elapsed {
      guard row.band == -1 || Int(row.band) == band else { continue }
      if let other = best, !goesBefore(row, other) { continue }
      best = row
    }
    return best
  }

  /// The later date, the row of a jurisdiction before that of any, the row of a band before that of any, the later elapsed
  /// second; in the end the earlier line.
  private func goesBefore(_ row: RateRow, _ other: RateRow) -> Bool {
    if row.effectiveFrom != other.effectiveFrom { return row.effectiveFrom > other.effectiveFrom }
    if (row.jurisdiction >= 0) != (other.jurisdiction >= 0) { return row.jurisdiction >= 0 }
    if (row.band >= 0) != (other.band >= 0) { return row.band >= 0 }
    return row.fromSeconds > other.fromSeconds
  }

  // MARK: How much

  private func wholeSeconds(_ milliseconds: Int64) -> Int64 {
    var seconds: Int64 = milliseconds / 1000
    let rest = milliseconds - seconds * 1000
    if plan.durationRounding == .up && rest > 0 || plan.durationRounding == .nearest && rest >= 500 { seconds += 1 }
    return seconds
  }

  private func quantity(of call: CallSpecimen, in measure: Measure, seconds: Int64) -> Int64? {
    switch (measure, call.kind) {
    case (.seconds, .call), (.seconds, .message), (.seconds, .data): return seconds
    case (.octetsIn, .data): return call.octetsIn
    case (.octetsOut, .data): return call.octetsOut
    case (.octets, .data):
      return call.octetsIn == nil && call.octetsOut == nil ? nil : (call.octetsIn ?? 0) + (call.octetsOut ?? 0)
    case (.quantity, .metered): return call.quantityNanos
    default: return nil
    }
  }

  private func increments(_ quantity: Int64, _ row: RateRow) -> Int64 {
    if quantity <= row.firstInterval { return row.firstInterval }
    var billed: Int64 = plan.incrementRule == .afterFirst ? row.firstInterval : 0
    while billed < quantity { billed += row.nextInterval }
    return billed
  }

  // MARK: What it costs

  private func steps(
    _ billed: Int64, _ rows: [RateRow], first: RateRow, band firstBand: Int, _ start: Int64, _ measure: Measure
  ) -> Fraction? {
    var numerators: [Int64: Int128] = [:]  // By unit, so that fractions are added at the end only.
    var price = first
    var begin: Int64 = 0
    while begin < billed {
      let end = begin + min(billed - begin, begin == 0 ? first.firstInterval : first.nextInterval)
      if begin > 0 {
        let follows = measure == .seconds && plan.bandRule == .eachStep
        let band = follows ? clock.band(at: floored(start, 1000) + begin) : firstBand
        if let next = row(rows, band: band, elapsed: begin, at: start), !next.blocked { price = next }
      }
      let paid = max(0, end - max(begin, first.connectCoversSeconds))
      let (amount, overflow) = Int128(price.rateNanos).multipliedReportingOverflow(by: Int128(paid))
      guard !overflow else { return nil }
      if plan.rounding.scope == .increment {
        guard let rounded = rounding.nanos(Fraction(amount, over: Int128(price.unit))) else { return nil }
        numerators[1, default: 0] += Int128(rounded)
      } else {
        numerators[price.unit, default: 0] += amount
      }
      begin = end
    }
    var sum = Fraction.zero
    for (unit, numerator) in numerators {
      guard let next = sum.plus(Fraction(numerator, over: Int128(unit))) else { return nil }
      sum = next
    }
    return sum
  }

  private func roundedIfSingle(_ amount: Fraction) -> Fraction? {
    guard plan.rounding.scope == .increment else { return amount }
    return rounding.nanos(amount).map { Fraction(Int128($0)) }
  }

  private func floored(_ number: Int64, _ divisor: Int64) -> Int64 {
    var quotient = number / divisor
    if quotient * divisor > number { quotient -= 1 }
    return quotient
  }
}
