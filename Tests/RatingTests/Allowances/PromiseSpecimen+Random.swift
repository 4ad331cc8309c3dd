import RatePlans
import Rating
import Telecom
import TestSupport

extension PromiseSpecimen {
  static func random(using random: inout Seeded) -> PromiseSpecimen {
    func sometimes(_ often: Int = 3) -> Bool { Int.random(in: 0..<often, using: &random) == 0 }
    let centre = Self.instants.randomElement(using: &random)!
    let bands = sometimes() ? [BandSchedule.Band.band("night", from: "20:00", to: "08:00")] : []
    let zone = PlanSpecimen.zones.randomElement(using: &random)!
    var decks = [DeckSpecimen(rows: rows(bands: bands.count, using: &random))]
    decks.append(DeckSpecimen(measure: .octets, rows: [deckRow("*", .octets, using: &random)]))
    decks.append(DeckSpecimen(measure: .quantity, rows: [deckRow("*", .quantity, using: &random)]))
    if sometimes() { decks.append(DeckSpecimen(leg: .origination, rows: [deckRow("*", .seconds, using: &random)])) }
    let modes = Rounding.Mode.allCases
    let rounding = Rounding(
      mode: modes.randomElement(using: &random)!, decimals: Int.random(in: 2...9, using: &random), scope: sometimes(6) ? .increment : .call)
    let plan = PlanSpecimen(zone: zone, bands: bands, decks: decks) { plan in
      plan.rounding = rounding
      if rounding.decimals == 5 { plan.specialCharges = [SpecialCharge(name: "payphone", amount: .perCall(600_000_000))] }
    }
    let customers = Self.customers(near: centre, using: &random)
    var specimen = PromiseSpecimen(plan: plan, promises: PlanPromises(), customers: customers, uses: [])
    specimen.promises.allowances = (0..<Int.random(in: 1...4, using: &random)).map { .random($0, bands: bands.count, using: &random) }
    specimen.promises.volumes = (0..<Int.random(in: 0...2, using: &random)).map { .random($0, bands: bands.count, using: &random) }
    specimen.uses = (0..<Int.random(in: 5...25, using: &random)).map { number in
      .random(number, near: centre, customers: customers, using: &random)
    }
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let from = centre + Int64.random(in: -40...40, using: &random) * 86_400_000
      let index = Int.random(in: 0..<specimen.promises.allowances.count, using: &random)
      let scale = specimen.promises.allowances[index].unit.scale
      specimen.boosts.append(
        Boost(
          allowance: index, owner: Int32.random(in: 0...2, using: &random), from: from,
          expires: from + Int64.random(in: 1...60, using: &random) * 86_400_000, units: Int64.random(in: 1...5, using: &random) * scale))
    }
    return specimen
  }

  private static let instants = [
    "2024-02-29T12:00:00Z", "2025-01-31T23:30:00Z", "2026-03-29T00:30:00Z", "2025-10-26T00:59:30Z", "2026-11-01T04:30:00Z",
    "2026-06-15T12:00:00Z", "2025-03-01T00:00:00Z",
  ].map { Timestamp(rfc3339: $0)!.milliseconds }

  /// Three services, of which two are of one account, all of one branch; the plan begins or ends for some.
  private static func customers(near centre: Int64, using random: inout Seeded) -> [Customer] {
    let zone = PromiseRun.zoneNames.randomElement(using: &random)!
    let cycleDay = [1, 15, 28, 29, 30, 31].randomElement(using: &random)!
    func owner(_ id: Int32) -> PoolOwner {
      let span = 86_400_000 as Int64
      let early = Int64.random(in: 20...60, using: &random) * span + Int64.random(in: 0..<span, using: &random)
      let late = Int64.random(in: 20...60, using: &random) * span + Int64.random(in: 0..<span, using: &random)
      return PoolOwner(
        id: id, from: Bool.random(using: &random) ? centre - early : .min, to: Bool.random(using: &random) ? centre + late : .max)
    }
    let (accounts, branch) = ([owner(0), owner(1)], owner(0))
    return (0..<3).map {
      Customer(zone: zone, cycleDay: cycleDay, service: owner(Int32($0)), account: accounts[$0 / 2], branch: branch)
    }
  }

  private static func rows(bands: Int, using random: inout Seeded) -> [DeckRow] {
    ["*", "44", "4420", "49"].flatMap { prefix in
      let first = deckRow(prefix, .seconds, using: &random)
      var rows = [first]
      for change in 0..<3 where Int.random(in: 0..<3, using: &random) == 0 {
        var row = first
        row.row.rateNanos = Int64.random(in: 0...600_000_000, using: &random)
        if change > 0 { row.row.fromSeconds = [30, 60, 61, 180].randomElement(using: &random)! }
        if change < 2, bands > 0 { row.row.band = 0 }
        if !rows.contains(where: { $0.row.fromSeconds == row.row.fromSeconds && $0.row.band == row.row.band }) { rows.append(row) }
      }
      // A band's row from a later second on asks for one from the first on.
      return rows.filter { row in
        row.row.fromSeconds == 0 || row.row.band < 0 || rows.contains { $0.row.fromSeconds == 0 && $0.row.band == row.row.band }
      }
    }
  }

  private static func deckRow(_ prefix: String, _ measure: Measure, using random: inout Seeded) -> DeckRow {
    func sometimes() -> Bool { Int.random(in: 0..<4, using: &random) == 0 }
    var row = RateRow()
    row.rateNanos = [0, 7_000_000, 12_345_679, 120_000_000, Int64.random(in: 0...900_000_000, using: &random)].randomElement(using: &random)!
    (row.firstInterval, row.nextInterval) = [(1, 1), (60, 60), (60, 1), (30, 6), (7, 13), (90, 45)].randomElement(using: &random)!
    if measure == .octets { (row.firstInterval, row.nextInterval, row.unit) = (100_000, [20_000, 65_536].randomElement(using: &random)!, 1_000_000) }
    if measure == .quantity { (row.firstInterval, row.nextInterval, row.unit) = (100_000_000, 100_000_000, 1_000_000_000) }
    if sometimes() { row.connectFeeNanos = Int64.random(in: 0...900_000_000, using: &random) }
    if sometimes() { row.connectCoversSeconds = [1, 45, 60].randomElement(using: &random)! }
    if sometimes() { row.perCallNanos = Int64.random(in: 0...500_000_000, using: &random) }
    if sometimes() { row.minimumChargeNanos = Int64.random(in: 0...900_000_000, using: &random) }
    if sometimes() { row.maximumChargeNanos = row.minimumChargeNanos + Int64.random(in: 0...2_000_000_000, using: &random) }
    return DeckRow(prefix: prefix, row: row)
  }
}

extension PromiseSpecimen.Use {
  static func random(_ number: Int, near centre: Int64, customers: [PromiseSpecimen.Customer], using random: inout Seeded) -> Self {
    let customer = Int.random(in: 0..<customers.count, using: &random)
    var call = CallSpecimen()
    // Often within minutes of the instant, and of each other; else within three months.
    let near = Bool.random(using: &random)
    call.start = centre + (near ? Int64.random(in: -30...30, using: &random) * 60_000 : Int64.random(in: -1_000...1_000, using: &random) * 3_600_000)
    let owners = [customers[customer].service, customers[customer].account, customers[customer].branch]
    call.start = max(call.start, owners.map(\.from).max()!)
    call.start = min(call.start, owners.map(\.to).min()! - 1)
    call.calling = "15550001111"
    call.called = ["442071838750", "44161000000", "4930123456", "33140000000"].randomElement(using: &random)!
    call.serviceType = ["voice", "voip", ""].randomElement(using: &random)!
    call.milliseconds = Int64.random(in: 1...400, using: &random) * 1000
    call.kind = [.call, .call, .call, .message, .data, .metered].randomElement(using: &random)!
    if call.kind == .message { call.quantityNanos = Int64.random(in: 1...4, using: &random) * 1_000_000_000 }
    if call.kind == .metered { call.quantityNanos = Int64.random(in: 1...30, using: &random) * 100_000_000 }
    if call.kind == .data { call.octetsIn = Int64.random(in: 1...1_500_000, using: &random) }
    return Self(
      call: call, customer: customer, recordID: "r\(number * 7 % 31)-\(number)", direction: Bool.random(using: &random) ? .out : .in,
      meteredUnit: call.kind == .metered ? ["kWh", "nights"].randomElement(using: &random)! : "")
  }
}

extension UsageSet {
  static func random(bands: Int, using random: inout Seeded) -> UsageSet {
    func sometimes() -> Bool { Int.random(in: 0..<4, using: &random) == 0 }
    var set = UsageSet()
    if sometimes() { set.serviceTypes = ["voip"] }
    if sometimes() { set.directions = [.out] }
    if sometimes() { set.destinations = ["to 44", "to 4420"] }
    if sometimes() { set.prefixes = [DeckPrefix(digits: "44")!, DeckPrefix(digits: "4930")!] }
    if sometimes(), bands > 0 { set.bands = [0] }
    if sometimes() { set.elapsed = [0..<180, 60..<Int64.max, 31..<61].randomElement(using: &random)! }
    return set
  }
}

extension CountedUnit {
  static func random(using random: inout Seeded) -> CountedUnit {
    [.minutes, .minutes, .minutes, .seconds, .calls, .messages, .kilooctets, .megaoctets, .octets, .metered("kWh")].randomElement(using: &random)!
  }
}

extension Allowance {
  static func random(_ index: Int, bands: Int, using random: inout Seeded) -> Allowance {
    func sometimes() -> Bool { Int.random(in: 0..<3, using: &random) == 0 }
    let unit = CountedUnit.random(using: &random)
    var allowance = Allowance(name: "a\(index)", amount: Int64.random(in: 0...12, using: &random) * unit.scale, unit: unit)
    if unit == .octets { allowance.amount *= 200_000 }
    if unit == .kilooctets { allowance.amount *= 300 }
    if unit == .seconds { allowance.amount *= 70 }
    allowance.on = .random(bands: bands, using: &random)
    if unit.isTime, sometimes() { allowance.count = .begunMinutes }
    allowance.cycle = AllowanceCycle.allCases.randomElement(using: &random)!
    if sometimes() { allowance.priceNanos = 3_333_333 }
    if sometimes() { allowance.overageNanos = Int64.random(in: 0...200_000_000, using: &random) }
    allowance.shared = PoolScope.allCases.randomElement(using: &random)!
    if allowance.cycle != .term, sometimes() || sometimes() {
      allowance.rollover = Rollover(
        cap: sometimes() ? .max : Int64.random(in: 0...20, using: &random) * unit.scale, cycles: Int.random(in: 1...4, using: &random))
    }
    allowance.proration = CycleProration(
      by: CycleProration.Basis.allCases.randomElement(using: &random)!, rounding: CycleProration.Rounding.allCases.randomElement(using: &random)!)
    return allowance
  }
}

extension VolumePrice {
  static func random(_ index: Int, bands: Int, using random: inout Seeded) -> VolumePrice {
    let unit = CountedUnit.random(using: &random)
    let steps = [0, 3, 10].enumerated().map { Step(from: $1 * unit.scale, rateNanos: [200_000_000, 150_000_001, 170_000_000][$0]) }
    let scales: [Scale] = [.graduated(steps), .allUnits(steps), .packages(of: 5 * unit.scale, priceNanos: 333_333_333)]
    var volume = VolumePrice(name: "v\(index)", unit: unit, scale: scales.randomElement(using: &random)!)
    volume.on = .random(bands: bands, using: &random)
    volume.cycle = [.month, .week, .day].randomElement(using: &random)!
    volume.shared = PoolScope.allCases.randomElement(using: &random)!
    return volume
  }
}
