internal import Billing
internal import Telecom

/// What must hold for a discount beyond the form of its values: nothing of its value may be cut off.
enum DiscountRules {
  static func check(_ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    guard !draft.isFaulty("value"), let value = draft.integer("value") else { return }
    let text = ValueKind.decimal(0...Int64.max).text(.integer(value), draft.context)
    switch draft.text("kind") {
    case "percent":
      do throws(ValueFault) {
        _ = try ValueKind.percent.value(text, draft.context)
      } catch {
        writer.error(&draft, "value", "value: \(error.message)", remedy: error.remedy)
      }
    case "amount":
      guard let currency = try currency(draft, writer), value % MinorUnits(currency).nanosPerUnit != 0 else { return }
      writer.error(
        &draft, "value", "value: '\(text)' is no amount of \(currency)", remedy: "write at most \(currency.minorDigits) decimals")
    default: return
    }
  }

  /// Of the account it is given to, or the book's own.
  private static func currency(_ draft: RecordDraft, _ writer: RecordWriter) throws(BookError) -> Currency? {
    let row = try writer.connection.row(
      "SELECT currency FROM account WHERE id = coalesce(?1, (SELECT account FROM service WHERE id = ?2))",
      [draft["account"], draft["service"]])
    if let row { return Currency(row.text(0)) }
    return Currency(try Book.setting("currency", writer.connection) ?? "")
  }
}
