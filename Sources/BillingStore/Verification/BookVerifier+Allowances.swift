extension BookVerifier {
  /// Adds up what stands on usage as covered, by allowance and by who has it: the service, the account, or, since accounts
  /// may have moved in the tree, all branches together. Where usage of theirs is in an archive what is left proves nothing;
  /// of metered units, and of an allowance whose plan came to count it otherwise, nothing is added up.
  ///
  /// Of a row that settling corrected its last correction says what was covered. What the next settling begins with is
  /// checked by the usage that was settled.
  func checkAllowances() throws(BookError) {
    count = try number("SELECT count(*) FROM allowance_counter")
    try checkAllowances("", "kept as used")
    try checkAllowances(
      BookAllowances.openingPrefix, "kept as used when it was settled",
      of: """
        AND u.start_ms < (SELECT value FROM allowance_state WHERE name = 'settled:' || abs(u.account))
          AND u.batch <= (SELECT value FROM allowance_state WHERE name = 'settled_batch:' || abs(u.account))
        """)
  }

  /// - Parameters:
  ///   - prefix: of the tables.
  ///   - condition: which usage is counted there.
  private func checkAllowances(_ prefix: String, _ words: String, of condition: String = "") throws(BookError) {
    try none(
      """
      WITH one (id, plan, name, shared) AS (
        SELECT min(id), plan, name, min(shared) FROM promise
        WHERE kind = 'allowance' GROUP BY plan, name
        HAVING count(*) = 1 AND min(base) IN ('seconds', 'calls', 'messages', 'octets')),
      covered (promise, owner, units) AS (
        SELECT o.id, CASE o.shared WHEN 'service' THEN u.service WHEN 'account' THEN abs(u.account) ELSE 0 END,
          sum(c.value ->> '$.units')
        FROM usage u JOIN usage_price p ON p.id = u.price JOIN plan l ON l.id = p.plan, json_each(u.extras, '$.covered') c
        JOIN one o ON o.plan = l.name AND o.name = c.value ->> '$.allowance'
        WHERE u.extras LIKE '%"covered":%' \(condition)
          AND NOT EXISTS (SELECT 1 FROM usage n WHERE n.record_id = \(UsageSwitch.nextCorrection(sql: "u.record_id")))
        GROUP BY 1, 2),
      kept (promise, owner, used) AS (
        SELECT c.promise, iif(o.shared = 'branch', 0, c.owner), sum(c.used)
        FROM \(prefix)allowance_counter c JOIN one o ON o.id = c.promise GROUP BY 1, 2),
      both (promise, owner) AS (SELECT promise, owner FROM covered UNION SELECT promise, owner FROM kept)
      SELECT o.plan, o.name, o.shared, coalesce(s.name, a.name, ''), coalesce(k.used, 0), coalesce(c.units, 0)
      FROM both b JOIN one o ON o.id = b.promise
      LEFT JOIN kept k ON k.promise = b.promise AND k.owner = b.owner
      LEFT JOIN covered c ON c.promise = b.promise AND c.owner = b.owner
      LEFT JOIN service s ON o.shared = 'service' AND s.id = b.owner
      LEFT JOIN account a ON a.id = iif(o.shared = 'service', s.account, b.owner)
      WHERE coalesce(k.used, 0) <> coalesce(c.units, 0) AND NOT EXISTS (
        SELECT 1 FROM archived_run x JOIN usage_run r ON r.id = x.run WHERE o.shared = 'branch' OR abs(r.account) = a.id)
      ORDER BY 1, 2, 4
      """
    ) { row in
      let owner = row.text(3).isEmpty ? "all branches" : "\(row.text(2)) \(row.text(3))"
      return "allowance \(row.text(1)) of plan \(row.text(0)), \(owner): \(row.integer(4)) is \(words), usage says "
        + "\(row.integer(5)) was covered"
    }
  }
}
