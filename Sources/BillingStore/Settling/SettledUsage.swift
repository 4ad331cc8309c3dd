internal import RatePlans
internal import Rating
internal import Telecom

/// A record of a group, with what was posted for it so far.
struct SettledUsage: Sendable {
  var offered: OfferedUsage
  /// A row of `usage_batch`.
  var batch: Int64
  var account: Int64
  var service: Int64
  var day: Int64
  var startOffset: Int64
  var calling: SQLValue
  var called: SQLValue
  var price: Int64
  /// Its charge and those of its corrections.
  var postedNanos: Int64
  /// What allowances covered, as the last of these rows says.
  var postedCover: String
  var corrections = 0

  /// What allowances covered, as ``columns`` give it.
  static func cover(_ covered: [CoveredUnits], _ promise: PromiseRater) -> String {
    covered.map { units in
      let allowance = promise.engine.promises.allowances[Int(units.allowance)]
      return "\(allowance.name)\u{1F}\(allowance.unit.isMetered ? Decimal9.text(units.units) : String(units.units))"
    }.joined(separator: "\u{1E}")
  }

  /// SQL, behind those of a record.
  static let columns = """
    u.record_id, u.account, u.service, u.start_offset, u.price, u.id, u.extras LIKE '%"properties":%',
      CASE WHEN u.extras LIKE '%"covered":%' THEN (
        SELECT group_concat((c.value ->> '$.allowance') || char(31) || (c.value -> '$.units'), char(30))
        FROM json_each(u.extras, '$.covered') c) ELSE '' END
    """
}
