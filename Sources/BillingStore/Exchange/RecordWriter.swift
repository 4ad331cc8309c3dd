internal import RatePlans
internal import Telecom

/// Takes rows of one kind into the book, in the transaction it was made in: each is read, checked, stored and written
/// down in the audit trail. What is wrong goes to the log; the caller gives the transaction up when there is anything.
final class RecordWriter {
  /// What an import may do with a row.
  enum Mode { case add, change, addOrChange }

  let kind: RecordKind
  let connection: SQLConnection
  let log: ProblemLog
  let trail: AuditTrail
  private let statements: RecordStatements
  private let mode: Mode
  private(set) var counts = ImportCounts()
  private let refused: RefusedNames
  private var history: [RecordDraft] = []
  /// Lines of the rows by identity.
  private var lines: [[SQLValue]: Int] = [:]
  /// Of moments in rows that are of no account: the book's.
  private let zone: ZoneRules?

  init(
    _ kind: RecordKind, _ connection: SQLConnection, _ log: ProblemLog, _ trail: AuditTrail, mode: Mode = .addOrChange,
    refused: RefusedNames = RefusedNames()
  ) throws(BookError) {
    self.kind = kind
    self.connection = connection
    self.log = log
    self.trail = trail
    self.mode = mode
    self.refused = refused
    statements = RecordStatements(kind)
    let setting = kind.columns.contains(where: \.isInstant) ? try Book.setting("time_zone", connection) : nil
    zone = setting.flatMap { ZoneTable.shared.zone($0) }
  }

  func error(_ draft: inout RecordDraft, _ column: String?, _ message: String, remedy: String) {
    draft.isRefused = true
    log.error(draft.place(column), message, remedy: remedy)
  }

  func write(_ input: RecordInput) throws(BookError) {
    var draft = RecordDraft(kind: kind, input: input, values: kind.columns.map(\.empty))
    if let zone { draft.context.zone = zone }
    try read(kind.identity, &draft)
    if !draft.isRefused { try kind.prepare(&draft, self) }
    try find(&draft)
    try read(kind.columns.indices.filter { !kind.identity.contains($0) }, &draft)
    readExtras(&draft)
    checkRequired(&draft)
    try kind.check(&draft, self)
    guard !draft.isRefused else {
      if let name = kind.nameColumn { refused.insert(draft.text(name), of: kind.object) }
      return
    }
    if kind.isHistory { history.append(draft) } else { try store(draft) }
  }

  /// Makes room for so many rows.
  func expect(_ rows: Int) { lines.reserveCapacity(rows) }

  /// Ends the import: what can only be judged together is taken now.
  func finish() throws(BookError) {
    if !history.isEmpty { try OrderHistory.append(history, self) }
  }

  // MARK: Reading

  private func read(_ columns: [Int], _ draft: inout RecordDraft) throws(BookError) {
    for column in columns {
      guard let text = draft.input.texts[column] else { continue }
      if text.isEmpty {
        draft.values[column] = kind.columns[column].empty
        continue
      }
      switch kind.columns[column].kind {
      case .reference(let reference):
        draft.values[column] = try find(reference, text, column, &draft)
        if reference.keepsID { try takeContext(reference, draft.values[column], &draft) }
      case let valueKind:
        do throws(ValueFault) {
          draft.values[column] = try valueKind.value(text, draft.context)
        } catch {
          fault(column, error, &draft)
        }
        if case .currency = valueKind { draft.context.currency = Currency(draft.text(kind.columns[column].name)) }
      }
    }
  }

  private func fault(_ column: Int, _ fault: ValueFault, _ draft: inout RecordDraft) {
    draft.faulty.insert(column)
    error(&draft, kind.columns[column].name, "\(kind.columns[column].name): \(fault.message)", remedy: fault.remedy)
  }

  private func find(
    _ reference: ValueKind.Reference, _ text: String, _ column: Int, _ draft: inout RecordDraft
  ) throws(BookError) -> SQLValue {
    if let row = try connection.row(reference.findSQL, [.text(text)]) { return row.values[0] }
    draft.faulty.insert(column)
    draft.isRefused = true
    if !refused.contains(text, of: reference.object) {
      error(
        &draft, kind.columns[column].name, "there is no \(reference.object) '\(text)'",
        remedy: "add it first, or mend its name")
    }
    return .null
  }

  /// The zone in which the row's moments without an offset are meant.
  private func takeContext(_ reference: ValueKind.Reference, _ id: SQLValue, _ draft: inout RecordDraft) throws(BookError) {
    guard id != .null, kind.columns.contains(where: \.isInstant) else { return }
    let sql: String? = switch reference.table {
    case "service": "SELECT a.time_zone FROM service s JOIN account a ON a.id = s.account WHERE s.id = ?1"
    case "account": "SELECT time_zone FROM account WHERE id = ?1"
    default: nil
    }
    let row = try sql.flatMap { sql throws(BookError) in try connection.row(sql, [id]) }
    if let zone = row.flatMap({ ZoneTable.shared.zone($0.text(0)) }) { draft.context.zone = zone }
  }

  /// The row as it stands in the book.
  private func find(_ draft: inout RecordDraft) throws(BookError) {
    guard !draft.isRefused, !kind.isHistory else { return }
    let names = kind.identity.map { draft.values[$0] }
    guard !names.contains(.null), !names.contains("") else { return }
    if let line = draft.input.line, let earlier = lines.updateValue(line, forKey: names) {
      error(
        &draft, kind.columns[kind.identity[0]].name, "\(name(draft)) stands on line \(earlier) already",
        remedy: "delete one of the two rows")
    }
    guard let row = try connection.row(statements.find, names) else {
      if mode == .change { error(&draft, nil, "there is no \(kind.object) '\(name(draft))'", remedy: "mend its name, or add it") }
      return
    }
    if mode == .add {
      error(
        &draft, nil, "the book has the \(kind.object) '\(name(draft))' already", remedy: "change it, or take another name")
    }
    let offset = kind.hasID ? 1 : 0
    draft.id = kind.hasID ? row.integer(0) : nil
    draft.before = Array(row.values[offset..<offset + kind.columns.count])
    draft.values = draft.before!
    if kind.extras != nil {
      draft.extrasBefore = ExtrasText.parse(row.text(offset + kind.columns.count))
      draft.extras = draft.extrasBefore
    }
    if let currency = kind.columns.firstIndex(where: { $0.name == "currency" }), case .text(let code) = draft.values[currency] {
      draft.context.currency = Currency(code)
    }
  }

  private func readExtras(_ draft: inout RecordDraft) {
    for (name, text) in draft.input.extras {
      if text.isEmpty { draft.extras[name] = nil } else { draft.extras[name] = text }
    }
  }

  private func checkRequired(_ draft: inout RecordDraft) {
    for (index, column) in kind.columns.enumerated()
    where column.isRequired && !draft.faulty.contains(index) && [.null, ""].contains(draft.values[index]) {
      let isThere = draft.input.texts[index] != nil
      error(&draft, isThere ? column.name : nil, "the \(kind.object) has no \(column.name)", remedy: "give it one")
    }
  }

  /// What has no beginning of its own holds from the midnight with which an account begins.
  /// - Parameter account: its id.
  func fillBegin(_ column: String, _ draft: inout RecordDraft, withAccount account: SQLValue) throws(BookError) {
    guard draft[column] == .null, let row = try connection.row("SELECT opened FROM account WHERE id = ?1", [account]) else { return }
    draft[column] = .integer(draft.context.zone.midnight(ofDay: Int(row.integer(0))))
  }

  // MARK: Storing

  private func store(_ draft: RecordDraft) throws(BookError) {
    var stored = draft
    let extras = kind.extras.map { _ in SQLValue.text(ExtrasText.text(draft.extras)) }
    if let before = draft.before {
      guard before != draft.values || draft.extras != draft.extrasBefore else {
        counts.unchanged += 1
        return
      }
      try connection.execute(
        statements.update, draft.values + [extras].compactMap(\.self) + kind.identity.map { before[$0] })
      counts.changed += 1
      try recordChanges(draft, before)
    } else {
      try connection.execute(statements.insert, draft.values + [extras].compactMap(\.self))
      if kind.hasID { stored.id = connection.lastID }
      counts.added += 1
      try recordCreation(draft)
    }
    try kind.follow(stored, self)
  }

  func count(added: Int, unchanged: Int) {
    counts.added += added
    counts.unchanged += unchanged
  }

  /// What the row is called, in messages and in the trail.
  func name(_ draft: RecordDraft) -> String {
    kind.identity.map { text(draft, $0) }.joined(separator: " ")
  }

  /// As typed where it was, since a reference keeps a number only.
  private func text(_ draft: RecordDraft, _ column: Int) -> String {
    if case .reference = kind.columns[column].kind, let typed = draft.input.texts[column] { return typed }
    return kind.columns[column].kind.text(draft.values[column], draft.context)
  }

  private func recordCreation(_ draft: RecordDraft) throws(BookError) {
    var pairs: [(String, String)] = []
    for (index, column) in kind.columns.enumerated()
    where !kind.identity.contains(index) && draft.values[index] != column.empty {
      pairs.append((column.name, text(draft, index)))
    }
    if let extras = kind.extras {
      pairs += draft.extras.sorted { $0.key < $1.key }.map { (extras.prefix + $0.key, $0.value) }
    }
    try record(draft, "created", nil, ExtrasText.text(pairs))
  }

  private func recordChanges(_ draft: RecordDraft, _ before: [SQLValue]) throws(BookError) {
    for (index, column) in kind.columns.enumerated() where before[index] != draft.values[index] {
      let old = try shown(before[index], column, draft)
      try record(draft, column.name, old, try shown(draft.values[index], column, draft))
    }
    guard let extras = kind.extras else { return }
    for name in Set(draft.extras.keys).union(draft.extrasBefore.keys).sorted()
    where draft.extras[name] != draft.extrasBefore[name] {
      try record(draft, extras.prefix + name, draft.extrasBefore[name], draft.extras[name])
    }
  }

  private func shown(_ value: SQLValue, _ column: RecordColumn, _ draft: RecordDraft) throws(BookError) -> String? {
    if value == .null { return nil }
    guard case .reference(let reference) = column.kind, reference.keepsID else { return column.kind.text(value, draft.context) }
    return try connection.row("SELECT \(reference.nameColumn) FROM \(reference.table) WHERE id = ?1", [value])?.text(0)
  }

  func record(_ draft: RecordDraft, _ field: String, _ before: String?, _ after: String?) throws(BookError) {
    guard let owner = kind.owner else {
      return try trail.record(kind.object, name(draft), field: field, before: before, after: after)
    }
    let rest = kind.identity.filter { $0 != owner.column }.map { text(draft, $0) }
    try trail.record(
      owner.object, text(draft, owner.column), field: ([kind.object] + rest + [field]).joined(separator: " "), before: before,
      after: after)
  }
}
