internal import Telecom

/// Audit trail and outbox are in no chain of hashes; what they say follows from other tables, and is compared with these.
extension BookVerifier {
  func checkTrail() throws(BookError) {
    count = try number("SELECT (SELECT count(*) FROM audit) + (SELECT count(*) FROM outbox)")
    for table in ["audit", "outbox"] {
      try none("SELECT id, expected FROM (SELECT id, row_number() OVER (ORDER BY id) AS expected FROM \(table)) WHERE id <> expected LIMIT 1") {
        "\(table): a row is missing before row \($0.integer(0))"
      }
    }
    for kind in RecordKind.all where kind.nameColumn != nil && kind.owner == nil && !kind.isHistory { try checkAudit(kind) }
    try checkOutbox()
  }

  /// From a thing's creation and the changes of its fields follows what it is now.
  private func checkAudit(_ kind: RecordKind) throws(BookError) {
    var fields: [String: [String: String]] = [:]
    var wrong: Set<String> = []
    func value(_ column: RecordColumn, _ told: [String: String]) -> String {
      told[column.name]
        ?? column.kind.text(column.empty, ValueContext(currency: told["currency"].flatMap { Currency($0) }))
    }
    try connection.each(
      "SELECT id, name, field, before, after FROM audit WHERE object = ?1 ORDER BY id", [.text(kind.object)]
    ) { row throws(BookError) in
      let (name, field) = (row.text(1), row.text(2))
      if field == "created" {
        fields[name] = ExtrasText.parse(row.text(4))
      } else if let told = fields[name], let column = kind.columns.first(where: { $0.name == field }) {
        if row.text(3) != value(column, told), !column.isAmount {
          wrong.insert(name)
          find("audit row \(row.integer(0)): \(kind.object) \(name) had another \(field) before")
        }
        fields[name]![field] = row.text(4)
      }
    }
    guard !fields.isEmpty else { return }
    try RecordListing(kind, connection).each(now: 0) { texts, _, _ throws(BookError) in
      let name = texts[kind.identity[0]]
      guard let told = fields[name], !wrong.contains(name) else { return }
      for (index, column) in kind.columns.enumerated() where !kind.identity.contains(index) {
        let expected = value(column, told)
        if texts[index] != expected {
          find("\(kind.object) \(name): \(column.name) is '\(texts[index])', the audit trail leads to '\(expected)'")
        }
      }
    }
  }

  // MARK: Outbox

  private struct Payer {
    var name: String
    var limit: Int64
    var warning: Int64?
    var owed: Int64 = 0
    /// Events as they must stand in the outbox: kind, balance, and when.
    var events: [String] = []
    /// Limits and the accounts on its invoice were always what they are now.
    var isConstant: Bool
  }

  /// Every crossing of a limit is an event, and every event a crossing: of accounts whose limits never changed, nor the
  /// accounts on their invoices.
  private func checkOutbox() throws(BookError) {
    var payers: [Int64: Payer] = [:]
    var payerOf: [Int64: Int64] = [:]
    for row in try connection.rows(
      """
      WITH RECURSIVE moved (id) AS (
        SELECT x.id FROM audit u JOIN account x ON x.name IN (u.name, u.before, u.after)
          WHERE u.object = 'account' AND u.field IN ('billing', 'parent')
        UNION SELECT a.parent FROM account a JOIN moved m ON a.id = m.id WHERE a.parent IS NOT NULL),
      member (id, payer) AS (
        SELECT id, id FROM account WHERE billing = 'own'
        UNION ALL SELECT c.id, m.payer FROM account c JOIN member m ON c.parent = m.id WHERE c.billing = 'consolidated')
      SELECT m.id, m.payer, a.name, a.credit_limit, a.warning_level, a.id NOT IN (SELECT id FROM moved) AND NOT EXISTS (
        SELECT 1 FROM audit u WHERE u.object = 'account' AND u.name = a.name AND u.field IN ('credit_limit', 'warning_level'))
      FROM member m JOIN account a ON a.id = m.payer
      """)
    {
      payerOf[row.integer(0)] = row.integer(1)
      payers[row.integer(1)] = Payer(
        name: row.text(2), limit: row.integer(3), warning: row.optionalInteger(4), isConstant: row.integer(5) != 0)
    }
    try replay(&payers, payerOf)
    // Those that paid for themselves once: their events of then stay.
    let former = try connection.rows(
      """
      SELECT a.id, a.name FROM account a WHERE a.billing = 'consolidated' AND EXISTS (
        SELECT 1 FROM audit u WHERE u.object = 'account' AND u.name = a.name AND u.field = 'billing')
      """
    ).reduce(into: [Int64: String]()) { $0[$1.integer(0)] = $1.text(1) }
    var told: [Int64: [String]] = [:]
    try connection.each(
      "SELECT id, recorded_at, kind, account, payload FROM outbox WHERE kind LIKE 'credit_%' ORDER BY id"
    ) { row throws(BookError) in
      let payer = payers[row.integer(3)]
      guard let payload = CreditPayload(row.text(4)), payload.account == payer?.name ?? former[row.integer(3)],
        payload.available == payload.balance &+ payload.limit, payer.map({ !$0.isConstant || payload.limit == $0.limit }) ?? true
      else { return find("outbox row \(row.integer(0)): its payload is not one of its account") }
      told[row.integer(3), default: []].append("\(row.text(2)) at \(payload.balance) recorded \(row.integer(1))")
    }
    for (id, payer) in payers.sorted(by: { $0.key < $1.key }) where payer.isConstant && payer.events != told[id] ?? [] {
      find("account \(payer.name): its ledger comes to \(payer.events.count) credit events, the outbox has \(told[id]?.count ?? 0), or others")
    }
  }

  private func replay(_ payers: inout [Int64: Payer], _ payerOf: [Int64: Int64]) throws(BookError) {
    var entry: Int64 = 0
    var recorded: Int64 = 0
    var moved: [Int64: Int64] = [:]
    func post() {
      for (id, amount) in moved {
        guard var payer = payers[id] else { continue }
        let before = Int128(payer.limit) - Int128(payer.owed)
        payer.owed &+= amount
        let after = Int128(payer.limit) - Int128(payer.owed)
        func tell(_ kind: String) { payer.events.append("credit_\(kind) at \(-payer.owed) recorded \(recorded)") }
        if before <= 0, after > 0 { tell("available") }
        if let level = payer.warning.map({ Int128($0) }), (before > level) != (after > level) {
          tell(after > level ? "recovered" : "warning")
        }
        if before > 0, after <= 0 { tell("exhausted") }
        payers[id] = payer
      }
      moved = [:]
    }
    try connection.each(
      """
      SELECT j.id, j.recorded_at, l.account, l.amount FROM journal j JOIN journal_line l ON l.entry = j.id
      WHERE l.account IS NOT NULL ORDER BY j.id
      """
    ) { row throws(BookError) in
      if row.integer(0) != entry { post() }
      (entry, recorded) = (row.integer(0), row.integer(1))
      if let payer = payerOf[row.integer(2)] { moved[payer, default: 0] += row.integer(3) }
    }
    post()
  }
}
