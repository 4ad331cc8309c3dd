internal import RatePlans
internal import Telecom

/// Finds the owners of pools among directory entries.
struct PoolOwnersCompiler {
  private(set) var calendars: [AccountCalendar] = []
  private(set) var accounts: [String] = []
  private(set) var services: [PoolOwners.Service] = []
  private(set) var owners: [PoolOwners.Entry] = []
  private(set) var spans: [PoolOwners.Span] = []

  private let entries: [DirectoryEntry]
  private let zone: ZoneRules
  private let pools: [PlanPools]?
  private var parents: [String: String]
  private var accountIDs: [String: Int32] = [:]
  private var serviceIDs: [PoolOwners.Service: Int32] = [:]
  private var calendarIDs: [CalendarKey: Int32] = [:]
  /// That of the entry before: most repeat it.
  private var lastCalendar: (key: CalendarKey, id: Int32)?
  private var spanIDs: [PoolOwners.Span: Int32] = [:]
  private var lastSpan: Int32?
  /// By account id: its first entry's calendar, -1 for an account without entries; and the account at its head, -1 while
  /// that is not known.
  private var calendarOfAccount: [Int32] = []
  private var headOfAccount: [Int32] = []

  private struct CalendarKey: Hashable {
    var zone: String
    var cycleDay: Int
  }

  /// Since when and until when an entry gives its owner a plan.
  private struct Term: Comparable {
    var owner: Int32
    /// The first of its versions.
    var plan: Int32
    var span: PoolOwners.Span
    var entry: Int32

    func isOf(_ other: Term) -> Bool { owner == other.owner && plan == other.plan }

    static func < (left: Term, right: Term) -> Bool {
      if left.owner != right.owner { return left.owner < right.owner }
      if left.plan != right.plan { return left.plan < right.plan }
      return left.span.from < right.span.from
    }
  }

  init(_ entries: [DirectoryEntry], zone: ZoneRules, _ parents: [String: String], pools: [PlanPools]?) {
    self.entries = entries
    self.zone = zone
    self.parents = parents
    self.pools = pools
  }

  mutating func compile(_ clock: (String) -> (zone: ZoneRules, cycleDay: Int)?) {
    owners.reserveCapacity(entries.count)
    accountIDs.reserveCapacity(entries.count)
    serviceIDs.reserveCapacity(entries.count)
    for index in entries.indices {  // A whole entry would be copied with all its texts.
      let account = id(ofAccount: entries[index].account)
      let calendar = calendar(ofEntry: index)
      if calendarOfAccount[Int(account)] < 0 { calendarOfAccount[Int(account)] = calendar }
      if !entries[index].parentAccount.isEmpty, parents[entries[index].account] == nil {
        parents[entries[index].account] = entries[index].parentAccount
      }
      let service = id(of: PoolOwners.Service(account: account, name: entries[index].service))
      owners.append(
        PoolOwners.Entry(service: service, account: account, branch: account, calendar: calendar, branchCalendar: calendar))
    }
    for index in owners.indices {
      owners[index].calendar = calendarOfAccount[Int(owners[index].account)]
      let head = head(of: owners[index].account)
      owners[index].branch = head
      if calendarOfAccount[Int(head)] < 0 {
        // A head without services, of which nothing is known, goes by the first of its branch.
        let known = clock(accounts[Int(head)]).map { calendar($0.zone, cycleDay: $0.cycleDay) }
        calendarOfAccount[Int(head)] = known ?? owners[index].calendar
      }
      owners[index].branchCalendar = calendarOfAccount[Int(head)]
    }
    guard entries.contains(where: { $0.validFrom > .min || $0.validTo < .max }) else { return }
    findSpans(of: .service)
    findSpans(of: .account)
    if owners.contains(where: { $0.branch != $0.account }) {
      findSpans(of: .branch)
    } else {
      for index in owners.indices { owners[index].branchSpan = owners[index].accountSpan }
    }
  }

  private mutating func id(ofAccount name: String) -> Int32 {
    let next = Int32(accounts.count)
    let id = accountIDs[name, default: next]
    guard id == next else { return id }
    accountIDs[name] = next
    accounts.append(name)
    calendarOfAccount.append(-1)
    headOfAccount.append(-1)
    return next
  }

  private mutating func id(of service: PoolOwners.Service) -> Int32 {
    let next = Int32(services.count)
    let id = serviceIDs[service, default: next]
    guard id == next else { return id }
    serviceIDs[service] = next
    services.append(service)
    return next
  }

  private mutating func calendar(ofEntry index: Int) -> Int32 {
    let (name, cycleDay) = (entries[index].zone?.name ?? zone.name, entries[index].cycleDay)
    if let last = lastCalendar, last.key.cycleDay == cycleDay, last.key.zone == name { return last.id }
    let id = calendar(entries[index].zone ?? zone, cycleDay: cycleDay)
    lastCalendar = (CalendarKey(zone: name, cycleDay: cycleDay), id)
    return id
  }

  private mutating func calendar(_ zone: ZoneRules, cycleDay: Int) -> Int32 {
    let key = CalendarKey(zone: zone.name, cycleDay: cycleDay)
    if let known = calendarIDs[key] { return known }
    calendars.append(AccountCalendar(zone: zone, cycleDay: cycleDay))
    calendarIDs[key] = Int32(calendars.count - 1)
    return Int32(calendars.count - 1)
  }

  /// The account at the top; where parents go round in a circle, the first of those in it by name.
  private mutating func head(of account: Int32) -> Int32 {
    if headOfAccount[Int(account)] >= 0 { return headOfAccount[Int(account)] }
    if parents[accounts[Int(account)], default: ""].isEmpty {
      headOfAccount[Int(account)] = account
      return account
    }
    var (name, seen) = (accounts[Int(account)], Set([accounts[Int(account)]]))
    while let parent = parents[name], !parent.isEmpty {
      name = parent
      if !seen.insert(parent).inserted { break }
    }
    var next = parents[name] ?? ""
    let circle = name
    while next != circle, !next.isEmpty { (name, next) = (min(name, next), parents[next] ?? "") }
    let head = id(ofAccount: name)
    headOfAccount[Int(account)] = head
    return head
  }

  /// Puts together the times of all entries by which an owner has a plan. What follows each other without a gap is one.
  private mutating func findSpans(of scope: PoolScope) {
    var terms: [Term] = []
    terms.reserveCapacity(entries.count)
    var isInOrder = true
    for index in entries.indices {
      let (from, to) = entries[index].claimed
      guard from < to else { continue }
      let owner = switch scope {
      case .service: owners[index].service
      case .account: owners[index].account
      case .branch: owners[index].branch
      }
      let term = Term(
        owner: owner, plan: plan(ofEntry: index), span: PoolOwners.Span(from: from, to: to), entry: Int32(index))
      if let last = terms.last, term < last { isInOrder = false }
      terms.append(term)
    }
    if !isInOrder { terms.sort() }
    var first = 0
    while first < terms.count {
      var (span, end) = (terms[first].span, first + 1)
      while end < terms.count, terms[end].isOf(terms[first]), terms[end].span.from <= span.to {
        span.to = max(span.to, terms[end].span.to)
        end += 1
      }
      if span.from > .min || span.to < .max {
        let index = index(of: span)
        for term in first..<end {
          let entry = Int(terms[term].entry)
          switch scope {
          case .service: owners[entry].serviceSpan = index
          case .account: owners[entry].accountSpan = index
          case .branch: owners[entry].branchSpan = index
          }
        }
      }
      first = end
    }
  }

  private func plan(ofEntry index: Int) -> Int32 {
    let plan = entries[index].plan
    return pools.map { Int32($0[plan].plan) } ?? Int32(plan)
  }

  private mutating func index(of span: PoolOwners.Span) -> Int32 {
    if let last = lastSpan, spans[Int(last)] == span { return last }
    let index = findIndex(of: span)
    lastSpan = index
    return index
  }

  private mutating func findIndex(of span: PoolOwners.Span) -> Int32 {
    if let known = spanIDs[span] { return known }
    spans.append(span)
    spanIDs[span] = Int32(spans.count - 1)
    return Int32(spans.count - 1)
  }
}
