/// Something that other programs are told of, written in the transaction of what caused it.
package struct OutboxEvent: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// What is available fell to the account's warning level or below; nothing is available any more; something is
    /// again; it rose above the warning level.
    case creditWarning = "credit_warning"
    case creditExhausted = "credit_exhausted"
    case creditAvailable = "credit_available"
    case creditRecovered = "credit_recovered"
    /// Usage reached a limit: the soft one warns, the hard one asks for a stop.
    case usageLimitSoft = "usage_limit_soft"
    case usageLimitHard = "usage_limit_hard"
    /// Usage reached so many percent of a limit of its plan; it reached a hard one, which asks for a stop.
    case planLimitWarning = "plan_limit_warning"
    case planLimitReached = "plan_limit_reached"
  }

  var kind: Kind
  /// Ids of what it is about.
  var account: Int64?
  var service: Int64?
  /// What readers get, in this order.
  var fields: [(String, String)]

  /// - Parameter recordedAt: milliseconds since 1970.
  func write(_ connection: SQLConnection, recordedAt: Int64) throws(BookError) {
    try connection.execute(
      "INSERT INTO outbox (recorded_at, kind, account, service, payload) VALUES (?1, ?2, ?3, ?4, ?5)",
      [
        .integer(recordedAt), .text(kind.rawValue), SQLValue(account), SQLValue(service), .text(ExtrasText.text(fields)),
      ])
  }
}
