extension Book {
  /// Bill runs, the newest first. One without an end was interrupted: run again with the same date, and it goes on.
  package func billRuns() throws(BookError) -> Listing {
    try database.read { connection throws(BookError) in
      var listing = Listing(["run", "as_of", "filter", "state", "accounts", "closed", "set_aside", "nothing_to_bill", "invoices"])
      for row in try connection.rows(
        """
        SELECT r.id, r.as_of, r.filter, r.finished_at IS NULL, r.accounts,
          (SELECT count(*) FROM bill_run_account a WHERE a.run = r.id AND a.outcome = 'closed'),
          (SELECT count(*) FROM bill_run_account a WHERE a.run = r.id AND a.outcome = 'set_aside'),
          (SELECT count(*) FROM bill_run_account a WHERE a.run = r.id AND a.outcome = 'nothing_to_bill'),
          (SELECT count(*) FROM invoice i WHERE i.run = r.id)
        FROM bill_run r ORDER BY r.id DESC
        """)
      {
        listing.rows.append([
          .integer(row.integer(0)), .day(row.int(1)), .text(row.text(2)), .text(row.integer(3) == 0 ? "finished" : "interrupted"),
          .integer(row.integer(4)), .integer(row.integer(5)), .integer(row.integer(6)), .integer(row.integer(7)),
          .integer(row.integer(8)),
        ])
      }
      return listing
    }
  }

  /// Accounts that a run set aside, each with its reason; `nil` is the last run.
  package func setAside(run: Int64?) throws(BookError) -> Listing {
    try database.read { connection throws(BookError) in
      var listing = Listing(["account", "reason"])
      for row in try connection.rows(
        """
        SELECT a.name, x.reason FROM bill_run_account x JOIN account a ON a.id = x.account
        WHERE x.run = coalesce(?1, (SELECT max(id) FROM bill_run)) AND x.outcome = 'set_aside' ORDER BY a.name
        """, [SQLValue(run)])
      { listing.rows.append([.text(row.text(0)), .text(row.text(1))]) }
      return listing
    }
  }
}
