/// What must hold for a usage limit beyond the form of its values.
enum UsageLimitRules {
  static func check(_ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    if !draft.isFaulty("account"), !draft.isFaulty("service"), (draft["account"] == .null) == (draft["service"] == .null) {
      writer.error(
        &draft, "account", "a limit is for an account or for a service", remedy: "name one of the two, and not both")
    }
    if let soft = draft.integer("soft"), let hard = draft.integer("hard"), soft > hard {
      writer.error(&draft, "soft", "it is above the hard limit, and would come behind it", remedy: "mend one of the two")
    }
    guard let id = draft.id,
      try writer.connection.row("SELECT 1 FROM usage_limit_count WHERE usage_limit = ?1 LIMIT 1", [.integer(id)]) != nil
    else { return }
    for column in ["account", "service", "measure", "period"] where draft.changes(column) {
      writer.error(
        &draft, column, "the limit has counted usage, its \(column) stays",
        remedy: "clear its soft and hard, and add another limit")
    }
  }

  static func follow(_ draft: RecordDraft, _ writer: RecordWriter) throws(BookError) {
    guard let id = draft.id else { return }
    var watch = LimitWatch(writer.connection, recordedAt: writer.trail.recordedAt)
    try watch.reconsider(id)
  }
}
