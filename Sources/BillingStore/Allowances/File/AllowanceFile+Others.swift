internal import RatePlans
internal import Rating
internal import Synchronization

/// What a run does not have.
extension AllowanceFile {
  /// Those who used something since the last settling, and are not among the run's customers, or had it under a plan that is
  /// not among the run's: `account 'C1001'`, `service '4930' of account 'C1001'`, `plan 'retail'`; each once, in order.
  package func usersElsewhere() throws(BookError) -> [String] {
    try database.onWriter { connection throws(BookError) in
      let known = Set(tables.promises.map(\.id))
      let rows = owners.withLock { $0 }
      var found: Set<String> = []
      let tables: [any StoredCounter.Type] = [
        AllowanceCounter.self, VolumeCounter.self, SpendingCounter.self, LimitCounter.self,
      ]
      for counter in tables {
        let isOther = counter.columns.map { "c.\($0) IS NOT o.\($0)" }.joined(separator: " OR ")
        try connection.each(
          """
          SELECT c.promise, c.owner, p.plan, p.shared = 'service', w.name, coalesce(a.name, '')
          FROM \(counter.table) c LEFT JOIN \(Self.openingPrefix)\(counter.table) o USING (promise, owner, cycle)
            JOIN promise p ON p.id = c.promise JOIN owner w ON w.id = c.owner LEFT JOIN owner a ON a.id = w.account
          WHERE \(isOther)
          """, []
        ) { row in
          guard known.contains(row.integer(0)) else {
            found.insert("plan '\(row.text(2))'")
            return
          }
          let isService = row.integer(3) != 0
          guard rows.ofRun(row.integer(1), isService ? .service : .account) < 0 else { return }
          found.insert(row.text(5).isEmpty ? "account '\(row.text(4))'" : "service '\(row.text(4))' of account '\(row.text(5))'")
        }
      }
      return found.sorted()
    }
  }
}
