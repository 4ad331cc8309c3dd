package import Bytes
internal import Billing
internal import Telecom

/// The journal as a plain-text ledger for hledger, with every closing balance as an assertion:
/// `tollbook journal export | hledger -f - check -s` proves the book with another program.
package struct JournalExport {
  private let connection: SQLConnection
  private let write: (ByteWriter) throws -> Void
  private let writer = ByteWriter()

  private init(_ connection: SQLConnection, _ write: @escaping (ByteWriter) throws -> Void) {
    self.connection = connection
    self.write = write
  }

  /// - Parameter write: takes the text piece by piece.
  package static func write(_ book: Book, to write: @escaping (ByteWriter) throws -> Void) throws {
    var failure: (any Error)?
    try book.database.read { connection throws(BookError) in
      do { try JournalExport(connection, write).run() } catch { failure = error }
    }
    if let failure { throw failure }
  }

  private func run() throws {
    let names = try connection.rows("SELECT id, name FROM account").reduce(into: [Int64: String]()) {
      $0[$1.integer(0)] = Self.plain($1.text(1))
    }
    try declare(names)
    try entries(names)
    try assertions(names)
    try write(writer)
  }

  /// hledger ends a name at two blanks, and takes semicolons and brackets for its own.
  private static func plain(_ text: String) -> String {
    String(text.map { $0.isWhitespace || ";()[]:".contains($0) || $0.isNewline ? "_" : $0 })
  }

  private static func ledger(_ code: String, _ customer: String?) -> String {
    let parts = code.split(separator: ":", maxSplits: 1).map { plain(String($0)) }
    let root =
      switch parts[0] {
      case "receivable", "unbilled", "cash", "exchange", "transfer": "assets"
      case "unapplied", "tax": "liabilities"
      case "revenue": "revenues"
      default: "expenses"
      }
    return ([root] + parts + (customer.map { [$0] } ?? [])).joined(separator: ":")
  }

  private static func amount(_ amount: Int64, _ currency: String) -> String {
    "\(currency) \(MinorUnits(Currency(currency) ?? .usd).text(amount))"
  }

  private func declare(_ names: [Int64: String]) throws {
    for row in try connection.rows("SELECT DISTINCT currency FROM journal_line ORDER BY currency") {
      let digits = Currency(row.text(0))?.minorDigits ?? 2
      writer.append("commodity \(row.text(0)) 1000.\(String(repeating: "0", count: digits))\n")
    }
    for row in try balances() { writer.append("account \(Self.ledger(row.text(0), row.optionalInteger(1).flatMap { names[$0] }))\n") }
  }

  private func balances() throws -> [SQLRow] {
    try connection.rows(
      """
      SELECT a.code, l.account, l.currency, sum(l.amount), max(j.day) FROM journal_line l JOIN ledger_account a ON a.id = l.ledger
      JOIN journal j ON j.id = l.entry GROUP BY a.code, l.account, l.currency ORDER BY a.code, l.account, l.currency
      """)
  }

  private func entries(_ names: [Int64: String]) throws {
    let lines = try connection.statement(
      """
      SELECT a.code, l.account, l.currency, l.amount FROM journal_line l JOIN ledger_account a ON a.id = l.ledger
      WHERE l.entry = ?1 ORDER BY l.id
      """)
    var failure: (any Error)?
    try connection.each("SELECT id, day, kind, reference FROM journal ORDER BY id") { entry throws(BookError) in
      guard failure == nil else { return }
      let day = CivilDate(daysSince1970: Int(entry.integer(1)))
      writer.append("\n\(day) (\(entry.integer(0))) \(entry.text(2)) \(Self.plain(entry.text(3)))\n")
      lines.bind(1, entry.integer(0))
      while try lines.step() {
        let customer = lines.isNull(1) ? nil : names[lines.integer(1)]
        writer.append("    \(Self.ledger(lines.text(0), customer))  \(Self.amount(lines.integer(3), lines.text(2)))\n")
      }
      lines.reset()
      guard writer.count > 1 << 16 else { return }
      do { try write(writer) } catch { failure = error }
      writer.removeAll()
    }
    if let failure { throw failure }
  }

  /// One last entry that moves nothing, on the last day there is.
  private func assertions(_ names: [Int64: String]) throws {
    let rows = try balances()
    guard let last = rows.map({ $0.int(4) }).max() else { return }
    writer.append("\n\(CivilDate(daysSince1970: last)) closing balances\n")
    for row in rows {
      let name = Self.ledger(row.text(0), row.optionalInteger(1).flatMap { names[$0] })
      writer.append("    \(name)  \(Self.amount(0, row.text(2))) = \(Self.amount(row.integer(3), row.text(2)))\n")
    }
  }
}
