internal import RatePlans
internal import Rating
internal import Telecom

/// Who draws on what plans promise: services, accounts, and branches of accounts.
extension DirectoryLoader {
  private struct Owner {
    var id: Int64
    /// Empty where there is none above, or a reseller: its customers' promises are their own.
    var parent: String
    var isConsolidated: Bool
    var cycleDay: Int
    var zone: String
  }

  /// - Returns: `nil` where no plan promises anything.
  mutating func promises(
    _ connection: SQLConnection
  ) throws(BookError) -> (owners: PoolOwners, allowances: BookAllowances)? {
    let promises = BookPromises(plans)
    guard !promises.isEmpty else { return nil }
    var accounts: [String: Owner] = [:]
    try connection.each(
      """
      SELECT a.id, a.name, p.name, a.billing = 'consolidated', a.cycle_day, a.time_zone FROM account a
      LEFT JOIN account p ON p.id = a.parent AND p.id NOT IN (SELECT account FROM reseller)
      """
    ) { row throws(BookError) in
      accounts[row.text(1)] = Owner(
        id: row.integer(0), parent: row.text(2), isConsolidated: row.integer(3) == 1, cycleDay: Int(row.integer(4)),
        zone: row.text(5))
    }
    for index in entries.indices { entries[index].cycleDay = Self.cycleDay(of: entries[index].account, accounts) }
    let owners = PoolOwners(
      entries: entries, zone: .utc, parents: accounts.mapValues(\.parent), pools: promises.pools
    ) { name in
      accounts[name].flatMap { account in
        ZoneTable.shared.zone(account.zone).map { ($0, Self.cycleDay(of: name, accounts)) }
      }
    }
    return (owners, BookAllowances(promises, owners: try rows(of: owners, accounts, connection)))
  }

  /// Of the account on whose invoice another's charges stand.
  private static func cycleDay(of account: String, _ accounts: [String: Owner]) -> Int {
    var (owner, steps) = (accounts[account], accounts.count)
    while let payer = owner, payer.isConsolidated, let parent = accounts[payer.parent], steps > 0 {
      owner = parent
      steps -= 1
    }
    return owner?.cycleDay ?? 1
  }

  private func rows(
    of owners: PoolOwners, _ accounts: [String: Owner], _ connection: SQLConnection
  ) throws(BookError) -> OwnerRows {
    var rows = OwnerRows()
    func pair(_ stored: Int64?, _ ofRun: Int, _ scope: PoolScope) throws(BookError) {
      guard let stored, let id = Int32(exactly: stored) else {
        throw BookError(.damaged, "a \(scope)'s id is none that the book gives; run 'tollbook verify'")
      }
      rows.pair(stored: id, ofRun: Int32(ofRun), scope)
    }
    for (index, name) in owners.accounts.enumerated() { try pair(accounts[name]?.id, index, .account) }
    var services: [String: Int64] = [:]
    for payer in payers.indices { services[entries[payer].service] = payers[payer].service }
    for (index, service) in owners.services.enumerated() { try pair(services[service.name], index, .service) }
    return rows
  }
}
