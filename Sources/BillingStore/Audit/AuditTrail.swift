/// Writes down who changed what from what to what, in the transaction of the change itself.
package struct AuditTrail {
  private let connection: SQLConnection
  private let actor: String
  /// Milliseconds since 1970.
  let recordedAt: Int64

  package init(_ connection: SQLConnection, actor: String, recordedAt: Int64) {
    self.connection = connection
    self.actor = actor
    self.recordedAt = recordedAt
  }

  /// - Parameters:
  ///   - field: `created` where the whole is new; `after` is then a JSON object of what it holds.
  ///   - before: `nil` for what was not there.
  package func record(
    _ object: String, _ name: String, field: String, before: String?, after: String?
  ) throws(BookError) {
    try connection.execute(
      """
      INSERT INTO audit (recorded_at, actor, object, name, field, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      """,
      [
        .integer(recordedAt), .text(actor), .text(object), .text(name), .text(field), SQLValue(before), SQLValue(after),
      ])
  }
}
