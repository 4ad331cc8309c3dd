/// What must hold for a recurring charge beyond the form of its values.
enum ChargeRules {
  static func check(_ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    if let start = draft.integer("start_day"), let end = draft.integer("end_day"), end < start {
      writer.error(&draft, "end_day", "it ends before it begins", remedy: "end_day is the first day no longer charged")
    }
    if !draft.isFaulty("product"), draft["product"] != .null,
      let row = try writer.connection.row("SELECT kind FROM product WHERE code = ?1", [draft["product"]]),
      row.text(0) != "recurring"
    {
      writer.error(
        &draft, "product", "\(draft.text("product")) is a product of kind \(row.text(0))", remedy: "name a recurring one")
    }
    if !draft.isFaulty("service"), !draft.isFaulty("account"), draft["service"] != .null,
      let row = try writer.connection.row(
        "SELECT s.account, a.name FROM service s JOIN account a ON a.id = s.account WHERE s.id = ?1", [draft["service"]]),
      row.values[0] != draft["account"]
    {
      writer.error(
        &draft, "service", "that service belongs to the account \(row.text(1))",
        remedy: "charge \(row.text(1)), or name another service")
    }
    guard let id = draft.id,
      try writer.connection.row("SELECT 1 FROM charge_period WHERE charge = ?1 LIMIT 1", [.integer(id)]) != nil
    else { return }
    for column in ["account", "service", "product", "frequency", "anchor", "timing", "proration", "start_day"]
    where draft.changes(column) {
      writer.error(
        &draft, column, "the charge stands on an invoice, its \(column) stays", remedy: "end it with end_day, and add another")
    }
  }

  /// A new charge is for one, at the catalogue's price, until terms say otherwise.
  static func addFirstTerm(_ draft: RecordDraft, _ writer: RecordWriter) throws(BookError) {
    guard draft.isNew, let id = draft.id else { return }
    try writer.connection.execute(
      "INSERT INTO charge_term (charge, valid_from, quantity, price) VALUES (?1, ?2, 1000000000, NULL)",
      [.integer(id), draft["start_day"]])
  }
}
