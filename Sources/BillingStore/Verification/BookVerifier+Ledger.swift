internal import Bytes

extension BookVerifier {
  func checkLedger() throws(BookError) {
    count = try number("SELECT count(*) FROM journal_line")
    try none("SELECT id FROM journal_line WHERE typeof(amount) <> 'integer' OR amount = 0") { "journal line \($0.integer(0)) has no whole amount" }
    try none(
      "SELECT entry, currency, sum(amount) FROM journal_line GROUP BY entry, currency HAVING sum(amount) <> 0"
    ) { "journal entry \($0.integer(0)) sums to \($0.integer(2)) minor units of \($0.text(1)), not to zero" }
    try none("SELECT currency, sum(amount) FROM journal_line GROUP BY currency HAVING sum(amount) <> 0") {
      "all ledger accounts together hold \($0.integer(1)) minor units of \($0.text(0)), not zero"
    }
    try none(
      "SELECT l.id, l.entry FROM journal_line l LEFT JOIN journal j ON j.id = l.entry WHERE j.id IS NULL"
    ) { "journal line \($0.integer(0)) belongs to entry \($0.integer(1)), which is not there" }
    try none(
      """
      SELECT l.id, a.code FROM journal_line l LEFT JOIN ledger_account a ON a.id = l.ledger
      WHERE a.id IS NULL OR (l.account IS NOT NULL) <> (a.code IN ('receivable', 'unbilled', 'unapplied'))
      """
    ) { "journal line \($0.integer(0)): ledger account \($0.optionalText(1) ?? "?") does not fit its customer" }
    for code in ["receivable", "unbilled", "unapplied"] {
      try none(
        """
        SELECT coalesce(b.account, s.account), coalesce(b.\(code), 0), coalesce(s.total, 0) FROM account_balance b
        FULL JOIN (SELECT l.account, sum(l.amount) AS total FROM journal_line l JOIN ledger_account a ON a.id = l.ledger
          WHERE a.code = '\(code)' GROUP BY l.account) s ON s.account = b.account
        WHERE coalesce(b.\(code), 0) <> coalesce(s.total, 0)
        """
      ) { "account \($0.integer(0)): \(code) is kept as \($0.integer(1)), its journal lines sum to \($0.integer(2))" }
    }
    try none(
      """
      SELECT j.id, j.kind, j.reference FROM journal j WHERE
        j.kind = 'invoice' AND NOT EXISTS (SELECT 1 FROM invoice i WHERE i.entry = j.id)
        OR j.kind = 'credit_note' AND NOT EXISTS (SELECT 1 FROM invoice i WHERE i.entry = j.id AND i.kind = 'credit_note')
        OR j.kind = 'one_off' AND NOT EXISTS (SELECT 1 FROM one_off o WHERE o.entry = j.id AND o.reference = j.reference)
        OR j.kind = 'allocation' AND NOT EXISTS (SELECT 1 FROM allocation a WHERE a.entry = j.id)
        OR j.kind IN ('payment', 'refund', 'chargeback', 'write_off', 'skonto', 'transfer', 'credit')
          AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.entry = j.id AND p.reference = j.reference)
      """
    ) { "journal entry \($0.integer(0)), \($0.text(1)) \($0.text(2)): what it posts is not there" }
    // The plus keeps SQLite from looking through all lines of an account for each of its entries.
    try none(
      """
      SELECT p.reference FROM payment p LEFT JOIN journal j ON j.id = p.entry
      WHERE j.id IS NULL OR j.day <> p.day OR j.account <> p.account OR j.kind <> p.kind OR j.reference <> p.reference OR p.amount <> -(
        SELECT coalesce(sum(l.amount), 0) FROM journal_line l WHERE l.entry = p.entry AND +l.account = p.account)
      """
    ) { "payment \($0.text(0)) is not what its journal entry says" }
    for (table, name) in [("payment", "payments"), ("allocation", "allocations"), ("one_off", "one-off charges"), ("invoice", "invoices")] {
      try none("SELECT entry, count(*) FROM \(table) WHERE entry IS NOT NULL GROUP BY entry HAVING count(*) > 1") {
        "journal entry \($0.integer(0)) is the one of \($0.integer(1)) \(name)"
      }
    }
    try none(
      """
      SELECT o.reference FROM one_off o LEFT JOIN journal j ON j.id = o.entry
      WHERE j.id IS NULL OR j.day <> o.day OR j.account <> o.account OR j.reference <> o.reference OR o.amount <> (
        SELECT coalesce(sum(l.amount), 0) FROM journal_line l WHERE l.entry = o.entry AND +l.account = o.account)
      """
    ) { "one-off charge \($0.text(0)) is not what its journal entry says" }
  }

  /// The layout that ``Journal`` states, written down a second time.
  func checkJournalChain() throws(BookError) {
    var before = [UInt8](repeating: 0, count: 32)
    var expected: Int64 = 1
    let sha = SHA256()
    func optional(_ value: SQLValue) {
      guard case .integer(let value) = value else { return sha.update([0]) }
      sha.update([1])
      sha.update(value)
    }
    let lines = try connection.statement(
      """
      SELECT l.id, a.code, l.account, l.currency, l.amount FROM journal_line l LEFT JOIN ledger_account a ON a.id = l.ledger
      WHERE l.entry = ?1 ORDER BY l.id
      """)
    try connection.each(
      "SELECT id, day, kind, account, reference, memo, corrects, recorded_at, hash FROM journal ORDER BY id"
    ) { entry throws(BookError) in
      count += 1
      let id = entry.integer(0)
      if id != expected { find("journal entry \(expected) is missing") }
      expected = id + 1
      sha.update(before)
      sha.update(id)
      sha.update(entry.integer(1))
      sha.update(entry.text(2))
      optional(entry.value(3))
      sha.update(entry.text(4))
      sha.update(entry.text(5))
      optional(entry.value(6))
      sha.update(entry.integer(7))
      lines.bind(1, id)
      while try lines.step() {
        sha.update(lines.integer(0))
        sha.update(lines.text(1))
        optional(lines.value(2))
        sha.update(lines.text(3))
        sha.update(lines.integer(4))
      }
      lines.reset()
      before = entry.bytes(8)
      if sha.digest() != before {
        find("journal entry \(id), \(entry.text(2)) \(entry.text(4)): it, its lines or the entry before were changed")
      }
    }
  }
}
