internal import Telecom

extension Book {
  /// What every owner of a pool has used and has left.
  /// - Parameter now: milliseconds since 1970; boosters that have expired then are not left.
  /// - Throws: `.invalid` for an account, a service or a plan that the book does not have.
  package func allowances(_ selection: AllowanceSummary.Selection, now: Int64) throws(BookError) -> Listing {
    try database.read { connection throws(BookError) in
      for (table, name) in [("account", selection.account), ("service", selection.service), ("plan", selection.plan)] {
        guard let name, try connection.row("SELECT 1 FROM \(table) WHERE name = ?1", [.text(name)]) == nil else { continue }
        throw BookError(.invalid, "there is no \(table) '\(name)'; name one that 'tollbook \(table) list' shows")
      }
      do throws(BookError) {
        return try AllowanceSummary.ofBook.listing(selection, now: now, connection)
      } catch {
        throw error.kind == .damaged ? BookError(.damaged, "\(error.message); run 'tollbook verify'") : error
      }
    }
  }
}
