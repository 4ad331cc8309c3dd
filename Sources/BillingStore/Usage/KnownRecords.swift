internal import Bytes
internal import Telecom

/// Compares a record with the one the book has under the same id. What rating made of either counts for nothing.
struct KnownRecords {
  private let stored: SQLStatement
  private let archived: SQLStatement
  private let identities: SQLStatement

  /// The content of a record as one text.
  static func facts(_ start: String, _ duration: String, _ calling: String, _ called: String, _ extras: String) -> String {
    "\(start) || '|' || \(duration) || '|' || coalesce(\(calling), '') || '|' || coalesce(\(called), '') || '|' || "
      + "coalesce(\(withoutRemarks(extras)), '')"
  }

  /// What of the content is kept of an archived record.
  static func digest(_ facts: String) -> Int64 {
    let sum = SHA256()
    sum.update(facts)
    return sum.digest().prefix(8).reduce(0) { $0 << 8 | Int64($1) }
  }

  static func withoutRemarks(_ column: String) -> String {
    "nullif(json_remove(\(column), \(UsageExtrasText.remarks.map { "'$.\($0)'" }.joined(separator: ", "))), '{}')"
  }

  init(_ connection: SQLConnection, hasArchive: Bool) throws(BookError) {
    stored = try connection.statement(
      """
      SELECT start_ms = ?2 AND duration_ms = ?3 AND calling IS ?4 AND called IS ?5
        AND \(Self.withoutRemarks("extras")) IS \(Self.withoutRemarks("?6")) FROM usage WHERE record_id = ?1
      """)
    identities = try connection.statement(
      "SELECT 1 FROM usage WHERE record_id = ?1\(hasArchive ? " UNION ALL SELECT 1 FROM archived_record WHERE record_id = ?1" : "") LIMIT 1")
    archived = try connection.statement(
      """
      SELECT facts, \(Self.facts("?2", "?3", "?4", "?5", "?6")) FROM archived_record WHERE record_id = ?1
      """)
  }

  /// - Returns: whether the book's record of this id has the same content.
  func isSame(_ row: Int, _ segment: UsageSegment) throws(BookError) -> Bool {
    bind(row, segment, to: stored)
    defer { stored.reset() }
    guard try stored.step() else {
      throw BookError(.damaged, "the index of usage knows a record that is not there; run 'tollbook verify'")
    }
    return stored.integer(0) == 1
  }

  /// Whether the book has a record of this id, here or in an archive.
  func isKnown(_ row: Int, _ segment: UsageSegment) throws(BookError) -> Bool {
    let usage = segment.rows[row]
    let text = segment.parts[Int(usage.part)].text
    identities.bind(1, text: text.span.extracting(usage.recordID.range))
    defer { identities.reset() }
    return try identities.step()
  }

  /// - Returns: `nil` where no archived record has this id.
  func archived(_ row: Int, _ segment: UsageSegment) throws(BookError) -> Bool? {
    bind(row, segment, to: archived)
    defer { archived.reset() }
    return try archived.step() ? archived.integer(0) == Self.digest(archived.text(1)) : nil
  }

  private func bind(_ row: Int, _ segment: UsageSegment, to statement: SQLStatement) {
    let usage = segment.rows[row]
    let text = segment.parts[Int(usage.part)].text
    statement.bind(1, text: text.span.extracting(usage.recordID.range))
    statement.bind(2, usage.startMilliseconds)
    statement.bind(3, usage.durationMilliseconds)
    statement.bind(4, usage.calling, in: text)
    statement.bind(5, usage.called, in: text)
    if usage.extras.isEmpty {
      statement.bindNull(6)
    } else {
      statement.bind(6, text: text.span.extracting(usage.extras.range))
    }
  }
}
