package import RatePlans
internal import Telecom

extension AllowanceFile {
  package enum GiftOutcome: Sendable, Hashable {
    /// - Parameter unit: of the allowance.
    case given(unit: String, isNewOwner: Bool)
    /// The same was given under this reference before; nothing was changed.
    case givenBefore
  }

  /// Gives a booster, durably.
  /// - Parameter plan: one that the file need not know yet; its promises are added.
  /// - Throws: `.invalid` where the gift cannot be meant, `.refused` where its reference stands for another.
  package static func give(
    _ gift: BoosterGift, to path: String, plan: RatePlan? = nil, waitSeconds: Int = 2
  ) throws(BookError) -> GiftOutcome {
    try check(path)  // A gift makes no file.
    let database = try open(path, waitSeconds: waitSeconds)
    let outcome = try database.write { connection throws(BookError) in
      if let plan { _ = try PromiseTable(connection, path).promises(of: [plan]) }
      return try give(gift, connection, path)
    }
    try database.close()
    return outcome
  }

  private static func give(
    _ gift: BoosterGift, _ connection: SQLConnection, _ path: String
  ) throws(BookError) -> GiftOutcome {
    let (promise, unit) = try promise(of: gift, connection, path)
    guard gift.from < gift.expires else {
      throw BookError(.invalid, "the booster would expire before it begins; give a later --expires")
    }
    let units = try baseUnits(gift.units, unit)
    let (owner, isNew) = try owner(of: gift, connection, path)
    if let reference = gift.reference,
      let row = try connection.row(
        "SELECT promise, owner, valid_from, expires, granted FROM booster WHERE reference = ?1", [.text(reference)])
    {
      guard row.values == [.integer(promise), .integer(owner), .integer(gift.from), .integer(gift.expires), .integer(units)]
      else {
        throw BookError(.refused, "\(path): '\(reference)' is the reference of another booster; give this one its own")
      }
      return .givenBefore
    }
    let left = try connection.rows(
      "SELECT remaining FROM booster WHERE promise = ?1 AND owner = ?2", [.integer(promise), .integer(owner)])
    guard left.reduce(Int128(units), { $0 + Int128($1.integer(0)) }) <= Int128(Int64.max) else {
      throw BookError(.invalid, "with what is left of other boosters it would be more than can be counted; give fewer units")
    }
    let last = try connection.row("SELECT coalesce(max(id), 0) FROM booster")?.integer(0) ?? 0
    try connection.execute(
      AllowanceTables.insertBooster(""),
      [promise, owner, gift.from, gift.expires, units, units].map { .integer($0) } + [SQLValue(gift.reference)])
    try open(boostersAfter: last, connection)
    return .given(unit: unit.word, isNewOwner: isNew)
  }

  private static func promise(
    of gift: BoosterGift, _ connection: SQLConnection, _ path: String
  ) throws(BookError) -> (id: Int64, unit: CountedUnit) {
    let rows = try connection.rows(
      "SELECT id, plan, name, unit, shared FROM promise WHERE kind = 'allowance' ORDER BY plan, id")
    let ofPlan = rows.filter { $0.text(1) == gift.plan }
    guard !ofPlan.isEmpty else {
      let plans = rows.reduce(into: [String]()) { if $0.last != $1.text(1) { $0.append($1.text(1)) } }
      throw BookError(
        .invalid, "\(path): no allowance of plan '\(gift.plan)' is known; "
          + (plans.isEmpty ? "" : Spelling.hint(for: gift.plan, among: plans) + ", or ") + "give the path of the plan's folder")
    }
    guard let row = ofPlan.first(where: { $0.text(2) == gift.allowance }) else {
      throw BookError(
        .invalid, "\(path): plan '\(gift.plan)' has no allowance '\(gift.allowance)'; "
          + Spelling.hint(for: gift.allowance, among: ofPlan.map { $0.text(2) }))
    }
    if row.text(4) == "service" {
      guard gift.service != nil else {
        throw BookError(.invalid, "allowance '\(gift.allowance)' is each service's own; name one with --service")
      }
    } else {
      guard gift.service == nil, gift.account != nil else {
        throw BookError(
          .invalid, "allowance '\(gift.allowance)' is shared by \(row.text(4)); name one with --account in place of --service")
      }
    }
    return (row.integer(0), CountedUnit(word: row.text(3)))
  }

  private static func baseUnits(_ text: String, _ unit: CountedUnit) throws(BookError) -> Int64 {
    guard let nanos = try? Decimal9.parse(text), nanos > 0 else {
      throw BookError(.invalid, "'\(text)' is no amount of \(unit.word); write a number above 0, such as 100")
    }
    let (base, rest) = (Int128(nanos) * Int128(unit.scale)).quotientAndRemainder(dividingBy: Int128(Decimal9.scale))
    guard rest == 0, let units = Int64(exactly: base) else {
      throw BookError(.invalid, "'\(text)' \(unit.word) do not come to whole \(unit.base.word); round it")
    }
    return units
  }

  private static func owner(
    of gift: BoosterGift, _ connection: SQLConnection, _ path: String
  ) throws(BookError) -> (id: Int64, isNew: Bool) {
    guard let service = gift.service else { return try owner(gift.account ?? "", of: 0, connection) }
    if let account = gift.account {
      return try owner(service, of: owner(account, of: 0, connection).id, connection)
    }
    let rows = try connection.rows("SELECT id FROM owner WHERE name = ?1 AND account > 0", [.text(service)])
    guard rows.count < 2 else {
      throw BookError(.invalid, "\(path): service '\(service)' has been of several accounts; say which with --account too")
    }
    guard let row = rows.first else {
      throw BookError(.invalid, "\(path): nothing was counted for service '\(service)' yet; name its account with --account too")
    }
    return (row.integer(0), false)
  }

  /// - Parameter account: the owner that a service's account is; 0 for an account.
  private static func owner(
    _ name: String, of account: Int64, _ connection: SQLConnection
  ) throws(BookError) -> (id: Int64, isNew: Bool) {
    let values: [SQLValue] = [.text(name), .integer(account)]
    if let row = try connection.row("SELECT id FROM owner WHERE name = ?1 AND account = ?2", values) {
      return (row.integer(0), false)
    }
    try connection.execute("INSERT INTO owner (id, name, account) SELECT coalesce(max(id), 0) + 1, ?1, ?2 FROM owner", values)
    return (connection.lastID, true)
  }
}
