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
  private let rating: BookedRating
  /// Of the row; of what settling made of it, with its corrections.
  private var chargeNanos: Int64
  /// Names, units and what was left, as JSON; names and totals before.
  private var covered: [SQLRow]
  private var volumes: [SQLRow]

  /// SQL: what a record is read from, with the extras of `u` and the rows that name what it has.
  static let columns = """
    l.id, l.name, l.valid_from, l.digest, u.start_ms, u.duration_ms, u.billed_s, u.charge, p.prefix, u.calling,
    u.called, u.extras -> '$.octets_in', u.extras -> '$.octets_out', u.extras -> '$.quantity', u.extras -> '$.price',
    u.extras ->> '$.lrn', u.extras ->> '$.ii_digits', p.service_type, u.extras ->> '$.service_type',
    coalesce(u.extras ->> '$.tier', 'retail'), coalesce(a.name, u.extras ->> '$.supplier', ''), coalesce(s.name, ''), u.batch,
    u.extras ->> '$.trunk_in', u.extras ->> '$.trunk_out', u.extras ->> '$.card', u.extras ->> '$.user_name',
    u.extras ->> '$.unit', \(BookedRating.columns(of: "u.extras"))
    """
  static let columnCount = 32
  static let tables = """
    usage u JOIN usage_price p ON p.id = u.price JOIN plan l ON l.id = p.plan LEFT JOIN account a ON a.id = abs(u.account)
    LEFT JOIN service s ON s.id = u.service
    """

  init?(_ identity: String, _ connection: SQLConnection) throws(BookError) {
    guard let row = try connection.row(
      "SELECT \(Self.columns) FROM \(Self.tables) WHERE u.record_id = ?1", [.text(identity)])
    else { return nil }
    (covered, volumes) = try Self.drawn(by: identity, connection)
    properties = try Self.properties(of: identity, connection)
    (self.row, plan, batch, rating) = try Self.read(row, identity)
    chargeNanos = row.integer(7)
  }

  /// What settling made of it, where it did.
  func settled(_ identity: String, _ connection: SQLConnection) throws(BookError) -> BookedRecord? {
    var settled = self
    var count = 0
    while let row = try connection.row(
      "SELECT charge FROM usage WHERE record_id = ?1", [.text(UsageSwitch.identity(ofCorrection: count + 1, identity))])
    {
      count += 1
      settled.chargeNanos += row.integer(0)
    }
    guard count > 0 else { return nil }
    (settled.covered, settled.volumes) = try Self.drawn(by: UsageSwitch.identity(ofCorrection: count, identity), connection)
    return settled
  }

  private static func drawn(
    by identity: String, _ connection: SQLConnection
  ) throws(BookError) -> (covered: [SQLRow], volumes: [SQLRow]) {
    let covered = try connection.rows(
      """
      SELECT c.value ->> '$.allowance', c.value -> '$.units', c.value -> '$.left'
      FROM usage u, json_each(u.extras, '$.covered') c WHERE u.record_id = ?1
      """, [.text(identity)])
    let volumes = try connection.rows(
      "SELECT v.value ->> '$.volume', v.value ->> '$.before' FROM usage u, json_each(u.extras, '$.volumes') v WHERE u.record_id = ?1",
      [.text(identity)])
    return (covered, volumes)
  }

  /// As settling needs it.
  /// - Parameter hasProperties: whether the record has any.
  init(_ row: SQLRow, _ identity: String, hasProperties: Bool, _ connection: SQLConnection) throws(BookError) {
    (covered, volumes) = ([], [])
    properties = hasProperties ? try Self.properties(of: identity, connection) : []
    (self.row, plan, batch, rating) = try Self.read(row, identity)
    chargeNanos = row.integer(7)
  }

  private static func read(
    _ row: SQLRow, _ identity: String
  ) throws(BookError) -> (SQLRow, PlanStore.Version, Int64, BookedRating) {
    guard let rating = BookedRating(row, from: 28) else {
      throw BookError(.damaged, "usage of record \(identity): the book cannot say how it was rated; run 'tollbook verify'")
    }
    let plan = PlanStore.Version(id: row.integer(0), name: row.text(1), validFrom: row.integer(2), digest: row.blob(3))
    return (row, plan, row.integer(22), rating)
  }

  private static func properties(of identity: String, _ connection: SQLConnection) throws(BookError) -> [SQLRow] {
    try connection.rows(
      "SELECT j.key, j.value FROM usage u, json_each(u.extras, '$.properties') j WHERE u.record_id = ?1", [.text(identity)])
  }

  var tier: String { row.text(19) }
  var account: String { row.text(20) }
  /// Of what a supplier gets, the trunk, as in rated usage.
  var service: String { tier == PriceLevels.cost ? row.text(24) : row.text(21) }

  /// Of a plan that promises something, how it was rated is kept. Of others its kind, how its number was dialled, and how
  /// its type was rated are not: all that they may have been, the usual first.
  /// - Returns: `nil` where nothing gives the charge that was booked.
  func explanation(by rater: UsageRater, _ rules: RatingRules) -> Explanation? {
    let services = services(rules)
    if !rater.plan.promises.isEmpty, tier == PriceLevels.retail {
      let signs = (rating.isCallingShort ? "" : "+", rating.isCalledShort ? "" : "+")
      let promised = services.lazy.filter { $0.legs == rating.legs }.map { service in
        explanation(rating.kind, signs: signs, service, rater, offered(to: rater.plan, service))
      }
      if let explanation = promised.first(where: agrees) { return explanation }
    }
    return all(services, rater).first(where: agrees)
  }

  private func all(_ services: [UsageRater.Service], _ rater: UsageRater) -> some Sequence<Explanation> {
    UsageKind.allCases.lazy.flatMap { kind in
      services.lazy.flatMap { service in
        ["+", ""].lazy.map { sign in explanation(kind, signs: (sign, sign), service, rater, nil) }
      }
    }
  }

  private func agrees(_ explanation: Explanation) -> Bool {
    guard case .rated(let usage) = explanation.outcome else { return false }
    return usage.chargeNanos == chargeNanos && isPricedAlike(usage, explanation.plan)
  }

  /// Whether what is billed, and by which row, is as it was booked.
  private func isPricedAlike(_ usage: RatedUsage, _ plan: RatePlan) -> Bool {
    guard usage.billedSeconds == row.integer(6) else { return false }
    guard usage.row >= 0 else { return row.text(8).isEmpty }
    let tariff = plan.tariffs[Int(usage.tariff)]
    return row.text(8) == tariff.name(ofGroup: tariff.group(ofRow: usage.row))
  }

  /// The record as its plan alone rates it, to be charged again with what the plan promises.
  /// - Parameters:
  ///   - identity: of its row.
  ///   - entry: of the directory: whose usage it is.
  /// - Returns: `nil` where it is not rated as it was.
  func offered(
    _ identity: String, by promise: PromiseRater, _ owners: (service: PoolOwner, account: PoolOwner, branch: PoolOwner)
  ) -> OfferedUsage? {
    let (record, batch) = usage(rating.kind, signs: (rating.isCallingShort ? "" : "+", rating.isCalledShort ? "" : "+"))
    let written = row.text(17)
    let isKind = UsageKind.allCases.contains { "\($0)" == written }
    for type in isKind ? [row.text(18), written] : [written] {
      var service = UsageRater.Service()
      service.legs = rating.legs
      if !isKind || type != row.text(18) { service.type = Array(type.utf8) }
      var charge = ChargeWork()
      guard case .rated(var usage) = promise.rater.rate(record, of: batch, index: 0, for: service, &charge),
        isPricedAlike(usage, promise.rater.plan)
      else { continue }
      usage.plan = promise.index
      var facts = AllowanceFacts(
        start: record.startMilliseconds, kind: usage.kind, service: owners.service, account: owners.account,
        branch: owners.branch)
      facts.direction = rating.direction
      facts.serviceType = promise.engine.serviceType(service.type.isEmpty ? Array(row.text(18).utf8)[...] : service.type[...])
      if usage.kind == .metered { facts.meteredUnit = promise.engine.meteredUnit(Array(row.text(27).utf8)[...]) }
      if usage.kind == .message, usage.billedQuantity >= 0 { facts.parts = usage.billedQuantity / Decimal9.scale }
      return OfferedUsage(recordID: identity, facts: facts, usage: usage, charge: charge)
    }
    return nil
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

  /// What its plan's promises had for it.
  private func offered(to plan: RatePlan, _ service: UsageRater.Service) -> OfferedPromises {
    var offered = OfferedPromises()
    offered.direction = rating.direction
    offered.serviceType = service.type.isEmpty ? Array(row.text(18).utf8) : service.type
    offered.meteredUnit = Array(row.text(27).utf8)
    for units in covered {
      guard let index = plan.promises.allowances.firstIndex(where: { $0.name == units.text(0) }) else { continue }
      let isMetered = plan.promises.allowances[index].unit.isMetered
      func base(_ column: Int) -> Int64 {
        isMetered ? (try? Decimal9.parse(units.text(column))) ?? 0 : Int64(units.text(column)) ?? 0
      }
      offered.covered.append(CoveredUnits(allowance: Int16(index), units: base(1), left: base(2)))
    }
    offered.volumes = volumes.compactMap { total in
      plan.promises.volumes.firstIndex { $0.name == total.text(0) }.map {
        VolumeTotal(volume: Int16($0), before: total.integer(1))
      }
    }
    return offered
  }

  private func explanation(
    _ kind: UsageKind, signs: (calling: String, called: String), _ service: UsageRater.Service, _ rater: UsageRater,
    _ offered: OfferedPromises?
  ) -> Explanation {
    let (record, batch) = usage(kind, signs: signs)
    return Explanation(record: record, batch: batch, rater: rater, service: service, offered: offered)
  }

  /// - Parameter signs: what goes before the calling and the called number.
  private func usage(_ kind: UsageKind, signs: (calling: String, called: String)) -> (UsageRecord, UsageBatch) {
    var batch = UsageBatch()
    func text(_ value: String) -> TextRange {
      let range = TextRange(offset: UInt32(batch.text.count), count: UInt32(value.utf8.count))
      batch.text += value.utf8
      return range
    }
    /// Kept as an integer where it is one of E.164 or a short one.
    func number(_ column: Int, _ sign: String) -> TextRange {
      guard case .integer(let digits) = row.values[column] else { return text(row.text(column)) }
      return text(sign + String(digits))
    }
    var record = UsageRecord()
    record.kind = kind
    record.startMilliseconds = row.integer(4)
    record.durationMilliseconds = row.integer(5)
    record.calling = number(9, signs.calling)
    record.called = number(10, signs.called)
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
    return (record, batch)
  }
}
