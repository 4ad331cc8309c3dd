internal import RatePlans
internal import Rating
internal import Telecom

/// Reads accounts, services, their keys, states and plans, and the levels above them.
struct DirectoryLoader {
  private struct Service {
    var id: Int64
    var account: Int32
    var accountName: String
    var name: String
    var type: String
    var place: String
    var parent: String
    var currency: String
    var zone: Int32
    /// The first instant at which it is over, whatever its states say.
    var end: Int64
  }

  private enum PlanChoice {
    /// Index into `plans`.
    case loaded(Int)
    case missing(String)
  }

  private static let noPlan = PlanChoice.missing("(none is assigned)")

  private struct PlanUse: Hashable {
    /// 0: not in the book, or not for this account.
    var id: Int64
    var name: String
  }

  private let threads: Int
  private var chain = ResellerChain()
  private var versions: [String: [PlanStore.Version]] = [:]
  private var plans: [RatePlan] = []
  private var planIDs: [Int64] = []
  private var planIndices: [PlanUse: Int] = [:]
  private var accounts: [IngestDirectory.Account] = []
  private var zones: [ZoneRules] = []
  private var zoneIndices: [String: Int32] = [:]
  private var types: [String: Int32] = [:]
  private var typeNames: [String] = []
  private var entries: [DirectoryEntry] = []
  private var payers: [IngestDirectory.Payer] = []
  private var warnings: [Problem] = []

  init(threads: Int) { self.threads = threads }

  mutating func load(_ connection: SQLConnection) throws(BookError) -> IngestDirectory {
    versions = try PlanStore.versions(connection)
    chain = try ResellerChain(connection)
    // Payers are found by the dialling rules of the plan that is in the book longest.
    if let oldest = versions.values.joined().min(by: { $0.id < $1.id }) { _ = try index(of: oldest, connection) }
    let services = try services(connection)
    var keys = try keys(connection)[...]
    var assignments = try connection.rows("SELECT service, valid_from, plan FROM service_plan ORDER BY service, valid_from")[...]
    var states = try connection.rows("SELECT service, effective, status FROM service_status ORDER BY service, effective, id")[...]
    let rules = NumberNormaliser(plans.first?.dialling ?? DiallingRules())
    for service in services {
      let own = Self.take(service.id, from: &keys)
      let plans = try stretches(
        Self.take(service.id, from: &assignments).map { ($0.integer(1), $0.text(2)) }, service, connection)
      let lives = Self.lives(Self.take(service.id, from: &states).map { ($0.integer(1), $0.text(2)) }, end: service.end)
      add(service, keys: own, plans: plans, lives: lives, rules)
    }
    if plans.isEmpty { _ = index(of: Self.noPlan) }
    let levels = try levels(connection)
    let tables = try NumberStore.inUse(connection)
    let geography = try NumberStore.geography(tables, connection)
    let raters = plans.map { UsageRater($0, geography: geography) }
    let directory = PayerDirectory(entries, numbers: raters[0].numbers, rules: try Self.ratingRules(connection))
    return IngestDirectory(
      rater: AccountRater(raters, directory: directory, levels: levels?.prices), planIDs: planIDs, payers: payers,
      levels: levels?.payers ?? [], accounts: accounts, numberTables: tables.map(\.id), zones: zones, serviceTypes: typeNames,
      warnings: warnings)
  }

  /// Those that every run knows, and what the book's service types say otherwise.
  static func ratingRules(_ connection: SQLConnection) throws(BookError) -> RatingRules {
    let own = try connection.rows("SELECT name, definition FROM service_type ORDER BY name").compactMap { row in
      ServiceTypeTable.shared.type(row.text(0), row.text(1))?.rating
    }
    return RatingRules(RatingRuleReader.builtIns + own)
  }

  // MARK: Levels

  /// - Returns: `nil` where the book has neither resellers nor suppliers.
  private mutating func levels(
    _ connection: SQLConnection
  ) throws(BookError) -> (prices: PriceLevels, payers: [IngestDirectory.Level])? {
    let indices = Dictionary(uniqueKeysWithValues: accounts.indices.map { (abs(accounts[$0].id), Int32($0)) })
    var resellers: [Reseller] = []
    var payers: [String: IngestDirectory.Level] = [:]
    for row in chain.rows {
      let zone = try zone(row.timeZone, account: row.account)
      payers["reseller:" + row.account] = IngestDirectory.Level(
        account: indices[row.id]!, zone: zone, tier: Array("reseller:\(row.account)".utf8))
      for (stretch, plan) in try choices(of: row.buyPlan, during: row.valid, currency: row.currency, connection) {
        var reseller = Reseller(account: row.account, buyPlan: index(of: plan))
        reseller.parentAccount = chain.parents[row.account] ?? ""
        (reseller.validFrom, reseller.validTo) = (stretch.from, stretch.to)
        resellers.append(reseller)
      }
    }
    var suppliers: [Supplier] = []
    for row in try connection.rows("SELECT trunk, valid_from, valid_to, supplier, plan FROM supplier ORDER BY trunk, valid_from") {
      let valid = Stretch(from: row.integer(1), to: row.optionalInteger(2) ?? .max)
      for (stretch, plan) in try choices(of: row.text(4), during: valid, currency: nil, connection) {
        var supplier = Supplier(trunk: row.text(0), name: row.text(3), plan: index(of: plan))
        (supplier.validFrom, supplier.validTo) = (stretch.from, stretch.to)
        suppliers.append(supplier)
      }
    }
    guard !resellers.isEmpty || !suppliers.isEmpty else { return nil }
    let prices = PriceLevels(entries: entries, resellers: resellers, suppliers: suppliers, parents: chain.parents)
    let own = suppliers.isEmpty ? 0 : try zone(try Book.setting("time_zone", connection) ?? "UTC", account: "of the book")
    return (
      prices,
      prices.parties.map { party in
        payers[party.tier] ?? IngestDirectory.Level(
          account: 0, zone: own, tier: Array(party.tier.utf8), supplier: Array(party.account.utf8))
      }
    )
  }

  /// The rows of one service; rows of all come in the order of the services.
  private static func take(_ service: Int64, from rows: inout ArraySlice<SQLRow>) -> ArraySlice<SQLRow> {
    rows = rows.drop { $0.integer(0) < service }
    let own = rows.prefix { $0.integer(0) == service }
    rows = rows.dropFirst(own.count)
    return own
  }

  private mutating func services(_ connection: SQLConnection) throws(BookError) -> [Service] {
    var indices: [Int64: Int32] = [:]
    var services: [Service] = []
    accounts.append(.operatorsCost)
    for row in try connection.rows(
      """
      SELECT id, currency FROM account WHERE id IN (SELECT account FROM service UNION SELECT account FROM reseller) ORDER BY id
      """)
    {
      let id = row.integer(0)
      indices[id] = Int32(accounts.count)
      accounts.append(
        IngestDirectory.Account(
          id: chain.covered.contains(id) ? -id : id, currency: row.text(1),
          revenue: chain.resold.contains(id) ? .resoldUsage : .usage))
    }
    for row in try connection.rows(
      """
      SELECT s.id, s.account, a.name, s.name, s.type, s.place, coalesce(p.name, ''), a.currency, a.time_zone, s.expires,
        a.closed
      FROM service s JOIN account a ON a.id = s.account LEFT JOIN account p ON p.id = a.parent ORDER BY s.id
      """)
    {
      let zone = try zone(row.text(8), account: row.text(2))
      let ends = [row.optionalInteger(9), row.optionalInteger(10)].compactMap { day in
        day.map { Self.midnight($0, zones[Int(zone)]) }
      }
      services.append(
        Service(
          id: row.integer(0), account: indices[row.integer(1)]!, accountName: row.text(2), name: row.text(3),
          type: row.text(4), place: row.text(5), parent: row.text(6), currency: row.text(7), zone: zone,
          end: ends.min() ?? .max))
    }
    return services
  }

  /// The instant at which a day begins.
  private static func midnight(_ day: Int64, _ zone: ZoneRules) -> Int64 {
    (day * 86_400 - Int64(zone.offset(local: day * 86_400))) * 1000
  }

  private mutating func zone(_ name: String, account: String) throws(BookError) -> Int32 {
    if let known = zoneIndices[name] { return known }
    guard let zone = ZoneRules(named: name) else {
      throw BookError(.invalid, "account \(account): there is no time zone '\(name)'; change the account's")
    }
    zones.append(zone)
    zoneIndices[name] = Int32(zones.count - 1)
    return Int32(zones.count - 1)
  }

  private func keys(_ connection: SQLConnection) throws(BookError) -> [SQLRow] {
    try connection.rows("SELECT service, kind, key, valid_from, valid_to FROM service_key ORDER BY service, valid_from, id")
  }

  // MARK: Plans in time

  /// By which plan a service is priced from when until when.
  private mutating func stretches(
    _ assignments: [(from: Int64, plan: String)], _ service: Service, _ connection: SQLConnection
  ) throws(BookError) -> [(stretch: Stretch, plan: PlanChoice)] {
    var result: [(stretch: Stretch, plan: PlanChoice)] = []
    // Where the service says nothing, the nearest reseller above it does.
    for (stretch, plan) in chain.sellPlans(above: service.parent, during: Stretch(from: .min, to: assignments.first?.from ?? .max)) {
      if plan.isEmpty {
        result.append((stretch, Self.noPlan))
      } else {
        result += try choices(of: plan, during: stretch, currency: service.currency, connection)
      }
    }
    for (position, assignment) in assignments.enumerated() {
      let end = position + 1 < assignments.count ? assignments[position + 1].from : Int64.max
      result += try choices(
        of: assignment.plan, during: Stretch(from: assignment.from, to: end), currency: service.currency, connection)
    }
    return result
  }

  /// The versions of a plan over a time.
  /// - Parameter currency: of who pays by it; `nil` where any will do.
  private mutating func choices(
    of name: String, during whole: Stretch, currency: String?, _ connection: SQLConnection
  ) throws(BookError) -> [(stretch: Stretch, plan: PlanChoice)] {
    guard let versions = versions[name] else { return [(whole, .missing("\(name), which the book does not have,"))] }
    var result: [(stretch: Stretch, plan: PlanChoice)] = []
    if let before = whole.cut(Stretch(from: .min, to: versions[0].validFrom)) {
      result.append((before, .missing("\(name), which holds later only,")))
    }
    for (index, version) in versions.enumerated() {
      let next = index + 1 < versions.count ? versions[index + 1].validFrom : Int64.max
      guard let stretch = whole.cut(Stretch(from: version.validFrom, to: next)) else { continue }
      let plan = try self.index(of: version, connection)
      if let currency, plans[plan].currency.code != currency {
        let currencies = "charges \(plans[plan].currency), the account \(currency)"
        result.append((stretch, .missing("\(name), which \(currencies),")))
      } else {
        result.append((stretch, .loaded(plan)))
      }
    }
    return result
  }

  private mutating func index(of version: PlanStore.Version, _ connection: SQLConnection) throws(BookError) -> Int {
    let use = PlanUse(id: version.id, name: version.name)
    if let known = planIndices[use] { return known }
    plans.append(try PlanStore.load(version, threads: threads, from: connection))
    planIDs.append(version.id)
    planIndices[use] = plans.count - 1
    return plans.count - 1
  }

  /// Where there is no plan: one that prices nothing, whose usage is set aside with its name as the reason.
  private mutating func index(of choice: PlanChoice) -> Int {
    let name: String
    switch choice {
    case .loaded(let index): return index
    case .missing(let missing): name = missing
    }
    let use = PlanUse(id: 0, name: name)
    if let known = planIndices[use] { return known }
    plans.append(RatePlan(name: name))
    planIDs.append(0)
    planIndices[use] = plans.count - 1
    return plans.count - 1
  }

  // MARK: Entries

  /// When usage of a service is billed: while it is active or suspended.
  private static func lives(
    _ states: [(effective: Int64, status: String)], end: Int64
  ) -> (stretches: [Stretch], isOver: Bool) {
    var stretches: [Stretch] = []
    for (position, state) in states.enumerated() where state.status == "active" || state.status == "suspended" {
      let next = min(position + 1 < states.count ? states[position + 1].effective : .max, end)
      guard state.effective < next else { continue }
      if let last = stretches.indices.last, stretches[last].to == state.effective {
        stretches[last].to = next
      } else {
        stretches.append(Stretch(from: state.effective, to: next))
      }
    }
    return (stretches, states.last?.status == "cancelled" || (stretches.isEmpty && end < .max && states.last?.status == "active"))
  }

  private mutating func add(
    _ service: Service, keys: ArraySlice<SQLRow>, plans: [(stretch: Stretch, plan: PlanChoice)],
    lives: (stretches: [Stretch], isOver: Bool), _ rules: NumberNormaliser
  ) {
    var rest = keys
    while let first = rest.first {
      // Keys of the same time stand in one entry.
      let (from, to) = (first.integer(3), first.optionalInteger(4))
      let group = rest.prefix { $0.integer(3) == from && $0.optionalInteger(4) == to }
      rest = rest.dropFirst(group.count)
      let parsed = group.flatMap { self.keys($0, of: service, rules) }
      guard !parsed.isEmpty else { continue }
      let valid = Stretch(from: from, to: to ?? .max)
      if lives.stretches.isEmpty {
        add(service, parsed, valid, plan: plans[0].plan, lives.isOver ? .cancelled : .pending)
      }
      for life in lives.stretches {
        guard let time = life.cut(valid) else { continue }
        for (stretch, plan) in plans {
          if let time = time.cut(stretch) { add(service, parsed, time, plan: plan, .active) }
        }
      }
    }
  }

  private mutating func keys(_ row: SQLRow, of service: Service, _ rules: NumberNormaliser) -> [ServiceKey] {
    let place = InputLocation("service \(service.name)")
    guard let kind = KeyKind(rawValue: row.text(1)) else {
      warnings.append(
        Problem(.warning, at: place, "there are no keys of kind '\(row.text(1))'", remedy: "change the key's kind"))
      return []
    }
    do throws(ServiceKey.Fault) {
      return try ServiceKey.keys(of: row.text(2), kind: kind, numbers: rules)
    } catch {
      warnings.append(Problem(.warning, at: place, error.message, remedy: error.remedy))
      return []
    }
  }

  private mutating func add(
    _ service: Service, _ keys: [ServiceKey], _ time: Stretch, plan: PlanChoice, _ status: ServiceStatus
  ) {
    var entry = DirectoryEntry(keys: keys, account: service.accountName, service: service.name)
    entry.plan = index(of: plan)
    entry.namesPlan = true
    entry.serviceType = service.type
    (entry.validFrom, entry.validTo) = (time.from, time.to)
    entry.status = status
    entry.zone = zones[Int(service.zone)]
    entry.place = service.place
    entry.parentAccount = service.parent
    entries.append(entry)
    payers.append(
      IngestDirectory.Payer(
        account: service.account, service: service.id, type: type(service.type), zone: service.zone))
  }

  private mutating func type(_ name: String) -> Int32 {
    guard !name.isEmpty else { return -1 }
    if let known = types[name] { return known }
    typeNames.append(name)
    types[name] = Int32(typeNames.count - 1)
    return Int32(typeNames.count - 1)
  }
}
