internal import RatePlans
internal import Rating
internal import Telecom

/// A row of `usage` as far as its price depends on it.
struct BookedRecord {
  let plan: PlanStore.Version
  let batch: Int64
  private let row: SQLRow
  /// Names and values.
  private let properties: [SQLRow]

  init?(_ identity: String, _ connection: SQLConnection) throws(BookError) {
    guard let row = try connection.row(
      """
      SELECT l.id, l.name, l.valid_from, l.digest, u.start_ms, u.duration_ms, u.billed_s, u.charge, p.prefix, u.calling,
        u.called, u.extras -> '$.octets_in', u.extras -> '$.octets_out', u.extras -> '$.quantity', u.extras -> '$.price',
        u.extras ->> '$.lrn', u.extras ->> '$.ii_digits', p.service_type, u.extras ->> '$.service_type',
        coalesce(u.extras ->> '$.tier', 'retail'), coalesce(a.name, u.extras ->> '$.supplier', ''), coalesce(s.name, ''), u.batch,
        u.extras ->> '$.trunk_in', u.extras ->> '$.trunk_out', u.extras ->> '$.card', u.extras ->> '$.user_name',
        u.extras ->> '$.unit'
      FROM usage u JOIN usage_price p ON p.id = u.price JOIN plan l ON l.id = p.plan LEFT JOIN account a ON a.id = abs(u.account)
      LEFT JOIN service s ON s.id = u.service WHERE u.record_id = ?1
      """, [.text(identity)])
    else { return nil }
    self.row = row
    plan = PlanStore.Version(id: row.integer(0), name: row.text(1), validFrom: row.integer(2), digest: row.blob(3))
    batch = row.integer(22)
    properties = try connection.rows(
      "SELECT j.key, j.value FROM usage u, json_each(u.extras, '$.properties') j WHERE u.record_id = ?1", [.text(identity)])
  }

  var tier: String { row.text(19) }
  var account: String { row.text(20) }
  /// Of what a supplier gets, the trunk, as in rated usage.
  var service: String { tier == PriceLevels.cost ? row.text(24) : row.text(21) }

  /// Its kind, how its number was dialled, and how its type was rated are not kept: all that they may have been, the usual
  /// first.
  func explanations(by rater: UsageRater, _ rules: RatingRules) -> some Sequence<Explanation> {
    let services = services(rules)
    return UsageKind.allCases.lazy.flatMap { kind in
      services.lazy.flatMap { service in
        ["+", ""].lazy.map { sign in explanation(kind, sign: sign, service, rater) }
      }
    }
  }

  func agrees(_ explanation: Explanation) -> Bool {
    guard case .rated(let usage) = explanation.outcome else { return false }
    guard usage.chargeNanos == row.integer(7), usage.billedSeconds == row.integer(6) else { return false }
    guard usage.row >= 0 else { return row.text(8).isEmpty }
    let tariff = explanation.plan.tariffs[Int(usage.tariff)]
    return row.text(8) == tariff.name(ofGroup: tariff.group(ofRow: usage.row))
  }

  /// Where a type would stand, a record without one has the kind of its usage, which is the name of a type too.
  private func services(_ rules: RatingRules) -> [UsageRater.Service] {
    let written = row.text(17)
    guard UsageKind.allCases.contains(where: { "\($0)" == written }) else { return services(written, isOwn: false, rules) }
    return services(row.text(18), isOwn: true, rules) + services(written, isOwn: false, rules)
  }

  /// A type is rated by its rule, a carrier paid for any call; the rule may have been another one then.
  /// - Parameter isOwn: the record's own, which no service says.
  private func services(_ type: String, isOwn: Bool, _ rules: RatingRules) -> [UsageRater.Service] {
    let rule = tier == PriceLevels.cost ? -1 : rules.index(of: type)
    let usual = rule >= 0 ? rules.all[Int(rule)].legs : .sum
    return ([usual] + [.sum, .termination, .origination, .matrix].filter { $0 != usual }).map { legs in
      var service = UsageRater.Service()
      if !isOwn { service.type = Array(type.utf8) }
      service.legs = legs
      return service
    }
  }

  private func explanation(_ kind: UsageKind, sign: String, _ service: UsageRater.Service, _ rater: UsageRater) -> Explanation {
    var batch = UsageBatch()
    func text(_ value: String) -> TextRange {
      let range = TextRange(offset: UInt32(batch.text.count), count: UInt32(value.utf8.count))
      batch.text += value.utf8
      return range
    }
    /// Kept as an integer where it is one of E.164 or a short one.
    func number(_ column: Int) -> TextRange {
      guard case .integer(let digits) = row.values[column] else { return text(row.text(column)) }
      return text(sign + String(digits))
    }
    var record = UsageRecord()
    record.kind = kind
    record.startMilliseconds = row.integer(4)
    record.durationMilliseconds = row.integer(5)
    record.calling = number(9)
    record.called = number(10)
    var extras = UsageExtras()
    extras.octetsIn = row.isNull(11) ? -1 : row.integer(11)
    extras.octetsOut = row.isNull(12) ? -1 : row.integer(12)
    extras.quantityNanos = row.optionalText(13).flatMap { try? Decimal9.parse($0) }
    extras.priceNanos = row.optionalText(14).flatMap { try? Decimal9.parse($0) }
    extras.lrn = text(row.text(15))
    if let digits = row.optionalInt(16) { extras.iiDigits = Int16(truncatingIfNeeded: digits) }
    extras.serviceType = text(row.text(18))
    extras.trunkIn = text(row.text(23))
    extras.trunkOut = text(row.text(24))
    extras.card = text(row.text(25))
    extras.userName = text(row.text(26))
    extras.unit = text(row.text(27))
    for property in properties {
      batch.properties.append(.init(name: text(property.text(0)), value: text(property.text(1))))
    }
    extras.properties = 0..<Int32(batch.properties.count)
    batch.extras = [extras]
    record.extras = 0
    return Explanation(record: record, batch: batch, rater: rater, service: service)
  }
}
