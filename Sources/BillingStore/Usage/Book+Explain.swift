internal import RatePlans
package import Rating
internal import Telecom

extension Book {
  /// How the charge of a record in the book came about: by the version of the plan that priced it, whatever came after.
  /// - Parameter origin: the switch that wrote it; `nil` for the one without a name.
  /// - Throws: `.invalid` where there is no such record, `.damaged` where its plan does not give its charge.
  package func explain(record id: String, of origin: String?, threads: Int) throws(BookError) -> Explanation {
    try database.read { connection throws(BookError) in
      let identity = try UsageSwitch.named(origin ?? "", connection).identity(of: id)
      guard let record = try BookedRecord(identity, connection) else {
        let archived = try connection.row(
          "SELECT month FROM archived_record r JOIN usage_archive a ON a.id = r.archive WHERE record_id = ?1", [.text(identity)])
        let hint = archived.map { "it is in the archive of \($0.text(0)); bring it back with 'tollbook archive --restore'" }
        throw BookError(.invalid, "\(path): record \(id): \(hint ?? "the book has none of this id; name its switch with --switch")")
      }
      let rater = UsageRater(try PlanStore.load(record.plan, threads: threads, from: connection))
      guard let explanation = record.explanations(by: rater).first(where: record.agrees) else {
        throw BookError(
          .damaged, "\(path): record \(id): its plan \(record.plan.name) (id \(record.plan.id)) does not give its charge; run 'tollbook verify'")
      }
      return explanation
    }
  }
}

/// A row of `usage` as far as its price depends on it.
private struct BookedRecord {
  let plan: PlanStore.Version
  private let row: SQLRow

  init?(_ identity: String, _ connection: SQLConnection) throws(BookError) {
    guard let row = try connection.row(
      """
      SELECT l.id, l.name, l.valid_from, l.digest, u.start_ms, u.duration_ms, u.billed_s, u.charge, p.prefix, u.calling,
        u.called, u.extras -> '$.octets_in', u.extras -> '$.octets_out', u.extras -> '$.quantity', u.extras -> '$.price',
        u.extras ->> '$.lrn', u.extras ->> '$.ii_digits'
      FROM usage u JOIN usage_price p ON p.id = u.price JOIN plan l ON l.id = p.plan WHERE u.record_id = ?1
      """, [.text(identity)])
    else { return nil }
    self.row = row
    plan = PlanStore.Version(id: row.integer(0), name: row.text(1), validFrom: row.integer(2), digest: row.blob(3))
  }

  /// Its kind and how its number was dialled are not kept: all that they may have been, the usual first.
  func explanations(by rater: UsageRater) -> some Sequence<Explanation> {
    UsageKind.allCases.lazy.flatMap { kind in
      ["+", ""].lazy.map { sign in explanation(kind, sign: sign, rater) }
    }
  }

  func agrees(_ explanation: Explanation) -> Bool {
    guard case .rated(let usage) = explanation.outcome else { return false }
    guard usage.chargeNanos == row.integer(7), usage.billedSeconds == row.integer(6) else { return false }
    guard usage.row >= 0 else { return row.text(8).isEmpty }
    let tariff = explanation.plan.tariffs[Int(usage.tariff)]
    return row.text(8) == tariff.name(ofGroup: tariff.group(ofRow: usage.row))
  }

  private func explanation(_ kind: UsageKind, sign: String, _ rater: UsageRater) -> Explanation {
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
    batch.extras = [extras]
    record.extras = 0
    return Explanation(record: record, batch: batch, rater: rater)
  }
}
