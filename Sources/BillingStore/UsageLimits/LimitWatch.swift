internal import Billing
internal import Telecom

/// Counts usage towards limits, and puts an event into the outbox when one is reached, inside one transaction.
///
/// What was counted is kept by limit and period (`usage_limit_count`), so that a batch costs no more than its own usage;
/// a period of which nothing is kept is counted from all its usage. Of a reseller and its customers on one invoice what
/// the reseller pays counts.
struct LimitWatch {
  private let connection: SQLConnection
  private let recordedAt: Int64
  private var calendars: [Int64: BillingCalendar] = [:]

  private struct Place: Hashable {
    /// Index into the limits.
    var limit: Int
    var day: Int
  }

  init(_ connection: SQLConnection, recordedAt: Int64) {
    self.connection = connection
    self.recordedAt = recordedAt
  }

  /// Whether a run holds what settling posted: no records, which count as money alone.
  private static let isSettled = "(SELECT format = '\(SettlingEntry.format)' FROM usage_batch b WHERE b.id = usage_run.batch)"

  /// Counts the runs of a batch.
  /// - Parameter firstRun: its first; all behind it are of the batch.
  mutating func follow(runsFrom firstRun: Int64) throws(BookError) {
    let limits = try connection.rows(UsageLimit.select + " ORDER BY l.id").map { row throws(BookError) in
      try UsageLimit(row)
    }
    guard !limits.isEmpty else { return }
    let limitsOf = try limitsByAccount(limits)
    var added: [Place: UsageMeasure.Sum] = [:]
    try connection.each(
      "SELECT account, day, first_usage, usage_count, billed_s, charge, \(Self.isSettled) FROM usage_run WHERE id >= ?1",
      [.integer(firstRun)]
    ) { run throws(BookError) in
      for index in limitsOf[run.integer(0)] ?? [] {
        added[Place(limit: index, day: Int(run.integer(1))), default: .init()] += try sum(run, for: limits[index])
      }
    }
    var byPeriod: [Int: [BillingPeriod: UsageMeasure.Sum]] = [:]
    for (place, sum) in added where sum != .init() {
      let period = limits[place.limit].days(around: place.day, try calendar(for: limits[place.limit].account))
      byPeriod[place.limit, default: [:]][period, default: .init()] += sum
    }
    for (index, periods) in byPeriod.sorted(by: { $0.key < $1.key }) {
      for (period, sum) in periods.sorted(by: { $0.key < $1.key }) {
        try count(sum, towards: limits[index], period, runsBefore: firstRun)
      }
    }
  }

  /// Judges a limit that was added or changed, for the period of the day.
  mutating func reconsider(_ limit: Int64) throws(BookError) {
    guard let row = try connection.row(UsageLimit.select + " WHERE l.id = ?1", [.integer(limit)]) else { return }
    let limit = try UsageLimit(row)
    let second = recordedAt.flooredDivision(by: 1000)
    let zone = try connection.row("SELECT time_zone FROM account WHERE id = ?1", [.integer(limit.account)])
    let rules = zone.flatMap { ZoneTable.shared.zone($0.text(0)) } ?? .utc
    let today = rules.day(at: second)
    let period = limit.days(around: today, try calendar(for: limit.account))
    let sum = try total(of: limit, period, runsBefore: .max)
    guard sum != .init() else { return }
    try keep(limit, period, Int64(clamping: limit.measure.value(sum)))
  }

  // MARK: Counting

  /// Which limits an account's usage counts towards.
  private func limitsByAccount(_ limits: [UsageLimit]) throws(BookError) -> [Int64: [Int]] {
    let places = Dictionary(uniqueKeysWithValues: limits.enumerated().map { ($1.id, $0) })
    var result: [Int64: [Int]] = [:]
    try connection.each(
      """
      WITH RECURSIVE member (usage_limit, id, is_below_reseller) AS (
        SELECT l.id, coalesce(l.account, s.account), 0 FROM usage_limit l LEFT JOIN service s ON s.id = l.service UNION ALL
        SELECT m.usage_limit, c.id, m.is_below_reseller OR m.id IN (SELECT account FROM reseller)
        FROM account c JOIN member m ON c.parent = m.id JOIN usage_limit l ON l.id = m.usage_limit
        WHERE c.billing = 'consolidated' AND l.service IS NULL)
      SELECT usage_limit, id FROM member UNION ALL SELECT usage_limit, -id FROM member WHERE NOT is_below_reseller
      """
    ) { row throws(BookError) in
      if let place = places[row.integer(0)] { result[row.integer(1), default: []].append(place) }
    }
    return result
  }

  /// - Parameter run: stands at account, day, first_usage, usage_count, billed_s, charge, whether settling made it.
  private func sum(_ run: SQLStatement, for limit: UsageLimit) throws(BookError) -> UsageMeasure.Sum {
    guard limit.needsRows else {
      return UsageMeasure.Sum(
        nanos: Int128(run.integer(5)), seconds: Int128(run.integer(4)),
        records: run.integer(6) == 1 ? 0 : Int128(run.integer(3)))
    }
    var sum = UsageMeasure.Sum()
    try connection.each(
      """
      SELECT billed_s, charge, CASE WHEN extras IS NULL THEN 0
        ELSE coalesce(json_extract(extras, '$.octets_in'), 0) + coalesce(json_extract(extras, '$.octets_out'), 0) END
      FROM usage WHERE id >= ?1 AND id < ?1 + ?2 AND (?3 IS NULL OR service = ?3)
      """, [.integer(run.integer(2)), .integer(run.integer(3)), SQLValue(limit.service)]
    ) { row throws(BookError) in
      sum += UsageMeasure.Sum(
        nanos: Int128(row.integer(1)), seconds: Int128(row.integer(0)), records: run.integer(6) == 1 ? 0 : 1,
        octets: Int128(row.integer(2)))
    }
    return sum
  }

  /// All usage of a period that is in the book.
  private func total(of limit: UsageLimit, _ period: BillingPeriod, runsBefore end: Int64) throws(BookError) -> UsageMeasure.Sum {
    var total = UsageMeasure.Sum()
    try connection.each(
      """
      WITH RECURSIVE member (id, is_below_reseller) AS (
        SELECT ?1, 0 UNION ALL
        SELECT c.id, m.is_below_reseller OR m.id IN (SELECT account FROM reseller)
        FROM account c JOIN member m ON c.parent = m.id WHERE c.billing = 'consolidated' AND ?2 IS NULL)
      SELECT account, day, first_usage, usage_count, billed_s, charge, \(Self.isSettled) FROM usage_run
      WHERE account IN (SELECT id FROM member UNION ALL SELECT -id FROM member WHERE NOT is_below_reseller) AND day >= ?3 AND day < ?4 AND id < ?5
      """,
      [
        .integer(limit.account), SQLValue(limit.service), SQLValue(period.from.daysSince1970),
        SQLValue(period.to.daysSince1970), .integer(end),
      ]
    ) { run throws(BookError) in total += try sum(run, for: limit) }
    return total
  }

  /// Of the account on whose invoice another's charges stand.
  private mutating func calendar(for account: Int64) throws(BookError) -> BillingCalendar {
    if let known = calendars[account] { return known }
    let row = try connection.row(
      """
      WITH RECURSIVE payer (id, parent, billing) AS (
        SELECT id, parent, billing FROM account WHERE id = ?1 UNION ALL
        SELECT a.id, a.parent, a.billing FROM account a JOIN payer p ON a.id = p.parent WHERE p.billing = 'consolidated')
      SELECT \(BookAccount.columns) FROM account a JOIN payer p ON p.id = a.id WHERE p.billing = 'own'
      """, [.integer(account)])
    guard let row else { throw BookError(.damaged, "account \(account): there is nobody who pays for it") }
    let calendar = try BookAccount(row, payer: row.integer(0)).calendar
    calendars[account] = calendar
    return calendar
  }

  // MARK: Keeping and telling

  private func count(
    _ sum: UsageMeasure.Sum, towards limit: UsageLimit, _ period: BillingPeriod, runsBefore firstRun: Int64
  ) throws(BookError) {
    let kept = try connection.row(
      "SELECT used FROM usage_limit_count WHERE usage_limit = ?1 AND day_from = ?2 AND day_to = ?3", key(limit, period))
    let before: Int128
    if let used = kept?.optionalInteger(0) {
      before = Int128(used)
    } else {
      before = limit.measure.value(try total(of: limit, period, runsBefore: firstRun))
    }
    guard let used = Int64(exactly: before + limit.measure.value(sum)) else {
      throw BookError(.refused, "usage limit \(limit.name): what it counts is too large; check the plan")
    }
    try keep(limit, period, used)
  }

  private func key(_ limit: UsageLimit, _ period: BillingPeriod) -> [SQLValue] {
    [.integer(limit.id), SQLValue(period.from.daysSince1970), SQLValue(period.to.daysSince1970)]
  }

  private func keep(_ limit: UsageLimit, _ period: BillingPeriod, _ used: Int64) throws(BookError) {
    let key = key(limit, period)
    let told = try connection.row(
      "SELECT soft_told, hard_told FROM usage_limit_count WHERE usage_limit = ?1 AND day_from = ?2 AND day_to = ?3", key)
    let soft = try tell(.usageLimitSoft, limit, limit.soft, toldOf: told?.optionalInteger(0), period, used)
    let hard = try tell(.usageLimitHard, limit, limit.hard, toldOf: told?.optionalInteger(1), period, used)
    try connection.execute(
      """
      INSERT INTO usage_limit_count (usage_limit, day_from, day_to, used, soft_told, hard_told) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      ON CONFLICT (usage_limit, day_from, day_to) DO UPDATE SET used = ?4, soft_told = ?5, hard_told = ?6
      """, key + [.integer(used), SQLValue(soft), SQLValue(hard)])
  }

  /// - Returns: the limit that was told of last.
  private func tell(
    _ kind: OutboxEvent.Kind, _ limit: UsageLimit, _ level: Int64?, toldOf told: Int64?, _ period: BillingPeriod, _ used: Int64
  ) throws(BookError) -> Int64? {
    guard let level, limit.measure.reaches(used, level), told.map({ $0 < level }) ?? true else { return told }
    var fields = [("limit", limit.name), ("account", limit.accountName)]
    if let service = limit.serviceName { fields.append(("service", service)) }
    fields.append(("measure", limit.measure.rawValue))
    if limit.measure == .amount { fields.append(("currency", limit.currency)) }
    fields += [
      ("period", limit.period.rawValue), ("period_from", "\(period.from)"), ("period_to", "\(period.to)"),
      ("threshold", Decimal9.text(level)), ("used", limit.measure.text(used)),
    ]
    try OutboxEvent(kind: kind, account: limit.account, service: limit.service, fields: fields)
      .write(connection, recordedAt: recordedAt)
    return level
  }
}
