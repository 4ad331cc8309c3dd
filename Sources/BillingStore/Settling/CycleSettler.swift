internal import Compression
internal import RatePlans
internal import Rating
internal import Telecom

/// Settles what customers have drawn on their plans' promises: charges their usage again by start and record id, whatever
/// the order in which it came, and posts what that changes and what the end of cycles adds.
///
/// Accounts that share pools are settled together. It is read once, for many accounts.
struct CycleSettler: Sendable {
  /// Accounts that share pools.
  struct Group: Sendable {
    var accounts: [Int64] = []
    var services: [Int64] = []
    /// Of the directory, of plans that promise something.
    var entries: [Int] = []
  }

  /// A group, and up to when it is to be settled.
  struct Target: Sendable {
    /// Index into `groups`.
    var group: Int
    /// Milliseconds since 1970: cycles that ended then are closed.
    var to: Int64
    /// Cycles of whoever used nothing are closed that end behind this moment, where nothing was settled before.
    var from: Int64
  }

  let directory: IngestDirectory
  let allowances: BookAllowances
  let owners: PoolOwners
  private(set) var groups: [Group] = []
  private(set) var groupOfAccount: [Int64: Int] = [:]
  /// Of services whose plans promise something.
  private(set) var entriesOfService: [Int64: [Int]] = [:]
  /// By the book's id, of plans that promise something.
  let planIndices: [Int64: Int]
  /// As a JSON array.
  let planList: String

  /// - Returns: `nil` where no plan promises anything.
  init?(_ connection: SQLConnection) throws(BookError) {
    guard try Self.isNeeded(connection) else { return nil }
    var loader = DirectoryLoader(threads: 1, isForSettling: true)
    directory = try loader.load(connection)
    guard let allowances = directory.allowances, let owners = directory.rater.owners, let payers = directory.rater.directory
    else { return nil }
    (self.allowances, self.owners) = (allowances, owners)
    var plans: [Int64: Int] = [:]
    for (index, id) in directory.planIDs.enumerated() where directory.rater.promises[index] != nil { plans[id] = index }
    (planIndices, planList) = (plans, IDList.text(plans.keys.sorted()))
    let isByBranch = allowances.promises.hasBranches
    var groupOfHead: [Int32: Int] = [:]
    for entry in payers.entries.indices where directory.rater.promises[payers.entries[entry].plan] != nil {
      let ids = owners.owners(ofEntry: entry)
      let head = isByBranch ? ids.branch : ids.account
      let group = groupOfHead[head] ?? groups.count
      if group == groups.count {
        groups.append(Group())
        groupOfHead[head] = group
        add(Int64(allowances.owners.stored(head, .account)), to: group)
      }
      add(Int64(allowances.owners.stored(ids.account, .account)), to: group)
      let service = directory.payers[entry].service
      if entriesOfService[service] == nil { groups[group].services.append(service) }
      entriesOfService[service, default: []].append(entry)
      groups[group].entries.append(entry)
    }
  }

  private mutating func add(_ account: Int64, to group: Int) {
    guard groupOfAccount[account] == nil else { return }
    groupOfAccount[account] = group
    groups[group].accounts.append(account)
  }

  /// Whether anything was drawn on promises, or a plan's files speak of commitments, which who uses nothing owes too: else
  /// nothing has to be read.
  private static func isNeeded(_ connection: SQLConnection) throws(BookError) -> Bool {
    if try connection.row("SELECT 1 FROM promise LIMIT 1") != nil { return true }
    let word = Array("commitments".utf8)
    var isNamed = false
    try connection.each("SELECT content FROM plan WHERE removed_at IS NULL") { row in
      // The file that has them goes first; a word elsewhere costs time alone.
      guard !isNamed, let archive = ZstdBlock.unpack(row.bytes(0)) else { return }
      var matched = 0
      for byte in archive {
        matched = byte == word[matched] ? matched + 1 : byte == word[0] ? 1 : 0
        if matched == word.count {
          isNamed = true
          return
        }
      }
    }
    return isNamed
  }

  /// The first of its accounts.
  func name(ofGroup group: Int) -> String {
    owners.accounts[Int(owners.owners(ofEntry: groups[group].entries[0]).account)]
  }

  /// The groups of the accounts on an invoice.
  func targets(ofInvoiceOf payer: BookAccount, _ period: BillingPeriod, _ connection: SQLConnection) throws(BookError) -> [Target] {
    let (from, to) = (payer.zone.midnight(ofDay: period.from.daysSince1970), payer.zone.midnight(ofDay: period.to.daysSince1970))
    let members = try connection.rows(
      """
      WITH RECURSIVE member (id) AS (
        SELECT ?1 UNION ALL SELECT c.id FROM account c JOIN member m ON c.parent = m.id WHERE c.billing = 'consolidated')
      SELECT id FROM member
      """, [.integer(payer.id)])
    return Set(members.compactMap { groupOfAccount[$0.integer(0)] }).sorted().map { Target(group: $0, to: to, from: from) }
  }

  /// The state's rows that are of some groups.
  func allowances(of groups: [Int]) -> BookAllowances {
    var chosen = allowances
    chosen.owners.choice = OwnerRows.Choice(
      services: IDList.text(groups.flatMap { self.groups[$0].services }),
      accounts: IDList.text(groups.flatMap { self.groups[$0].accounts }))
    return chosen
  }

  /// Who draws with a service at a moment; where it no longer has the plan then, as if it always had it.
  /// - Returns: `nil` for a service that is in another account now.
  func owners(ofService service: Int64, account: Int64, plan: Int, at moment: Int64)
    -> (service: PoolOwner, account: PoolOwner, branch: PoolOwner)?
  {
    guard let entries = entriesOfService[service], let payers = directory.rater.directory else { return nil }
    let pool = allowances.promises.pools[plan].plan
    let alike = entries.filter { allowances.promises.pools[payers.entries[$0].plan].plan == pool }
    let found = alike.first { payers.entries[$0].validFrom <= moment && moment < payers.entries[$0].validTo }
    let entry = found ?? alike.first ?? entries[0]
    guard Int64(allowances.owners.stored(owners.owners(ofEntry: entry).account, .account)) == account else { return nil }
    var result = (service: owners.service(ofEntry: entry), account: owners.account(ofEntry: entry), branch: owners.branch(ofEntry: entry))
    if found == nil, alike.isEmpty {
      (result.service.from, result.service.to) = (.min, .max)
      (result.account.from, result.account.to) = (.min, .max)
      (result.branch.from, result.branch.to) = (.min, .max)
    }
    return result
  }
}
