/// The resellers of a book, and whom each account belongs to.
struct ResellerChain {
  struct Row {
    var id: Int64
    var account: String
    var currency: String
    var timeZone: String
    var valid: Stretch
    var buyPlan: String
    /// Empty where that is left to those above.
    var sellPlan: String
  }

  /// By account, those of one in the order of time.
  private(set) var rows: [Row] = []
  /// By account; empty in a book without resellers.
  private(set) var parents: [String: String] = [:]
  /// The ids of the accounts below resellers.
  private(set) var resold: Set<Int64> = []
  /// By id the accounts for whose usage a reseller above pays on the same invoice: their own price is nobody's to pay.
  private(set) var covered: Set<Int64> = []
  private var places: [String: [Int]] = [:]

  /// SQL: `resold (id)`, the accounts below resellers.
  static let resoldSQL = """
    WITH RECURSIVE resold (id) AS (
      SELECT id FROM account WHERE parent IN (SELECT account FROM reseller) UNION
      SELECT a.id FROM account a JOIN resold r ON a.parent = r.id)
    """

  /// SQL: `covered (account, reseller)`, the resellers that stand between an account and whom it is billed with, or are the latter.
  static let coveredSQL = """
    WITH RECURSIVE step (account, at) AS (
      SELECT id, parent FROM account WHERE billing = 'consolidated' UNION
      SELECT s.account, a.parent FROM step s JOIN account a ON a.id = s.at WHERE a.billing = 'consolidated'),
    covered (account, reseller) AS (SELECT account, at FROM step WHERE at IN (SELECT account FROM reseller))
    """

  init() {}

  init(_ connection: SQLConnection) throws(BookError) {
    rows = try connection.rows(
      """
      SELECT a.id, a.name, a.currency, a.time_zone, r.valid_from, r.valid_to, r.buy_plan, r.sell_plan
      FROM reseller r JOIN account a ON a.id = r.account ORDER BY r.account, r.valid_from
      """
    ).map { row in
      Row(
        id: row.integer(0), account: row.text(1), currency: row.text(2), timeZone: row.text(3),
        valid: Stretch(from: row.integer(4), to: row.optionalInteger(5) ?? .max), buyPlan: row.text(6), sellPlan: row.text(7))
    }
    guard !rows.isEmpty else { return }
    for (place, row) in rows.enumerated() { places[row.account, default: []].append(place) }
    try connection.each("SELECT a.name, p.name FROM account a JOIN account p ON p.id = a.parent") { row throws(BookError) in
      parents[row.text(0)] = row.text(1)
    }
    resold = Set(try connection.rows(Self.resoldSQL + " SELECT id FROM resold").map { $0.integer(0) })
    covered = Set(try connection.rows(Self.coveredSQL + " SELECT DISTINCT account FROM covered").map { $0.integer(0) })
  }

  /// What the nearest reseller of those at and above an account says customers pay by, in the order of time; empty where
  /// none says so.
  func sellPlans(above account: String, during time: Stretch) -> [(stretch: Stretch, plan: String)] {
    guard time.from < time.to else { return [] }
    var left = [time]
    var found: [(stretch: Stretch, plan: String)] = []
    var account: String? = account
    while let name = account, !left.isEmpty {
      for row in (places[name] ?? []).map({ rows[$0] }) where !row.sellPlan.isEmpty {
        found += left.compactMap { part in part.cut(row.valid).map { ($0, row.sellPlan) } }
        left = left.flatMap { $0.rest(without: row.valid) }
      }
      account = parents[name]
    }
    return (found + left.map { ($0, "") }).sorted { $0.stretch.from < $1.stretch.from }
  }
}
