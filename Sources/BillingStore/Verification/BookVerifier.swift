internal import Foundation

extension Book {
  /// Proves the book on one state of it, from its rows alone.
  /// - Parameter checks: which; a check that cannot even read has that as its finding.
  package func verify(_ checks: [BookCheck] = BookCheck.allCases) throws(BookError) -> Verification {
    try database.read { connection throws(BookError) in
      Verification(
        outcomes: checks.map { check in
          let verifier = BookVerifier(connection)
          do throws(BookError) {
            try verifier.run(check)
          } catch {
            verifier.find(error.message)
          }
          return .init(check: check, count: verifier.count, findings: verifier.findings)
        })
    }
  }
}

/// The checks of ``BookCheck``: plain SQL and arithmetic of their own, apart from the code that wrote the rows.
final class BookVerifier {
  let connection: SQLConnection
  var count: Int64 = 0
  private(set) var findings: [String] = []
  private var left = 0

  /// Findings of a check that are named one by one; more are counted.
  private static let named = 100

  init(_ connection: SQLConnection) { self.connection = connection }

  func find(_ message: String) {
    if findings.count < Self.named { return findings.append(message) }
    left += 1
    if left == 1 { findings.append("") }
    findings[Self.named] = "and \(left) more"
  }

  /// A finding for each row of a query that should have none.
  func none(_ sql: String, _ message: (SQLRow) -> String) throws(BookError) {
    try connection.each(sql) { statement throws(BookError) in find(message(statement.row)) }
  }

  func number(_ sql: String) throws(BookError) -> Int64 { try connection.row(sql)?.optionalInteger(0) ?? 0 }

  func run(_ check: BookCheck) throws(BookError) {
    switch check {
    case .file: try checkFile()
    case .guards: try checkGuards()
    case .ledger: try checkLedger()
    case .journalChain: try checkJournalChain()
    case .rowChain: try checkRowChain()
    case .usage: try checkUsage()
    case .usageChain: try checkUsageChain()
    case .conservation: try checkConservation()
    case .usageLimits: try checkUsageLimits()
    case .chargeDays: try checkChargeDays()
    case .arithmetic: try checkArithmetic()
    case .invoiceChain: try checkInvoiceChain()
    case .reproduction: try checkReproduction()
    case .billRuns: try checkBillRuns()
    case .statements: try checkStatements()
    case .trail: try checkTrail()
    }
  }

  private func checkFile() throws(BookError) {
    count = try number("SELECT count(*) FROM sqlite_master WHERE type = 'table'")
    for row in try connection.rows("PRAGMA integrity_check(20)") where row.text(0) != "ok" { find(row.text(0)) }
    for row in try connection.rows("PRAGMA foreign_key_check") {
      find("\(row.text(0)) row \(row.optionalInteger(1).map(String.init) ?? "?") refers to a row of \(row.text(2)) that is not there")
    }
    for row in try connection.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name") {
      try checkTypes(of: row.text(0))
    }
    for row in try connection.rows("SELECT id, name, digest FROM plan ORDER BY id") {
      if try PlanStore.content(row.integer(0), digest: row.blob(2), connection) == nil {
        find("plan \(row.text(1)) (id \(row.integer(0))): its files are not what their digest says")
      }
    }
  }

  /// SQLite keeps a value of any type in any column; a column of the book holds what it was declared for.
  private func checkTypes(of table: String) throws(BookError) {
    var wrong: [String] = []
    for column in try connection.rows("SELECT name, type, \"notnull\" FROM pragma_table_info(?1)", [.text(table)]) {
      let type: String? = switch column.text(1) {
      case "INTEGER", "BIGINT": "integer"
      case "TEXT": "text"
      case "BLOB": "blob"
      default: nil  // A column for values of several types.
      }
      guard let type else { continue }
      wrong.append("typeof(\(column.text(0))) NOT IN ('\(type)'\(column.int(2) == 0 ? ", 'null'" : ""))")
    }
    guard !wrong.isEmpty else { return }
    try none("SELECT * FROM \(table) WHERE \(wrong.joined(separator: " OR "))") { row in
      "\(table): a value is of another type than its column in the row that begins \(row.values.prefix(3))"
    }
  }

  /// The schema that this program makes, against the one in the file.
  private func checkGuards() throws(BookError) {
    let expected = try SQLDatabase.schema { connection throws(BookError) in try Migrations.migrate(connection, from: 0) }
    let found = try connection.schema()
    count = Int64(expected.keys.count { $0.hasPrefix("trigger ") })
    for (name, sql) in expected.sorted(by: { $0.key < $1.key }) {
      guard let other = found[name] else {
        find("\(name) is missing")
        continue
      }
      if other != sql { find("\(name) was changed") }
    }
    for name in found.keys.sorted() where expected[name] == nil { find("\(name) is not one of the book's") }
  }
}
