internal import Rating
internal import Telecom

/// The levels above the accounts: who sells on, and who carries the calls of a trunk.
extension DirectoryLoader {
  /// - Returns: `nil` where the book has neither resellers nor suppliers.
  mutating func levels(
    _ connection: SQLConnection
  ) throws(BookError) -> (prices: PriceLevels, payers: [IngestDirectory.Level])? {
    let indices = Dictionary(uniqueKeysWithValues: accounts.indices.map { (abs(accounts[$0].id), Int32($0)) })
    var resellers: [Reseller] = []
    var payers: [String: IngestDirectory.Level] = [:]
    for row in chain.rows {
      let zone = try zone(row.timeZone, account: row.account)
      payers["reseller:" + row.account] = IngestDirectory.Level(
        account: indices[row.id]!, zone: zone, tier: Array("reseller:\(row.account)".utf8))
      for (stretch, plan) in try choices(of: row.buyPlan, during: row.valid, currency: row.currency, connection) {
        var reseller = Reseller(account: row.account, buyPlan: index(of: plan))
        reseller.parentAccount = chain.parents[row.account] ?? ""
        (reseller.validFrom, reseller.validTo) = (stretch.from, stretch.to)
        resellers.append(reseller)
      }
    }
    var suppliers: [Supplier] = []
    for row in try connection.rows("SELECT trunk, valid_from, valid_to, supplier, plan FROM supplier ORDER BY trunk, valid_from") {
      let valid = Stretch(from: row.integer(1), to: row.optionalInteger(2) ?? .max)
      for (stretch, plan) in try choices(of: row.text(4), during: valid, currency: nil, connection) {
        var supplier = Supplier(trunk: row.text(0), name: row.text(3), plan: index(of: plan))
        (supplier.validFrom, supplier.validTo) = (stretch.from, stretch.to)
        suppliers.append(supplier)
      }
    }
    guard !resellers.isEmpty || !suppliers.isEmpty else { return nil }
    let prices = PriceLevels(entries: entries, resellers: resellers, suppliers: suppliers, parents: chain.parents)
    let own = suppliers.isEmpty ? 0 : try zone(try Book.setting("time_zone", connection) ?? "UTC", account: "of the book")
    return (
      prices,
      prices.parties.map { party in
        payers[party.tier] ?? IngestDirectory.Level(
          account: 0, zone: own, tier: Array(party.tier.utf8), supplier: Array(party.account.utf8))
      }
    )
  }
}
