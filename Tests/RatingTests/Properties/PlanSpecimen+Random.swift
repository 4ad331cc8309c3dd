import RatePlans
import Telecom
import TestSupport

/// Plans of every shape a user can write, small enough to be rated a step at a time.
extension PlanSpecimen {
  /// - Parameter instant: around which rows begin and end to hold, milliseconds since 1970 UTC.
  static func random(near instant: Int64, using random: inout Seeded) -> PlanSpecimen {
    let bands = (0..<[0, 1, 2, 4].randomElement(using: &random)!).map { index in
      BandSchedule.Band.random(named: "band\(index)", near: instant, using: &random)
    }
    var measures: [Measure] = [.seconds]
    if Int.random(in: 0..<8, using: &random) == 0 { measures = Measure.allCases.filter { _ in Bool.random(using: &random) } }
    var decks: [(measure: Measure, rows: [DeckRow])] = []
    for measure in measures {
      var rows: [DeckRow] = []
      for prefix in ["*", "1", "12", "123", "44", "442", "911", "91", "911$", "12345$", "49", "4930"]
      where Int.random(in: 0..<3, using: &random) > 0 {
        // Some prefixes have one row and price the plain way, others several.
        for _ in 0..<[1, 1, 2, 5].randomElement(using: &random)! {
          rows.append(
            DeckRow(prefix: prefix, row: .random(measure, bands: bands.count, near: instant, using: &random)))
        }
      }
      decks.append((measure, rows.shuffled(using: &random)))
    }
    return PlanSpecimen(zone: zones.randomElement(using: &random)!, bands: bands, decks: decks) { plan in
      plan.rounding = Rounding(
        mode: Rounding.Mode.allCases.randomElement(using: &random)!, decimals: Int.random(in: 0...9, using: &random),
        scope: Int.random(in: 0..<3, using: &random) == 0 ? .increment : .call)
      plan.durationRounding = DurationRounding.allCases.randomElement(using: &random)!
      plan.incrementRule = IncrementRule.allCases.randomElement(using: &random)!
      plan.bandRule = Int.random(in: 0..<4, using: &random) == 0 ? .callStart : .eachStep
      plan.graceSeconds = [0, 0, 0, 5].randomElement(using: &random)!
      plan.dialling = [.none, .none, .northAmerica, .germany].randomElement(using: &random)!
    }
  }
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
    if sometimes(), sometimes() { row.jurisdiction = 0 }
    row.blocked = sometimes() && sometimes()
    return row
  }
}
