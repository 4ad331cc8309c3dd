internal import Billing
internal import RatePlans
internal import Telecom

/// What must hold for an account beyond the form of its values.
enum AccountRules {
  static func check(_ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    try fillIn(&draft, writer)
    try checkParent(&draft, writer)
    try checkCurrency(&draft, writer)
    checkDays(&draft, writer)
    try checkFields(&draft, writer)
  }

  /// Credit and usage limits may be reached by a change of the account itself.
  static func follow(_ draft: RecordDraft, _ writer: RecordWriter) throws(BookError) {
    guard let id = draft.id, let before = draft.before else { return }
    if ["parent", "billing", "frequency", "cycle_day", "cycle_anchor", "opened"].contains(where: draft.changes) {
      // Other usage counts towards usage limits now, or by other cycles.
      try writer.connection.execute("UPDATE usage_limit_count SET used = NULL")
    }
    guard ["credit_limit", "warning_level", "parent", "billing"].contains(where: draft.changes) else { return }
    func old(_ column: String) -> Int64? {
      if case .integer(let value) = before[draft.kind.index(column)] { value } else { nil }
    }
    let wasConsolidated = before[draft.kind.index("billing")] == "consolidated"
    try CreditWatch(writer.connection, recordedAt: writer.trail.recordedAt).follow(
      changeOf: id, credit: CreditLimit(limit: old("credit_limit") ?? 0, warning: old("warning_level")),
      parent: wasConsolidated ? old("parent") : nil)
  }

  private static func fillIn(_ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    for (column, setting) in [("currency", "currency"), ("time_zone", "time_zone")]
    where draft[column] == .null && !draft.isFaulty(column) {
      if let value = try Book.setting(setting, writer.connection) {
        draft[column] = .text(value)
      } else {
        writer.error(&draft, column, "the account has no \(column), and the book neither", remedy: "give it one")
      }
    }
    try takeAmounts(&draft, writer)
    if draft["opened"] == .null, !draft.isFaulty("opened") {
      let zone = ZoneTable.shared.zone(draft.text("time_zone")) ?? .utc
      let second = writer.trail.recordedAt.flooredDivision(by: 1000)
      draft["opened"] = .integer(Int64(zone.day(at: second)))
    }
  }

  /// Amounts are read in the currency of the row, which may be the book's or have changed.
  private static func takeAmounts(_ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    guard let currency = Currency(draft.text("currency")) else { return }
    let before = draft.before.flatMap { before -> Currency? in
      if case .text(let code) = before[draft.kind.index("currency")] { Currency(code) } else { nil }
    }
    draft.context.currency = currency
    for column in ["credit_limit", "warning_level"] where !draft.isFaulty(column) {
      let index = draft.kind.index(column)
      let kept = draft.changes("currency") ? ValueKind.amount.text(draft[column], ValueContext(currency: before)) : ""
      let typed = draft.input.texts[index] ?? kept
      guard !typed.isEmpty else { continue }
      do throws(ValueFault) {
        draft[column] = try ValueKind.amount.value(typed, draft.context)
      } catch {
        writer.error(&draft, column, "\(column): \(error.message)", remedy: error.remedy)
      }
    }
  }

  private static func checkParent(_ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    guard !draft.isFaulty("parent") else { return }
    guard let parent = draft.integer("parent") else {
      if draft.text("billing") == "consolidated" {
        writer.error(
          &draft, "billing", "a consolidated account needs a parent to be billed with",
          remedy: "name its parent, or bill it on its own")
      }
      return
    }
    if let id = draft.id, draft.changes("parent") {
      var next: Int64? = parent
      while let account = next, account != id {
        next = try writer.connection.row("SELECT parent FROM account WHERE id = ?1", [.integer(account)])?.optionalInteger(0)
      }
      if next != nil {
        writer.error(
          &draft, "parent", "\(draft.text("name")) would be its own ancestor", remedy: "name an account that is not below it")
      }
    }
    try LevelRules.checkMove(&draft, to: parent, writer)
    guard draft.text("billing") == "consolidated", !draft.isFaulty("currency"),
      let row = try writer.connection.row("SELECT name, currency FROM account WHERE id = ?1", [.integer(parent)]),
      row.text(1) != draft.text("currency")
    else { return }
    writer.error(
      &draft, "billing",
      "its currency is \(draft.text("currency")), that of its parent \(row.text(0)) is \(row.text(1)); one invoice has one currency",
      remedy: "bill it on its own, or in \(row.text(1))")
  }

  private static func checkCurrency(_ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    guard draft.changes("currency"), let id = draft.id else { return }
    for table in ["journal_line", "usage_run"]
    where try writer.connection.row("SELECT 1 FROM \(table) WHERE account IN (?1, -?1) LIMIT 1", [.integer(id)]) != nil {
      return writer.error(
        &draft, "currency", "something is posted on \(draft.text("name")), its currency stays",
        remedy: "close it, and open another account")
    }
    let child = try writer.connection.row(
      "SELECT name FROM account WHERE parent = ?1 AND billing = 'consolidated' AND currency <> ?2 LIMIT 1",
      [.integer(id), draft["currency"]])
    if let child {
      writer.error(
        &draft, "currency", "\(child.text(0)) is billed with it in another currency",
        remedy: "bill \(child.text(0)) on its own first")
    }
  }

  private static func checkDays(_ draft: inout RecordDraft, _ writer: RecordWriter) {
    if let opened = draft.integer("opened"), let closed = draft.integer("closed"), closed < opened {
      writer.error(&draft, "closed", "it is closed before it was opened", remedy: "mend one of the two days")
    }
    if draft.text("status") == "closed", draft["closed"] == .null, !draft.isFaulty("closed") {
      writer.error(&draft, "status", "a closed account needs the day since when it is", remedy: "fill in closed")
    }
  }

  private static func checkFields(_ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    for (name, text) in draft.extras.sorted(by: { $0.key < $1.key }) where draft.extrasBefore[name] != text {
      let row = try writer.connection.row("SELECT type FROM custom_field WHERE name = ?1", [.text(name)])
      let place = draft.input.place(nil, name)
      guard let row, let type = PropertyType(rawValue: row.text(0)) else {
        draft.isRefused = true
        writer.log.error(place, "no field '\(name)' is declared", remedy: "declare it with 'tollbook field add \(name)'")
        continue
      }
      do throws(ValueFault) {
        draft.extras[name] = try type.canonical(text)
      } catch {
        draft.isRefused = true
        writer.log.error(place, "custom.\(name): \(error.message)", remedy: error.remedy)
      }
    }
  }
}
