/// An append-only table whose rows are sealed by the transaction that writes them, with the rows of other tables that are
/// written with each and belong to it.
struct SealedTable {
  let name: String
  /// Those that are sealed. Left out is what may change, or has a hash of its own among them.
  var columns = "*"
  /// A seal for each row, not for all of a transaction.
  var isEach = false
  /// Tables that name the row in a column, and what their rows are ordered by within it.
  var parts: [(table: String, column: String, order: String)] = []

  static let all = [
    SealedTable(name: "audit"),
    SealedTable(name: "service_status"),
    SealedTable(name: "plan", columns: "id, name, valid_from, digest", isEach: true),
    SealedTable(name: "usage_batch", isEach: true),
    SealedTable(name: "usage_price"),
    SealedTable(
      name: "usage_archive", columns: "id, month, file, content_hash, usage_count, records_hash, archived_at", isEach: true),
    SealedTable(
      name: "reject",
      columns: "id, batch, reason, field, source, line, byte_offset, message, format, time_zone, header, record, record_hash"),
    SealedTable(name: "ledger_account"),
    SealedTable(name: "one_off"),
    SealedTable(
      name: "invoice",
      columns: """
        id, kind, series, number, account, period_from, period_to, invoice_day, due_day, is_final, currency, carried_forward,
        movements, charges, taxes, total_due, skonto_day, skonto_amount, credits, run, entry, hash
        """,
      isEach: true,
      parts: [
        ("invoice_line", "invoice", "position"), ("invoice_run", "invoice", "run"), ("invoice_one_off", "invoice", "one_off"),
        ("invoice_entry", "invoice", "entry"), ("invoice_discount", "invoice", "discount"),
        ("credit_note_line", "invoice", "position"), ("charge_period", "invoice", "id"),
      ]),
    SealedTable(name: "payment", isEach: true, parts: [("reversal", "payment", "reverses")]),
    SealedTable(name: "allocation"),
    SealedTable(name: "outbox"),
    SealedTable(name: "number_table", columns: "id, kind, file, number_count, digest, taken_at", isEach: true),
    SealedTable(name: "usage_batch_table"),
  ]
}
