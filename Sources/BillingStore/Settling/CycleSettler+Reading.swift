internal import Rating
internal import Telecom

extension CycleSettler {
  /// Up to when a group was settled, and what had come into the book by then.
  struct Opening: Sendable, Hashable {
    /// Milliseconds since 1970.
    var moment: Int64
    /// The last row of `usage_batch`.
    var batch: Int64
  }

  /// What of a group is to be settled.
  struct Reading: Sendable {
    /// `nil`: from the beginning.
    var opening: Opening?
    var usage: [SettledUsage] = []
    /// Why it cannot be settled.
    var obstacle: String?
  }

  func opening(of group: Int, _ connection: SQLConnection) throws(BookError) -> Opening? {
    let row = try connection.row(
      """
      SELECT (SELECT value FROM allowance_state WHERE name = 'settled:' || ?1),
        (SELECT value FROM allowance_state WHERE name = 'settled_batch:' || ?1)
      """, [.integer(groups[group].accounts[0])])
    guard let moment = row?.optionalInteger(0), let batch = row?.optionalInteger(1) else { return nil }
    return Opening(moment: moment, batch: batch)
  }

  /// Reads what is not in the group's opening. Where usage of a time that was settled came since, all is read: what it
  /// draws depends on all before it.
  func reading(of group: Int, _ connection: SQLConnection) throws(BookError) -> Reading {
    guard let opening = try opening(of: group, connection) else { return try reading(of: group, since: nil, connection) }
    let reading = try reading(of: group, since: opening, connection)
    guard reading.obstacle == nil, reading.usage.contains(where: { $0.offered.facts.start < opening.moment }) else {
      return reading
    }
    let all = try self.reading(of: group, since: nil, connection)
    // What has left the book cannot be charged again: late usage draws on what the settled cycles have left.
    return all.obstacle == nil ? all : reading
  }

  private func reading(
    of group: Int, since opening: Opening?, _ connection: SQLConnection
  ) throws(BookError) -> Reading {
    var reading = Reading(opening: opening)
    var corrections: [(base: String, count: Int, nanos: Int64, cover: String)] = []
    for account in groups[group].accounts {
      for sign: Int64 in [1, -1] {
        // Days are the account's, moments anybody's.
        let runs = try connection.rows(
          """
          SELECT r.first_usage, r.usage_count, r.day, EXISTS (SELECT 1 FROM archived_run a WHERE a.run = r.id) FROM usage_run r
          WHERE r.account = ?1 AND (r.day >= ?2 OR r.batch > ?3) ORDER BY r.id
          """,
          [.integer(sign * account), .integer(opening.map { $0.moment / 86_400_000 - 2 } ?? .min), .integer(opening?.batch ?? 0)])
        for run in runs {
          guard run.integer(3) == 0 else {
            reading.obstacle = "usage of the time that is to be settled is in an archive; bring it back with 'tollbook archive --restore'"
            return reading
          }
          try read(run, account: account, to: &reading, &corrections, connection)
          if reading.obstacle != nil { return reading }
        }
      }
    }
    guard !corrections.isEmpty else { return reading }
    let places = Dictionary(uniqueKeysWithValues: reading.usage.indices.map { (reading.usage[$0].offered.recordID, $0) })
    for correction in corrections.sorted(by: { $0.count < $1.count }) {
      guard let place = places[correction.base] else { continue }
      reading.usage[place].postedNanos += correction.nanos
      reading.usage[place].postedCover = correction.cover
      reading.usage[place].corrections = correction.count
    }
    return reading
  }

  private func read(
    _ run: SQLRow, account: Int64, to reading: inout Reading,
    _ corrections: inout [(base: String, count: Int, nanos: Int64, cover: String)], _ connection: SQLConnection
  ) throws(BookError) {
    let first = BookedRecord.columnCount
    let rows = try connection.rows(
      """
      SELECT \(BookedRecord.columns), \(SettledUsage.columns) FROM \(BookedRecord.tables)
      WHERE u.id >= ?1 AND u.id < ?1 + ?2 AND p.plan IN (SELECT value FROM json_each(?3))
        AND (u.extras IS NULL OR u.extras NOT LIKE '%"tier":%' OR coalesce(u.extras ->> '$.tier', 'retail') = 'retail')
      """, [.integer(run.integer(0)), .integer(run.integer(1)), .text(planList)])
    for row in rows {
      let identity = row.text(first)
      if let correction = UsageSwitch.correction(identity) {
        corrections.append((correction.base, correction.count, row.integer(7), row.text(first + 7)))
        continue
      }
      let (start, batch) = (row.integer(4), row.integer(22))
      if let opening = reading.opening, start < opening.moment, batch <= opening.batch { continue }
      let record = try BookedRecord(row, identity, hasProperties: row.integer(first + 6) == 1, connection)
      guard let plan = planIndices[record.plan.id], let promise = directory.rater.promises[plan],
        let owners = owners(ofService: row.integer(first + 2), account: account, plan: plan, at: start)
      else {
        reading.obstacle = "the service of its record \(UsageSwitch.shown(identity)) is another account's now"
        return
      }
      guard let offered = record.offered(identity, by: promise, owners) else {
        reading.obstacle = "its record \(UsageSwitch.shown(identity)) would be rated otherwise now than it was"
        return
      }
      reading.usage.append(
        SettledUsage(
          offered: offered, batch: batch, account: row.integer(first + 1), service: row.integer(first + 2), day: run.integer(2),
          startOffset: row.integer(first + 3), calling: row.values[9], called: row.values[10], price: row.integer(first + 4),
          postedNanos: row.integer(7), postedCover: row.text(first + 7)))
    }
  }
}

extension UsageSwitch {
  /// - Returns: `nil` for what is no correction.
  static func correction(_ identity: String) -> (base: String, count: Int)? {
    let bytes = identity.utf8
    guard bytes.first == correctionSeparator, let end = bytes.dropFirst().firstIndex(of: correctionSeparator) else { return nil }
    let count = Int(String(decoding: bytes[bytes.index(after: bytes.startIndex)..<end], as: UTF8.self)) ?? 0
    return (String(decoding: bytes[bytes.index(after: end)...], as: UTF8.self), count)
  }

  /// An identity for people.
  static func shown(_ identity: String) -> String {
    String(decoding: ownID(Array(identity.utf8)[...]), as: UTF8.self)
  }
}
