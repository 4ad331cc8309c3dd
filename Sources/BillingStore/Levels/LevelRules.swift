internal import Telecom

/// What must hold for who buys and sells at which level.
enum LevelRules {
  private static func checkPlan(_ draft: inout RecordDraft, _ column: String, _ writer: RecordWriter) throws(BookError) {
    let name = draft.text(column)
    let names = try writer.connection.rows("SELECT DISTINCT name FROM plan WHERE removed_at IS NULL ORDER BY name").map { $0.text(0) }
    guard !name.isEmpty, !names.contains(name) else { return }
    let nearest = Spelling.nearest(to: name, among: names).map { "did you mean \($0)? Else import" } ?? "import"
    writer.error(
      &draft, column, "the book has no plan '\(name)' in use", remedy: "\(nearest) it first, with 'tollbook plan import'")
  }

  /// An account that comes onto an invoice with a reseller above it brings no usage along: the reseller has bought it.
  static func checkMove(_ draft: inout RecordDraft, to parent: Int64, _ writer: RecordWriter) throws(BookError) {
    guard let id = draft.id, draft.changes("parent") || draft.changes("billing"), draft.text("billing") == "consolidated",
      let reseller = try writer.connection.row(
        """
        WITH RECURSIVE above (id, next) AS (
          SELECT ?1, iif(billing = 'consolidated', parent, NULL) FROM account WHERE id = ?1 UNION
          SELECT a.id, iif(a.billing = 'consolidated', a.parent, NULL) FROM account a JOIN above b ON a.id = b.next)
        SELECT a.name FROM above b JOIN account a ON a.id = b.id WHERE a.id IN (SELECT account FROM reseller) LIMIT 1
        """, [.integer(parent)]),
      let open = try writer.connection.row(
        """
        WITH RECURSIVE below (id) AS (
          SELECT ?1 UNION SELECT a.id FROM account a JOIN below b ON a.parent = b.id WHERE a.billing = 'consolidated'),
        payer (id, next) AS (
          SELECT id, iif(billing = 'consolidated', parent, NULL) FROM account WHERE id = ?1 UNION
          SELECT a.id, iif(a.billing = 'consolidated', a.parent, NULL) FROM account a JOIN payer b ON a.id = b.next)
        SELECT a.name, (SELECT name FROM account WHERE id = (SELECT id FROM payer WHERE next IS NULL)) FROM below b
        JOIN account a ON a.id = b.id JOIN account_balance s ON s.account = b.id WHERE s.unbilled_nanos <> 0 LIMIT 1
        """, [.integer(id)])
    else { return }
    writer.error(
      &draft, draft.changes("billing") ? "billing" : "parent",
      "\(open.text(0)) has usage on no invoice yet, and reseller \(reseller.text(0)) above it pays what it buys of that",
      remedy: "close it first, with 'tollbook bill close \(open.text(1)) --as-of DAY'; DAY is the first that stays open")
  }

  /// Whose usage counts towards limits depends on who is a reseller.
  static func follow(_ draft: RecordDraft, _ writer: RecordWriter) throws(BookError) {
    guard draft.before == nil else { return }
    try writer.connection.execute("UPDATE usage_limit_count SET used = NULL")
  }

  /// One row at a time for whom it is about.
  /// - Parameters:
  ///   - column: of the table, that says whom.
  ///   - plans: columns that name plans. Those of a row that was there already may be out of use by now.
  static func check(
    _ draft: inout RecordDraft, _ writer: RecordWriter, table: String, column: String, plans: [String],
    named name: (String) -> String
  ) throws(BookError) {
    for column in plans where draft.before == nil || draft.changes(column) { try checkPlan(&draft, column, writer) }
    let from = draft.integer("valid_from") ?? 0
    if let to = draft.integer("valid_to"), to <= from {
      writer.error(
        &draft, "valid_to", "valid_to is not after valid_from", remedy: "valid_to is the first moment that it does not count")
    }
    guard !draft.isRefused else { return }
    let other = try writer.connection.row(
      """
      SELECT valid_from FROM \(table) WHERE \(column) = ?1 AND valid_from <> ?2 AND (?3 IS NULL OR valid_from < ?3)
        AND (valid_to IS NULL OR valid_to > ?2) ORDER BY valid_from LIMIT 1
      """, [draft[column], .integer(from), draft["valid_to"]])
    guard let other else { return }
    let since = ValueKind.instant.text(other.values[0], draft.context)
    writer.error(
      &draft, "valid_from", "\(name(draft.input.texts[draft.kind.index(column)] ?? "")) has a row since \(since) at the same time",
      remedy: "end that one first with valid_to, or give these dates that do not overlap")
  }
}
