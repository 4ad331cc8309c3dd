internal import Telecom

extension AllowanceFile {
  /// What every owner of a pool has used and has left, by owner, plan, kind, name and cycle. Changes no byte of the file.
  /// - Parameter now: milliseconds since 1970; boosters that have expired then are not left.
  /// - Throws: `.invalid` for an account, a service or a plan that the file does not know.
  package static func summary(of path: String, _ selection: AllowanceSummary.Selection, now: Int64) throws(BookError) -> Listing {
    try check(path)
    let database = try SQLDatabase(path: path, of: .allowances, for: .reading)
    return try database.read { connection throws(BookError) in
      try check(selection, connection, path)
      do throws(BookError) {
        return try AllowanceSummary.ofFile.listing(selection, now: now, connection)
      } catch {
        guard error.kind == .damaged else { throw error }
        throw BookError(.damaged, "\(path): \(error.message); restore the state of allowances from a copy")
      }
    }
  }

  /// Names of the plans whose promises the file knows.
  package static func plans(of path: String) throws(BookError) -> [String] {
    try check(path)
    return try SQLDatabase(path: path, of: .allowances, for: .reading).read { connection throws(BookError) in
      try plans(connection)
    }
  }

  private static func plans(_ connection: SQLConnection) throws(BookError) -> [String] {
    try connection.rows("SELECT DISTINCT plan FROM promise ORDER BY plan").map { $0.text(0) }
  }

  private static func check(
    _ selection: AllowanceSummary.Selection, _ connection: SQLConnection, _ path: String
  ) throws(BookError) {
    for (scope, name) in [("account", selection.account), ("service", selection.service)] {
      guard let name else { continue }
      let isKnown = try connection.row(
        "SELECT 1 FROM owner WHERE name = ?1 AND (account > 0) = ?2", [.text(name), .integer(scope == "service" ? 1 : 0)]) != nil
      if isKnown { continue }
      throw BookError(.invalid, "\(path): nothing was counted for \(scope) '\(name)'; name one whose usage was rated here")
    }
    guard let plan = selection.plan else { return }
    let plans = try plans(connection)
    guard !plans.contains(plan) else { return }
    throw BookError(
      .invalid, "\(path): nothing was counted for plan '\(plan)'; "
        + (plans.isEmpty ? "no run has counted anything here" : Spelling.hint(for: plan, among: plans)))
  }
}
