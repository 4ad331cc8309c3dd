internal import RatePlans
internal import Rating
internal import Telecom

/// Reads accounts, services, their keys, states and plans, and the levels above them.
struct DirectoryLoader {
  struct Service {
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

  enum PlanChoice {
    /// Index into `plans`.
    case loaded(Int)
    case missing(String)
  }

  static let noPlan = PlanChoice.missing("(none is assigned)")

  struct PlanUse: Hashable {
    /// 0: not in the book, or not for this account.
    var id: Int64
    var name: String
  }

  let threads: Int
  /// Also with every version of a plan that priced usage, and every account.
  let isForSettling: Bool
  var chain = ResellerChain()
  var versions: [String: [PlanStore.Version]] = [:]
  var plans: [RatePlan] = []
  var planIDs: [Int64] = []
  var planIndices: [PlanUse: Int] = [:]
  var accounts: [IngestDirectory.Account] = []
  var zones: [ZoneRules] = []
  private var zoneIndices: [String: Int32] = [:]
  var types: [String: Int32] = [:]
  var typeNames: [String] = []
  var entries: [DirectoryEntry] = []
  var payers: [IngestDirectory.Payer] = []
  var warnings: [Problem] = []

  init(threads: Int, isForSettling: Bool = false) {
    self.threads = threads
    self.isForSettling = isForSettling
  }

  mutating func load(_ connection: SQLConnection) throws(BookError) -> IngestDirectory {
    versions = try PlanStore.versions(connection)
    chain = try ResellerChain(connection)
    // Payers are found by the dialling rules of the plan that is in the book longest.
    if let oldest = versions.values.joined().min(by: { $0.id < $1.id }) { _ = try index(of: oldest, connection) }
    if isForSettling {
      for row in try connection.rows(
        "SELECT id, name, valid_from, digest FROM plan WHERE id IN (SELECT plan FROM usage_price) ORDER BY id")
      {
        let version = PlanStore.Version(id: row.integer(0), name: row.text(1), validFrom: row.integer(2), digest: row.blob(3))
        _ = try index(of: version, connection)
      }
    }
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
    let promises = try promises(connection)
    let levels = try levels(connection)
    let tables = try NumberStore.inUse(connection)
    let geography = try NumberStore.geography(tables, connection)
    let raters = plans.map { UsageRater($0, geography: geography) }
    let directory = PayerDirectory(entries, numbers: raters[0].numbers, rules: try Self.ratingRules(connection))
    return IngestDirectory(
      rater: AccountRater(
        raters, directory: directory, levels: levels?.prices, owners: promises?.owners, pools: promises?.allowances.promises.pools),
      allowances: promises?.allowances, planIDs: planIDs, payers: payers,
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
      SELECT id, currency FROM account
      WHERE ?1 OR id IN (SELECT account FROM service UNION SELECT account FROM reseller) ORDER BY id
      """, [.integer(isForSettling ? 1 : 0)])
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
        day.map { zones[Int(zone)].midnight(ofDay: Int($0)) }
      }
      services.append(
        Service(
          id: row.integer(0), account: indices[row.integer(1)]!, accountName: row.text(2), name: row.text(3),
          type: row.text(4), place: row.text(5), parent: row.text(6), currency: row.text(7), zone: zone,
          end: ends.min() ?? .max))
    }
    return services
  }

  mutating func zone(_ name: String, account: String) throws(BookError) -> Int32 {
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
}
