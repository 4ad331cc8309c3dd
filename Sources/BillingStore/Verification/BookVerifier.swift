internal import Foundation

extension Book {
  /// Proves the book on one state of it, from its rows alone.
  /// - Parameter checks: which; a check that cannot even read has that as its finding.
  package func verify(_ checks: [BookCheck] = BookCheck.allCases) throws(BookError) -> Verification {
    try database.read { connection throws(BookError) in
      var damage: String?
      return Verification(
        outcomes: checks.map { check in
          let verifier = BookVerifier(connection)
          do throws(BookError) {
            try verifier.run(check)
          } catch where error.kind == .unreadable {
            damage = damage ?? BookVerifier(connection).damagedTables()
            verifier.find("not checked to the end: \(damage!)")
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
    case .usage:
      try checkUsage()
      try checkArchivedRecords()
    case .usageChain: try checkUsageChain()
    case .conservation: try checkConservation()
    case .usageLimits: try checkUsageLimits()
    case .allowances: try checkAllowances()
    case .chargeDays: try checkChargeDays()
    case .arithmetic: try checkArithmetic()
    case .invoiceChain: try checkInvoiceChain()
    case .reproduction: try checkReproduction()
    case .billRuns: try checkBillRuns()
    case .statements: try checkStatements()
    case .trail: try checkTrail()
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
