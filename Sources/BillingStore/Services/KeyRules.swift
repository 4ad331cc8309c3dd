internal import RatePlans
internal import Rating
internal import Telecom

/// What must hold for the key of a service.
enum KeyRules {
  /// Numbers and addresses are kept in one form, so that one number has one key.
  static func prepare(_ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    let text = draft.text("key")
    if let kind = KeyKind(rawValue: draft.text("kind")) {
      do throws(ServiceKey.Fault) {
        _ = try ServiceKey.keys(of: text, kind: kind, numbers: asWritten)
        draft["key"] = .text(kept(text, kind))
      } catch {
        writer.error(&draft, "key", error.message, remedy: error.remedy)
      }
    }
    try ServiceRules.fillBegin("valid_from", &draft, writer)
  }

  /// Dialling rules belong to plans; the directory applies them when it is compiled.
  private static let asWritten = NumberNormaliser(DiallingRules())

  private static func kept(_ text: String, _ kind: KeyKind) -> String {
    let type: PropertyType? = switch kind {
    case .number, .did: .number
    case .ip: .ip
    case .accountCode, .card, .user, .range, .trunk: nil
    }
    return type.flatMap { try? $0.canonical(text) } ?? text
  }

  static func check(_ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    let from = draft.integer("valid_from") ?? 0
    if let to = draft.integer("valid_to"), to < from {
      writer.error(
        &draft, "valid_to", "valid_to is before valid_from",
        remedy: "valid_to is the first moment that the key does not count")
    }
    guard !draft.isRefused else { return }
    let others = try writer.connection.rows(
      """
      SELECT s.name, k.valid_from, k.valid_to FROM service_key k JOIN service s ON s.id = k.service
      WHERE k.kind = ?1 AND k.key = ?2 AND (k.service <> ?3 OR k.valid_from <> ?4)
      AND (?5 IS NULL OR k.valid_from < ?5) AND (k.valid_to IS NULL OR k.valid_to > ?4)
      ORDER BY k.valid_from LIMIT 1
      """, [draft["kind"], draft["key"], draft["service"], .integer(from), draft["valid_to"]])
    guard let other = others.first, draft.integer("valid_to") != from else { return }
    let since = ValueKind.instant.text(other.values[1], draft.context)
    writer.error(
      &draft, "key", "the \(draft.text("kind")) \(draft.text("key")) belongs to service \(other.text(0)) since \(since)",
      remedy: "end that one first with valid_to, or give these dates that do not overlap")
  }
}
