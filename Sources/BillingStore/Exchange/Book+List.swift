internal import RatePlans
internal import Telecom

extension Book {
  /// Rows of a kind whose columns have the values asked for.
  /// - Parameters:
  ///   - brief: the columns that fit a terminal only.
  ///   - now: milliseconds since 1970, for the states of services.
  /// - Throws: `ProblemReport` for a column that is not known.
  package func list(
    _ kind: RecordKind, where fields: [(name: String, value: String)] = [], brief: Bool, now: Int64
  ) throws -> Listing {
    let derived = kind.derived.map(\.title)
    let log = ProblemLog()
    for (name, _) in fields where !(kind.columns.map(\.name) + derived).contains(name) && !isExtra(name, kind) {
      log.error(
        InputLocation("--" + name.replacing("_", with: "-")), "\(kind.name) have no \(name)",
        remedy: Spelling.hint(for: name, among: kind.columns.map(\.name) + derived))
    }
    guard !log.hasErrors else { throw ProblemReport(log.problems) }
    let shown = brief ? kind.columns.indices.filter { kind.brief.contains(kind.columns[$0].name) } : Array(kind.columns.indices)
    var listing = Listing(shown.map { kind.columns[$0].name } + derived)
    try database.read { connection throws(BookError) in
      try RecordListing(kind, connection).each(now: now) { texts, extras, derivedTexts in
        for (name, value) in fields {
          let text = kind.columns.firstIndex { $0.name == name }.map { texts[$0] }
            ?? derived.firstIndex(of: name).map { derivedTexts[$0] }
            ?? extras[String(name.dropFirst(kind.extras?.prefix.count ?? 0))] ?? ""
          guard text == value else { return }
        }
        listing.rows.append(
          shown.map { cell(texts[$0], kind.columns[$0].kind) } + zip(derivedTexts, kind.derived).map { cell($0, $1.kind) })
      }
    }
    return listing
  }

  private func isExtra(_ name: String, _ kind: RecordKind) -> Bool {
    kind.extras.map { name.hasPrefix($0.prefix) } ?? false
  }

  private func cell(_ text: String, _ kind: ValueKind) -> Listing.Cell {
    switch kind {
    case .integer: Int64(text).map { .integer($0) } ?? .none
    case .decimal, .percent, .amount: text.isEmpty ? .none : .decimal(text)
    default: .text(text)
    }
  }

  /// Everything about one thing: its values, then what belongs to it.
  /// - Throws: `BookError` when there is none of that name.
  package func show(_ kind: RecordKind, _ name: String, now: Int64) throws(BookError) -> Listing {
    var listing = Listing(["part", "field", "value"])
    try database.read { connection throws(BookError) in
      let key = kind.columns[kind.identity[0]].name
      try RecordListing(kind, connection).each(now: now, filter: "t.\(key) = ?2", [.text(name)]) { texts, extras, derived in
        let fields =
          zip(kind.columns.map(\.name), texts).filter { !$1.isEmpty } + zip(kind.derived.map(\.title), derived)
          + extras.sorted { $0.key < $1.key }.map { ((kind.extras?.prefix ?? "") + $0.key, $0.value) }
        listing.rows += fields.map { [.text(kind.object), .text($0), .text($1)] }
      }
      guard !listing.rows.isEmpty else { throw BookError(.invalid, "there is no \(kind.object) '\(name)'") }
      for part in RecordKind.all { try appendParts(part, of: kind, name, now, connection, &listing) }
    }
    return listing
  }

  /// Rows of another kind that belong to the one shown: their names, and the rest in one line.
  private func appendParts(
    _ part: RecordKind, of kind: RecordKind, _ name: String, _ now: Int64, _ connection: SQLConnection, _ listing: inout Listing
  ) throws(BookError) {
    let column = part.columns.first { column in
      if case .reference(let reference) = column.kind { reference.table == kind.table } else { false }
    }
    guard let column, case .reference(let reference) = column.kind else { return }
    let kept = reference.keepsID ? "(SELECT id FROM \(kind.table) WHERE \(reference.nameColumn) = ?2)" : "?2"
    let filter = "t.\(column.name) = \(kept)"
    try RecordListing(part, connection).each(now: now, filter: filter, [.text(name)]) { texts, _, derived in
      let names = part.identity.filter { part.columns[$0].name != column.name }
      let rest = part.columns.indices.filter { !names.contains($0) && part.columns[$0].name != column.name && !texts[$0].isEmpty }
      let values =
        rest.map { "\(part.columns[$0].name) \(texts[$0])" }
        + zip(part.derived, derived).filter { !$1.isEmpty }.map { "\($0.title) \($1)" }
      listing.rows.append([
        .text(part.object), .text(names.map { texts[$0] }.joined(separator: " ")), .text(values.joined(separator: ", ")),
      ])
    }
  }
}
