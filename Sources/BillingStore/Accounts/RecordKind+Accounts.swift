extension RecordKind {
  package static let accounts = RecordKind(
    "accounts", object: "account", table: "account",
    columns: [
      RecordColumn("name", .name, required: true, "the operator's account number"),
      RecordColumn("title", .text, empty: "", "the customer's name"),
      RecordColumn("parent", .reference(.account), "the account above it"),
      RecordColumn(
        "billing", .choice(["own", "consolidated"]), empty: "own",
        "consolidated: its charges stand on an account's invoice above it"),
      RecordColumn("status", .choice(["open", "closed"]), empty: "open", "open or closed"),
      RecordColumn("currency", .currency, "three letters; the book's where empty"),
      RecordColumn("time_zone", .zone, "whose days count; the book's where empty"),
      RecordColumn(
        "frequency", .frequency, empty: "monthly",
        "of invoices: monthly, weekly, two_weekly, quarterly, half_yearly, yearly, every_10_days"),
      RecordColumn(
        "cycle_day", .integer(1...31), empty: 1,
        "day of the month on which cycles of months begin; short months end earlier"),
      RecordColumn("cycle_anchor", .day, "a day on which a cycle begins; opened where empty"),
      RecordColumn("opened", .day, "first day; today where empty"),
      RecordColumn("closed", .day, "first day on which it is closed"),
      RecordColumn("tax_place", .text, empty: "", "where it is taxed"),
      RecordColumn("tax_exempt", .text, empty: "", "authorities that take nothing, separated by blanks; * is all"),
      RecordColumn("credit_limit", .amount, empty: 0, "how far below zero its balance may go"),
      RecordColumn("warning_level", .amount, "a warning comes when no more than this is available"),
      RecordColumn("language", .name, empty: "en", "of its documents"),
      RecordColumn("documents", .text, empty: "", "kinds wanted, separated by blanks"),
      RecordColumn("payment_method", .text, empty: "", "how it pays"),
      RecordColumn("due_days", .integer(0...3660), empty: 14, "days from the invoice's date until it is due"),
      RecordColumn("skonto_percent", .percent, empty: 0, "cash discount for paying early, of charges with taxes"),
      RecordColumn("skonto_days", .integer(0...3660), empty: 0, "days within which it may be taken"),
      RecordColumn("address", .text, empty: "", "of the customer, lines as they are"),
      RecordColumn("email", .text, empty: "", "where documents go"),
    ],
    identity: ["name"], extras: Extras(prefix: "custom.", column: "custom"),
    brief: ["name", "title", "parent", "billing", "status", "currency", "cycle_day", "credit_limit"],
    derived: [
      DerivedColumn(
        "balance", .amount, "above zero what it has in its favour, below what it owes, with those on its invoice",
        sql: AccountStanding.balance),
      DerivedColumn(
        "available", .amount, "balance + credit limit of the account that pays, itself or one above it",
        sql: AccountStanding.available),
    ],
    check: { draft, writer throws(BookError) in try AccountRules.check(&draft, writer) },
    follow: { draft, writer throws(BookError) in try AccountRules.follow(draft, writer) })

  package static let fields = RecordKind(
    "fields", object: "field", table: "custom_field",
    columns: [
      RecordColumn("name", .name, required: true, "small letters, digits and underscores"),
      RecordColumn("type", .choice(PropertyType.fieldTypes), empty: "text", "text, integer, decimal, date or boolean"),
      RecordColumn("title", .text, empty: "", "as people call it"),
    ],
    identity: ["name"],
    check: { draft, writer throws(BookError) in
      let name = draft.text("name")
      if !draft.isFaulty("name"), !PropertyName.isValid(name) {
        writer.error(&draft, "name", "'\(name)' is no name of a field", remedy: "use small letters, digits and underscores")
      }
      guard draft.changes("type") else { return }
      let used = try writer.connection.row("SELECT name FROM account WHERE custom LIKE ?1 LIMIT 1", [.text("%\"\(name)\":%")])
      if let used {
        writer.error(
          &draft, "type", "account \(used.text(0)) has a value of this field",
          remedy: "clear its values, or declare another field")
      }
    })
}
