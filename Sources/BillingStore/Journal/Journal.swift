internal import Bytes

/// The journal inside one writing transaction: entries go to its end, each sealed over the one before.
///
/// ```
/// hash(n) = SHA-256( hash(n-1) | id day kind account reference memo corrects recorded_at | lines )
/// line    = id ledger-code account currency amount
/// ```
/// Integers are eight bytes, the highest first; texts have their length before them; what may be absent has a byte 0 or
/// 1 before it. The first entry follows 32 zero bytes. The journal is of use in the transaction it was opened in only.
package final class Journal {
  private let connection: SQLConnection
  private let recordedAt: Int64
  private var ledgerIDs: [LedgerCode: Int64] = [:]
  private var lastEntry: Int64
  private var lastHash: [UInt8]
  private let watch: CreditWatch

  package static let genesis = [UInt8](repeating: 0, count: 32)

  /// - Parameter recordedAt: milliseconds since 1970 at which the entries are written; for the record, not a date of any
  ///   document.
  package init(_ connection: SQLConnection, recordedAt: Int64) throws(BookError) {
    self.connection = connection
    self.recordedAt = recordedAt
    for row in try connection.rows("SELECT id, code FROM ledger_account") {
      ledgerIDs[LedgerCode(row.text(1))] = row.integer(0)
    }
    let last = try connection.row("SELECT id, hash FROM journal ORDER BY id DESC LIMIT 1")
    lastEntry = last?.integer(0) ?? 0
    lastHash = last?.blob(1) ?? Self.genesis
    watch = CreditWatch(connection, recordedAt: recordedAt)
  }

  /// Writes an entry with its lines, brings the customers' balances up to date, and tells of limits that were crossed.
  /// - Returns: the entry's id.
  /// - Throws: `.invalid` when the lines do not sum to zero in each currency.
  @discardableResult
  package func post(_ posting: Posting) throws(BookError) -> Int64 {
    if let imbalance = posting.imbalance {
      throw BookError(.invalid, "journal entry \(posting.kind.rawValue) \(posting.reference): \(imbalance)")
    }
    let entry = lastEntry + 1
    let seal = JournalSeal(after: lastHash)
    seal.add(entry: entry, posting, recordedAt: recordedAt)
    let firstLine = try nextLine()
    for (index, line) in posting.lines.enumerated() { seal.add(line, id: firstLine + Int64(index)) }
    let hash = seal.digest()
    try connection.execute(
      """
      INSERT INTO journal (id, day, kind, account, reference, memo, corrects, recorded_at, hash)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """,
      [
        .integer(entry), .integer(Int64(posting.day)), .text(posting.kind.rawValue), SQLValue(posting.account),
        .text(posting.reference), .text(posting.memo), SQLValue(posting.corrects), .integer(recordedAt), .blob(hash),
      ])
    try insert(posting.lines, entry: entry, firstLine: firstLine)
    try watch.move(posting.lines)
    lastEntry = entry
    lastHash = hash
    return entry
  }

  private func nextLine() throws(BookError) -> Int64 {
    try connection.row("SELECT coalesce(max(id), 0) + 1 FROM journal_line")!.integer(0)
  }

  private func insert(_ lines: [Posting.Line], entry: Int64, firstLine: Int64) throws(BookError) {
    let statement = try connection.statement(
      "INSERT INTO journal_line (id, entry, ledger, account, currency, amount) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
    for (index, line) in lines.enumerated() {
      statement.bind(1, firstLine + Int64(index))
      statement.bind(2, entry)
      statement.bind(3, try id(of: line.ledger))
      statement.bind(4, SQLValue(line.account))
      statement.bind(5, .text(line.currency))
      statement.bind(6, line.amount)
      try statement.run()
    }
  }

  private func id(of ledger: LedgerCode) throws(BookError) -> Int64 {
    if let id = ledgerIDs[ledger] { return id }
    try connection.execute("INSERT INTO ledger_account (code) VALUES (?1)", [.text(ledger.code)])
    ledgerIDs[ledger] = connection.lastID
    return connection.lastID
  }
}
