internal import Telecom

/// What must hold for who buys and sells at which level.
enum LevelRules {
  /// A reseller's row without a beginning holds from the midnight with which its account begins.
  static func fillBegin(_ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    guard draft["valid_from"] == .null,
      let row = try writer.connection.row("SELECT opened FROM account WHERE id = ?1", [draft["account"]])
    else { return }
    let midnight = CivilTime(milliseconds: row.integer(0) * CivilTime.millisecondsPerDay)
    draft["valid_from"] = .integer(Timestamp(midnight, in: draft.context.zone).milliseconds)
  }

  /// One row at a time for whom it is about.
  /// - Parameter column: of the table, that says whom.
  static func check(
    _ draft: inout RecordDraft, _ writer: RecordWriter, table: String, column: String, named name: (String) -> String
  ) throws(BookError) {
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
