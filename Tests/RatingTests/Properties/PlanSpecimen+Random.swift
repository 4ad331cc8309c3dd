import RatePlans
import Telecom
import TestSupport

/// Plans of every shape a user can write, small enough to be rated a step at a time.
extension PlanSpecimen {
  /// - Parameters:
  ///   - instant: around which rows begin and end to hold, milliseconds since 1970 UTC.
  ///   - isCarriers: whether decks are for both legs and for jurisdictions, with special charges beside them.
  static func random(near instant: Int64, isCarriers: Bool = false, using random: inout Seeded) -> PlanSpecimen {
    let bands = (0..<[0, 1, 2, 4].randomElement(using: &random)!).map { index in
      BandSchedule.Band.random(named: "band\(index)", near: instant, using: &random)
    }
    var measures: [Measure] = [.seconds]
    if Int.random(in: 0..<8, using: &random) == 0 { measures = Measure.allCases.filter { _ in Bool.random(using: &random) } }
    let legs = isCarriers
      ? [[.termination], [.origination], [.termination, .origination], [.termination, .origination], [.matrix], [.termination, .matrix], Leg.allCases]
        .randomElement(using: &random)! : [.termination]
    let prefixes = isCarriers ? carriersPrefixes : usualPrefixes
    var decks: [DeckSpecimen] = []
    let units = [[""], [""], ["kWh"], ["kWh", ""], ["", "m³"]].randomElement(using: &random)!
    let kinds = legs.flatMap { leg in measures.flatMap { measure in (measure == .quantity ? units : [""]).map { (leg, measure, $0) } } }
    for (leg, measure, unit) in kinds {
      var deck = DeckSpecimen(leg: leg, measure: measure, unit: unit, rows: [])
      if isCarriers {
        deck.jurisdictions = Jurisdiction.allCases.filter { $0 != .unknown && Int.random(in: 0..<3, using: &random) > 0 }
      }
      let isByPlace = isCarriers && Bool.random(using: &random)
      if leg == .matrix { deck.zones = ZoneSpecimen.names }
      for prefix in leg == .matrix ? zonePairs : prefixes + (isByPlace ? places : []) where Int.random(in: 0..<3, using: &random) > 0 || (isCarriers && prefix.count == 1) {
        // Some prefixes have one row and price the plain way, others several.
        for _ in 0..<[1, 1, 2, 5].randomElement(using: &random)! {
          var row = RateRow.random(measure, bands: bands.count, near: instant, using: &random)
          let isForOne = Int.random(in: 0..<25, using: &random) < (isCarriers ? 10 : 1)
          if isForOne { row.jurisdiction = Int16(deck.jurisdictions.indices.randomElement(using: &random) ?? -1) }
          deck.rows.append(DeckRow(prefix: prefix, row: row))
        }
      }
      deck.keepUsedJurisdictions()
      deck.rows.shuffle(using: &random)
      decks.append(deck)
    }
    let map = legs.contains(.matrix) ? ZoneSpecimen.random(near: instant, using: &random) : nil
    return PlanSpecimen(zone: zones.randomElement(using: &random)!, bands: bands, decks: decks, zones: map) { plan in
      plan.rounding = Rounding(
        mode: Rounding.Mode.allCases.randomElement(using: &random)!, decimals: Int.random(in: 0...9, using: &random),
        scope: Int.random(in: 0..<3, using: &random) == 0 ? .increment : .call)
      plan.durationRounding = DurationRounding.allCases.randomElement(using: &random)!
      plan.incrementRule = IncrementRule.allCases.randomElement(using: &random)!
      plan.bandRule = Int.random(in: 0..<4, using: &random) == 0 ? .callStart : .eachStep
      plan.graceSeconds = [0, 0, 0, 5].randomElement(using: &random)!
      plan.dialling = [.none, .none, .northAmerica, .germany].randomElement(using: &random)!
      guard isCarriers else { return }
      plan.dialling = [.none, .northAmerica, .northAmerica].randomElement(using: &random)!
      if Int.random(in: 0..<3, using: &random) == 0 { plan.dialling.rewrites = DialledRewrite.northAmerican }
      plan.indeterminate = IndeterminateRule.allCases.randomElement(using: &random)!
      plan.ratedNumber = RatedNumber.allCases.randomElement(using: &random)!
      plan.specialCharges = (0..<Int.random(in: 0...3, using: &random)).map { index in
        .random(named: "special\(index)", bands: bands.count, using: &random)
      }
    }
  }

  private static let usualPrefixes = ["*", "1", "12", "123", "44", "442", "911", "91", "911$", "12345$", "49", "4930"]
  private static let places = [
    "LATA224/OCN9206", "LATA222/OCN073H", "OCN9206/NJ", "OCN073H/NY", "OCN9206", "LATA224", "LATA222",
  ]
  private static let zonePairs = ["A>A", "A>B", "A>C", "B>A", "C>C", "*>B", "*>C", "A>*", "B>*", "*>*"]
  private static let carriersPrefixes = [
    "*", "1", "1201", "1212", "1555", "12012000", "1609200", "16092005555$", "1800", "1303", "44", "411", "411$", "101", "2012", "809",
  ]
}

extension DeckSpecimen {
  /// A deck knows the jurisdictions that its rows have, and no others.
  fileprivate mutating func keepUsedJurisdictions() {
    let used = Set(rows.map(\.row.jurisdiction)).filter { $0 >= 0 }.sorted()
    for index in rows.indices { rows[index].row.jurisdiction = Int16(used.firstIndex(of: rows[index].row.jurisdiction) ?? -1) }
    jurisdictions = used.map { jurisdictions[Int($0)] }
  }
}

extension SpecialCharge {
  static func random(named name: String, bands: Int, using random: inout Seeded) -> SpecialCharge {
    func sometimes() -> Bool { Int.random(in: 0..<6, using: &random) == 0 }
    func some<Element>(_ all: [Element]) -> [Element] { all.filter { _ in Bool.random(using: &random) } }
    let percent = [0, nanos("7.25"), nanos("12.5"), nanos("33.333333333"), nanos("100"), nanos("110")].randomElement(using: &random)!
    let amounts: [Amount] = [
      .perCall(Int64.random(in: 0...2_000_000_000, using: &random)),
      .perMinute(
        Int64.random(in: 0...1_000_000_000, using: &random), first: [1, 30, 60].randomElement(using: &random)!,
        next: [1, 6, 60].randomElement(using: &random)!),
      .percentOfPrice(percent), .percentOfRates(percent),
    ]
    var charge = SpecialCharge(name: name, amount: amounts.randomElement(using: &random)!)
    if case .percentOfRates = charge.amount {} else { charge.replacesRates = sometimes() }
    if sometimes() { charge.condition.iiDigits = Set(some([0, 27, 29, 70])) }
    if sometimes() { charge.condition.serviceTypes = Set(some(["toll_free", "calling_card", "trunk", "voice", "own"])) }
    if sometimes() { charge.condition.called = some(["1", "1201", "411$", "44", "1800", "16092005555$", "411", "41"]).map { DeckPrefix(written: $0) } }
    if sometimes() { charge.condition.calling = some(["1", "1201", "101", "10", "18005551212$", "44"]).map { DeckPrefix(written: $0) } }
    if sometimes() { charge.condition.jurisdictions = Set(some(Jurisdiction.allCases).filter { $0 != .unknown }) }
    if sometimes() { charge.condition.bands = Set(some((0..<Int16(bands)).map { $0 })) }
    if sometimes() { charge.condition.seconds = [0...6, 7...1_000_000_000_000, 60...60].randomElement(using: &random)! }
    if sometimes() { charge.condition.isPorted = Bool.random(using: &random) }
    if sometimes() { charge.condition.hasPrice = Bool.random(using: &random) }
    if sometimes() { charge.condition.properties["route"] = Set(some(["a", "b"])) }
    if sometimes() { charge.condition.properties["site"] = ["x"] }
    return charge
  }
}

extension DialledRewrite {
  static let northAmerican = [
    ("411", "15555551212"), ("511", "411"), ("1N11", "+13035550100"), ("0", "15550000000"), ("101XXXX*", ""),
  ].map { DialledRewrite($0, replacement: $1)! }
}

extension DiallingRules {
  static let none = DiallingRules()

  static let northAmerica = {
    var rules = DiallingRules()
    rules.countryCode = "1"
    rules.internationalPrefixes = ["011"]
    rules.nationalPrefix = "1"
    rules.areaCode = "303"
    rules.nationalLengths = [10]
    rules.localLengths = [7]
    return rules
  }()

  static let germany = {
    var rules = DiallingRules()
    rules.countryCode = "49"
    rules.internationalPrefixes = ["00"]
    rules.nationalPrefix = "0"
    return rules
  }()
}

extension BandSchedule.Band {
  static func random(named name: String, near instant: Int64, using random: inout Seeded) -> BandSchedule.Band {
    let day = Int(instant.flooredDivision(by: 86_400_000))
    var band = BandSchedule.Band(name: name)
    let times = [0, 1_800, 3_600, 5_400, 7_200, 10_800, 28_800, 68_400, 79_200, 82_800, 86_399, 86_400]
    band.from = times.randomElement(using: &random)!
    band.to = times.randomElement(using: &random)!
    if Bool.random(using: &random) { band.weekdays = UInt8.random(in: 1...0x7F, using: &random) }
    switch Int.random(in: 0..<6, using: &random) {
    case 0: band.dates = Set((0..<3).map { _ in day + Int.random(in: -2...2, using: &random) }).sorted()
    case 1: band.months = UInt16.random(in: 1...0xFFF, using: &random) << 1
    case 2: band.monthDays = UInt32.random(in: 1...0x7FFF_FFFF, using: &random) << 1
    case 3: band.years = [CivilDate(daysSince1970: day).year]
    default: break
    }
    return band
  }
}

extension RateRow {
  static func random(_ measure: Measure, bands: Int, near instant: Int64, using random: inout Seeded) -> RateRow {
    func sometimes() -> Bool { Int.random(in: 0..<5, using: &random) == 0 }
    var row = RateRow()
    row.rateNanos = [
      0, 1, 7_000_000, 12_345_679, 125_000_000, 1_000_000_000, Int64.random(in: 0...3_000_000_000, using: &random),
    ].randomElement(using: &random)!
    row.unit = [60, 60, 60, 1, 7, 3_600, 100].randomElement(using: &random)!
    (row.firstInterval, row.nextInterval) = [
      (1, 1), (60, 60), (60, 1), (30, 6), (6, 6), (1, 60), (30, 60), (7, 13), (90, 45), (300, 100),
    ].randomElement(using: &random)!
    if measure != .seconds { row.nextInterval += 20 }
    if sometimes() { row.connectFeeNanos = Int64.random(in: 0...2_000_000_000, using: &random) }
    if sometimes() { row.connectCoversSeconds = [1, 15, 30, 60, 100].randomElement(using: &random)! }
    if sometimes() { row.perCallNanos = Int64.random(in: 0...500_000_000, using: &random) }
    if sometimes() { row.minimumChargeNanos = Int64.random(in: 0...1_500_000_000, using: &random) }
    if sometimes() { row.maximumChargeNanos = row.minimumChargeNanos + Int64.random(in: 0...3_000_000_000, using: &random) }
    if sometimes() { row.graceSeconds = Int64.random(in: 1...20, using: &random) }
    if sometimes() { row.effectiveFrom = instant + Int64.random(in: -2...2, using: &random) * 1_000 }
    if sometimes() { row.effectiveTo = instant + Int64.random(in: -1...4, using: &random) * 1_000 }
    if sometimes() || sometimes() { row.fromSeconds = [1, 30, 60, 61, 180].randomElement(using: &random)! }
    if bands > 0, sometimes() || sometimes() { row.band = Int16.random(in: 0..<Int16(bands), using: &random) }
    row.blocked = sometimes() && sometimes()
    return row
  }
}
