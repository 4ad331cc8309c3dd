internal import Telecom

extension BookVerifier {
  /// Counts every period again, call by call. Of periods that have usage in an archive what is left proves nothing.
  func checkUsageLimits() throws(BookError) {
    count = try number("SELECT count(*) FROM usage_limit_count")
    try none(
      """
      WITH RECURSIVE tree (usage_limit, id, resold) AS (
        SELECT l.id, l.account, 0 FROM usage_limit l WHERE l.account IS NOT NULL UNION ALL
        SELECT l.id, s.account, 0 FROM usage_limit l JOIN service s ON s.id = l.service UNION ALL
        SELECT m.usage_limit, a.id, m.resold OR EXISTS (SELECT 1 FROM reseller r WHERE r.account = m.id)
        FROM tree m JOIN usage_limit l ON l.id = m.usage_limit JOIN account a ON a.parent = m.id
        WHERE a.billing = 'consolidated' AND l.service IS NULL),
      member (usage_limit, id) AS (SELECT usage_limit, id FROM tree UNION ALL SELECT usage_limit, -id FROM tree WHERE NOT resold),
      counted (usage_limit, day_from, day_to, used) AS (
        SELECT c.usage_limit, c.day_from, c.day_to, sum(CASE l.measure
          WHEN 'amount' THEN u.charge WHEN 'minutes' THEN u.billed_s WHEN 'records' THEN \(UsageSwitch.isCorrection(sql: "u.record_id")) = 0
          ELSE coalesce(u.extras ->> 'octets_in', 0) + coalesce(u.extras ->> 'octets_out', 0) END)
        FROM usage_limit_count c JOIN usage_limit l ON l.id = c.usage_limit JOIN member m ON m.usage_limit = l.id
        JOIN usage_run r ON r.account = m.id AND r.day >= c.day_from AND r.day < c.day_to
        JOIN usage u ON u.id >= r.first_usage AND u.id < r.first_usage + r.usage_count AND (l.service IS NULL OR u.service = l.service)
        GROUP BY 1, 2, 3)
      SELECT l.name, c.day_from, c.used, coalesce(k.used, 0) FROM usage_limit_count c JOIN usage_limit l ON l.id = c.usage_limit
      LEFT JOIN counted k ON k.usage_limit = c.usage_limit AND k.day_from = c.day_from AND k.day_to = c.day_to
      WHERE c.used IS NOT NULL AND c.used <> coalesce(k.used, 0) AND NOT EXISTS (
        SELECT 1 FROM member m JOIN usage_run r ON r.account = m.id JOIN archived_run x ON x.run = r.id
        WHERE m.usage_limit = l.id AND r.day >= c.day_from AND r.day < c.day_to)
      """
    ) {
      "usage limit \($0.text(0)), from \(CivilDate(daysSince1970: $0.int(1))): \($0.integer(2)) is kept as used, its usage comes to \($0.integer(3))"
    }
    for (column, kind) in [("soft_told", "usage_limit_soft"), ("hard_told", "usage_limit_hard")] {
      try none(
        """
        SELECT l.name, c.day_from FROM usage_limit_count c JOIN usage_limit l ON l.id = c.usage_limit
        WHERE c.\(column) IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM outbox o WHERE o.kind = '\(kind)' AND o.payload ->> 'limit' = l.name
            AND o.payload ->> 'period_from' = date(c.day_from * 86400, 'unixepoch'))
        """
      ) { "usage limit \($0.text(0)), from \(CivilDate(daysSince1970: $0.int(1))): \(kind) was told, but is not in the outbox" }
    }
  }
}
