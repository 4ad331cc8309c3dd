internal import Telecom

extension BookVerifier {
  func checkUsage() throws(BookError) {
    count = try number("SELECT count(*) FROM usage_batch")
    try none(
      """
      SELECT id, source FROM usage_batch WHERE records_read <> rated + not_chargeable + duplicate + rejected
        OR usage_count < rated
      """
    ) { "batch \($0.integer(0)) (\($0.text(1))): read is not rated + not chargeable + duplicate + rejected" }
    try none(
      """
      SELECT b.id, b.source, b.rated, (SELECT count(*) FROM usage u WHERE u.id >= b.first_usage
        AND u.id < b.first_usage + b.usage_count AND \(UsageSwitch.isFirst(sql: "u.record_id"))) AS records
      FROM usage_batch b WHERE b.usage_count <> b.rated AND b.rated <> records
        AND NOT EXISTS (SELECT 1 FROM archived_run x JOIN usage_run r ON r.id = x.run WHERE r.batch = b.id)
      """
    ) { "batch \($0.integer(0)) (\($0.text(1))) rated \($0.integer(2)) records, its rows are of \($0.integer(3))" }
    try none(
      """
      SELECT b.id, b.source, b.usage_count, coalesce(r.total, 0) FROM usage_batch b
      LEFT JOIN (SELECT batch, sum(usage_count) AS total FROM usage_run GROUP BY batch) r ON r.batch = b.id
      WHERE b.usage_count <> coalesce(r.total, 0)
      """
    ) { "batch \($0.integer(0)) (\($0.text(1))) has \($0.integer(2)) rows, its runs hold \($0.integer(3))" }
    try none(
      """
      SELECT id, first_usage FROM (
        SELECT id, first_usage, lag(first_usage + usage_count, 1, 1) OVER (ORDER BY first_usage) AS expected FROM usage_run)
      WHERE first_usage <> expected
      """
    ) { "run \($0.integer(0)) begins at usage row \($0.integer(1)), not behind the run before" }
    try none(
      """
      SELECT b.id, b.source, b.rejected, (SELECT count(*) FROM reject r WHERE r.batch = b.id) AS kept FROM usage_batch b
      WHERE b.rejected <> kept
      """
    ) { "batch \($0.integer(0)) (\($0.text(1))) rejected \($0.integer(2)) records, \($0.integer(3)) are kept" }
    try checkArchives()
  }

  private func checkArchives() throws(BookError) {
    try none(
      """
      SELECT a.month, a.file, a.usage_count, coalesce(r.total, 0), a.restored_at IS NULL FROM usage_archive a LEFT JOIN (
        SELECT x.archive, sum(u.usage_count) AS total FROM archived_run x JOIN usage_run u ON u.id = x.run GROUP BY x.archive
      ) r ON r.archive = a.id
      WHERE coalesce(r.total, 0) <> CASE WHEN a.restored_at IS NULL THEN a.usage_count ELSE 0 END
      """
    ) { "archive \($0.text(1)) of \($0.text(0)) holds \($0.integer(4) == 0 ? 0 : $0.integer(2)) records, the runs that are to be in it \($0.integer(3))" }
    try none("SELECT run FROM archived_run WHERE run NOT IN (\(UsageArchive.outside))") {
      "run \($0.integer(0)) is said to be in an archive that is not of its month"
    }
  }

  func checkConservation() throws(BookError) {
    count = try number("SELECT count(*) FROM account_balance")
    try none(
      "SELECT r.run FROM invoice_run r LEFT JOIN usage_run u ON u.id = r.run LEFT JOIN invoice i ON i.id = r.invoice WHERE u.id IS NULL OR i.id IS NULL"
    ) { "run \($0.integer(0)) is on an invoice, but it or the invoice is not there" }
    try none(
      """
      SELECT u.id, u.account, EXISTS (SELECT 1 FROM invoice_run i WHERE i.run = u.id) FROM usage_run u WHERE u.account <= 0
        AND (EXISTS (SELECT 1 FROM invoice_run i WHERE i.run = u.id)
          OR u.account < 0 AND NOT EXISTS (SELECT 1 FROM account a WHERE a.id = -u.account))
      """
    ) { "run \($0.integer(0)) is \($0.integer(2) == 0 ? "of account \(-$0.integer(1)), which is not there" : "on an invoice, though nobody is billed for it")" }
    try none(
      "SELECT x.one_off FROM invoice_one_off x LEFT JOIN one_off o ON o.id = x.one_off LEFT JOIN invoice i ON i.id = x.invoice WHERE o.id IS NULL OR i.id IS NULL"
    ) { "one-off charge \($0.integer(0)) is on an invoice, but it or the invoice is not there" }
    try none(
      """
      SELECT b.account, b.unbilled_nanos, coalesce(r.total, 0) FROM account_balance b
      LEFT JOIN (SELECT u.account, sum(u.charge) AS total FROM usage_run u
        WHERE NOT EXISTS (SELECT 1 FROM invoice_run i WHERE i.run = u.id) GROUP BY u.account) r ON r.account = b.account
      WHERE b.unbilled_nanos <> coalesce(r.total, 0)
      """
    ) { "account \($0.integer(0)): open usage is kept as \($0.integer(1)) nanos, its runs sum to \($0.integer(2))" }
    let accounts = try connection.rows(
      """
      SELECT a.id, a.name, a.currency, b.unbilled, b.unbilled_nanos, coalesce((SELECT sum(o.amount) FROM one_off o
        WHERE o.account = a.id AND NOT EXISTS (SELECT 1 FROM invoice_one_off i WHERE i.one_off = o.id)), 0)
      FROM account_balance b JOIN account a ON a.id = b.account
      """)
    for row in accounts {
      var unit: Int64 = 10_000_000
      if let currency = Currency(row.text(2)) { unit = (currency.minorDigits..<9).reduce(1) { value, _ in value * 10 } }
      let nanos = row.integer(4)
      let rounded = (nanos.magnitude + UInt64(unit) / 2) / UInt64(unit)
      let usage = nanos < 0 ? -Int64(rounded) : Int64(rounded)
      if row.integer(3) != usage + row.integer(5) {
        find("account \(row.text(1)): unbilled is \(row.integer(3)), but its open usage is \(usage) and its open one-off charges \(row.integer(5)) minor units")
      }
    }
  }

  func checkChargeDays() throws(BookError) {
    let rows = try connection.rows(
      "SELECT p.charge, c.name, p.day_from, p.day_to, p.credits IS NOT NULL FROM charge_period p LEFT JOIN charge c ON c.id = p.charge ORDER BY p.charge, p.id")
    var next = 0
    while next < rows.count {
      let charge = rows[next].integer(0)
      let name = rows[next].optionalText(1) ?? "\(charge)"
      var changes: [Int: Int] = [:]
      while next < rows.count, rows[next].integer(0) == charge {
        let sign = rows[next].integer(4) == 0 ? 1 : -1
        changes[rows[next].int(2), default: 0] += sign
        changes[rows[next].int(3), default: 0] -= sign
        next += 1
      }
      count += 1
      try sweep(name, charge, changes)
    }
  }

  /// Walks the days on which something changes; billable days in a hole are a gap.
  private func sweep(_ name: String, _ charge: Int64, _ changes: [Int: Int]) throws(BookError) {
    var depth = 0
    var hole: Int?
    for day in changes.keys.sorted() where changes[day] != 0 {
      if depth == 0, let begin = hole, begin < day, try isBillable(charge, begin, day) {
        find("charge \(name): no charge for \(CivilDate(daysSince1970: begin)) to \(CivilDate(daysSince1970: day - 1)), though days behind are charged")
      }
      depth += changes[day]!
      if depth < 0 || depth > 1 { find("charge \(name): days from \(CivilDate(daysSince1970: day)) are charged \(depth) times") }
      hole = depth == 0 ? day : nil
    }
    if depth != 0 { find("charge \(name): a charged period has no end") }
  }

  /// Whether the service was active from the first to the last of the days, as was known when the account was billed last.
  private func isBillable(_ charge: Int64, _ from: Int, _ to: Int) throws(BookError) -> Bool {
    let row = try connection.row(
      """
      SELECT c.service, max(c.start_day, ?2), min(coalesce(c.end_day, ?3), coalesce(a.closed, ?3), ?3),
        (SELECT count(*) FROM service_status s WHERE s.service = c.service AND s.effective / 86400000 BETWEEN ?2 - 1 AND ?3 + 1),
        (SELECT s.status FROM service_status s WHERE s.service = c.service AND s.effective / 86400000 < ?2
          ORDER BY s.effective DESC, s.id DESC LIMIT 1)
      FROM charge c JOIN account a ON a.id = c.account WHERE c.id = ?1
      """, [.integer(charge), .integer(Int64(from)), .integer(Int64(to))])
    guard let row, row.int(1) < row.int(2) else { return false }
    return row.isNull(0) || row.integer(3) == 0 && row.optionalText(4) == "active"
  }
}
