internal import RatePlans
internal import Rating
internal import Telecom

/// What must hold for a service beyond the form of its values.
enum ServiceRules {
  static func check(_ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    if let id = draft.id, draft.changes("account"),
      try writer.connection.row("SELECT 1 FROM service_status WHERE service = ?1 LIMIT 1", [.integer(id)]) != nil
    {
      writer.error(
        &draft, "account", "\(draft.text("name")) has been ordered, it stays with its account",
        remedy: "cancel it, and add another service for the new account")
    }
    guard !draft.isFaulty("type"), let type = try type(draft.text("type"), writer.connection) else { return }
    if draft.text("name").isEmpty { draft["name"] = .text(try nextName(type, writer.connection)) }
    checkProperties(&draft, type, writer)
  }

  /// What has no beginning of its own holds from the midnight with which the account of its service begins.
  static func fillBegin(_ column: String, _ draft: inout RecordDraft, _ writer: RecordWriter) throws(BookError) {
    guard draft[column] == .null,
      let service = try writer.connection.row("SELECT account FROM service WHERE id = ?1", [draft["service"]])
    else { return }
    try writer.fillBegin(column, &draft, withAccount: service.values[0])
  }

  /// The definition of a type that the book has; one that is known without a definition has no properties.
  static func type(_ name: String, _ connection: SQLConnection) throws(BookError) -> ServiceType? {
    guard let row = try connection.row("SELECT definition FROM service_type WHERE name = ?1", [.text(name)]) else {
      return RatingRuleReader.builtIns.contains { $0.name == name } ? ServiceType(named: name) : nil
    }
    return ServiceTypeTable.shared.type(name, row.text(0))
  }

  /// One more than the highest number that a generated name has.
  private static func nextName(_ type: ServiceType, _ connection: SQLConnection) throws(BookError) -> String {
    let prefix = type.generatedPrefix
    let rows = try connection.rows(
      "SELECT name FROM service WHERE name >= ?1 AND name < ?2 ORDER BY length(name) DESC, name DESC LIMIT 100",
      [.text(prefix), .text(prefix + "\u{10FFFF}")])
    let highest = rows.compactMap { Int($0.text(0).dropFirst(prefix.count)) }.max() ?? 0
    return prefix + padded(highest + 1, 6)
  }

  private static func checkProperties(_ draft: inout RecordDraft, _ type: ServiceType, _ writer: RecordWriter) {
    for (name, text) in draft.extras.sorted(by: { $0.key < $1.key }) {
      let place = draft.input.place(nil, name)
      guard let property = type.properties.first(where: { $0.name == name }) else {
        draft.isRefused = true
        writer.log.error(
          place, "services of type \(type.name) have no property '\(name)'",
          remedy: type.properties.isEmpty ? "leave it out" : Spelling.hint(for: name, among: type.properties.map(\.name)))
        continue
      }
      do throws(ValueFault) {
        draft.extras[name] = try property.canonical(text)
      } catch {
        draft.isRefused = true
        writer.log.error(place, "property.\(name): \(error.message)", remedy: error.remedy)
      }
    }
    for property in type.properties where property.isRequired && draft.extras[property.name] == nil {
      draft.isRefused = true
      writer.log.error(
        draft.input.place(nil, property.name), "a service of type \(type.name) needs the property \(property.name)",
        remedy: "fill in property.\(property.name)")
    }
  }
}
