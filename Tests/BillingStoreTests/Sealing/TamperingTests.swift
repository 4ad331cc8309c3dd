import Foundation
import Telecom
import Testing

@testable import BillingStore

/// A book with a row at least in each append-only table, tampered with in a transaction that is never committed.
@Suite struct `Tampering with a book` {
  private let at: BillBook

  init() throws {
    at = try BillBook()
    try at.place.run(
      """
      INSERT INTO discount (name, account, product, kind, value, valid_from) VALUES ('d', 1, 'LINE', 'percent', 10000000000, 0);
      INSERT INTO usage_batch (source, format, bytes, content_hash, ingested_at, records_read, rated, not_chargeable, duplicate,
        rejected, first_usage, usage_count) VALUES ('bad.csv', 'csv', 9, x'01', 0, 2, 0, 0, 0, 2, 1, 0);
      INSERT INTO reject (batch, reason, field, source, line, byte_offset, message, format, time_zone, header, record, record_hash)
        VALUES (1, 'r', 'f', 'bad.csv', 1, 0, 'm', 'csv', 'UTC', x'', x'61', x'01'), (1, 'r', 'f', 'bad.csv', 2, 2, 'm', 'csv', 'UTC', x'', x'62', x'02');
      """, on: at.book)
    for account: Int64 in 1...4 { try at.use(account, "2026-01-20") }
    for state in ["NJ", "NY"] {
      let file = at.place.folder + "/numbering.csv"
      try Data("npa,nxx,state\n201,555,\(state)\n".utf8).write(to: URL(fileURLWithPath: file))
      _ = try NumberStore.take(file, as: .numbering, into: at.book, actor: "ada", recordedAt: 0)
    }
    try at.place.run("INSERT INTO usage_batch_table (batch, number_table) VALUES (1, 1), (2, 1)", on: at.book)
    for title in ["One", "Two", "Three"] {
      try at.place.take(.accounts, "name,title,opened\nA-9,\(title),2026-01-01\n", into: at.book)
    }
    for reference in ["S-1", "S-2"] {
      try at.book.atChargeDesk(recordedAt: 1) { desk throws(BookError) in
        _ = try desk.enter(
          OneOffEntry(account: "A-1", product: "SETUP", day: BillBook.day("2026-01-09"), price: "3.00", reference: reference))
      }
    }
    try at.bill("2026-02-01")
    try at.pay("A-2", "30", "2026-02-05", "P1")
    try at.pay("A-1", "10", "2026-02-05", "P2")
    try at.pay("A-3", "3", "2026-02-05", "P3")
    try at.book.atPaymentDesk(recordedAt: 1) { desk throws(BookError) in
      _ = try desk.reverse(.chargeback, payment: "P3", amount: nil, reference: "C1", day: BillBook.day("2026-02-09"), memo: "")
    }
    try at.use(2, "2026-02-20")
    try at.bill("2026-03-01")
    _ = try UsageArchive(at.book, recordedAt: 1).archive(before: Int64(BillBook.day("2026-02-01").daysSince1970), into: at.place.folder + "/archive")
    _ = try at.book.credit("INV-1", line: 2, amount: nil, reason: "", on: BillBook.day("2026-03-03"), recordedAt: 1)
  }

  /// Columns of which nothing is proven, each with its reason in the book's notes.
  private static let outside: Set = ["reject.state", "reject.settled_by", "plan.removed_at"]

  private struct Table {
    var name: String
    var columns: [String]
    var keys: [String]
  }

  private func tables(_ connection: SQLConnection) throws(BookError) -> [Table] {
    try connection.rows(
      "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_no_delete' ORDER BY 1"
    ).map { row throws(BookError) in
      let info = try connection.rows("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid", [.text(row.text(0))])
      return Table(
        name: row.text(0), columns: info.map { $0.text(0) }, keys: info.filter { $0.integer(1) > 0 }.map { $0.text(0) })
    }
  }

  /// What is found after a change, which is undone.
  private func findings(_ change: String, _ connection: SQLConnection) throws(BookError) -> [String] {
    try connection.executeScript("SAVEPOINT tampering; PRAGMA defer_foreign_keys = ON")
    try connection.executeScript(change)
    var findings: [String] = []
    for check in BookCheck.allCases where check != .guards {
      let verifier = BookVerifier(connection)
      do throws(BookError) { try verifier.run(check) } catch { verifier.find(error.message) }
      findings += verifier.findings
    }
    try connection.executeScript("ROLLBACK TO tampering; RELEASE tampering")
    return findings
  }

  /// With all triggers gone, until the end.
  private func tampering(_ body: (SQLConnection, Table) throws(BookError) -> Void) throws {
    try at.book.database.begin()
    defer { try? at.book.database.rollback() }
    try at.book.database.onWriter { connection throws(BookError) in
      let tables = try tables(connection)
      #expect(tables.count >= 26)
      for row in try connection.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'") {
        try connection.executeScript("DROP TRIGGER \(row.text(0))")
      }
      try connection.executeScript("PRAGMA ignore_check_constraints = ON")
      #expect(try findings("SELECT 1", connection) == [])
      for table in tables {
        if try connection.row("SELECT 1 FROM \(table.name)") == nil { Issue.record("\(table.name) has no row") }
        try body(connection, table)
      }
      try connection.executeScript("PRAGMA ignore_check_constraints = OFF")
    }
  }

  /// Tables whose rows are named by what they belong to.
  private static let otherNames = [
    "archived_record": "archive ", "archived_run": "archive ", "usage_archive": "archive ",
    "journal_line": "journal entry", "row_seal": "seal", "usage_run": "runs or the seal before were changed",
  ]

  private static func isNamed(_ table: String, _ findings: [String]) -> Bool {
    let names = [table, otherNames[table] ?? table] + (SealedTable.all.first { $0.parts.contains { $0.table == table } }.map { [$0.name] } ?? [])
    return findings.contains { finding in
      names.contains { finding.contains($0) || finding.contains($0.replacing("_", with: " ")) || finding.contains($0.replacing("_", with: "-")) }
    }
  }

  @Test func `is found in every column of every append-only table`() throws {
    try tampering { connection, table throws(BookError) in
      let place = "(\(table.keys.joined(separator: ", "))) IN (SELECT \(table.keys.joined(separator: ", ")) FROM \(table.name) ORDER BY 1 DESC, \(table.keys.count) LIMIT 1)"
      for column in table.columns where !Self.outside.contains("\(table.name).\(column)") {
        let found = try findings(
          """
          UPDATE \(table.name) SET \(column) = CASE typeof(\(column)) WHEN 'integer' THEN \(column) + 1000000
            WHEN 'text' THEN \(column) || 'x' WHEN 'blob' THEN \(column) || x'00' ELSE 1 END WHERE \(place)
          """, connection)
        #expect(Self.isNamed(table.name, found), "\(table.name).\(column): \(found)")
      }
    }
  }

  @Test func `is found where rows are taken away or put in`() throws {
    try tampering { connection, table throws(BookError) in
      let keys = table.keys.joined(separator: ", ")
      for order in ["", "DESC"] {
        let found = try findings(
          "DELETE FROM \(table.name) WHERE (\(keys)) IN (SELECT \(keys) FROM \(table.name) ORDER BY 1 \(order) LIMIT 1)", connection)
        #expect(Self.isNamed(table.name, found), "\(table.name) \(order): \(found)")
      }
      // Like the last row, with keys of its own; into the same invoice or payment where it is a row beside one.
      let unique = try connection.rows(
        """
        SELECT DISTINCT i.name FROM pragma_index_list(?1) l, pragma_index_info(l.name) i WHERE l."unique" = 1
        """, [.text(table.name)]
      ).map { $0.text(0) } + table.keys
      let owner = SealedTable.all.lazy.flatMap(\.parts).first { $0.table == table.name }?.column
      let values = table.columns.map { column in
        unique.contains(column) && column != owner
          ? "CASE typeof(\(column)) WHEN 'integer' THEN \(column) + 1000000 WHEN 'text' THEN \(column) || 'x' ELSE \(column) END" : column
      }
      let found = try findings(
        "INSERT INTO \(table.name) SELECT \(values.joined(separator: ", ")) FROM \(table.name) ORDER BY \(table.keys[0]) DESC LIMIT 1",
        connection)
      #expect(Self.isNamed(table.name, found), "\(table.name): \(found)")
    }
  }

  /// A payment that nobody posted, by a program that is not ours: now, and after the next that is posted.
  @Test func `is found where a payment is put in that was never posted`() throws {
    let script = """
      import sqlite3, sys
      db = sqlite3.connect(sys.argv[1])
      try: db.execute(sys.argv[2])
      except sqlite3.IntegrityError as error: print(error)
      db.commit()
      """
    let payment = "INSERT INTO payment SELECT (SELECT max(id) + 1 FROM payment), 'fake', kind, account, day, amount, paid_currency, paid_amount, rate, method, memo, entry FROM payment WHERE reference = 'P1'"
    #expect(try at.place.python(script, at.book.path, payment) == "payment is append-only\n")
    let entry = payment.replacing(", entry FROM payment WHERE", with: ", (SELECT id FROM journal WHERE kind = 'invoice') FROM payment WHERE")
    #expect(try at.place.python(script, at.book.path, entry) == "")
    #expect(try at.findings().contains { $0.contains("payment fake is not what its journal entry says") })
    try at.pay("A-2", "1", "2026-03-05", "P4")
    #expect(try at.findings().contains { $0.hasPrefix("row-chain: payment: row ") && $0.hasSuffix("is in no seal; something else than tollbook wrote them") })
  }
}
