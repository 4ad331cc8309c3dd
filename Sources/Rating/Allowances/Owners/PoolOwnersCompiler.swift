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
  private var parents: [String: String]
  private var accountIDs: [String: Int32] = [:]
  private var serviceIDs: [PoolOwners.Service: Int32] = [:]
  private var calendarIDs: [CalendarKey: Int32] = [:]
  /// By account id: its first entry's calendar, -1 for an account without entries; and the account at its head, -1 while
  /// that is not known.
  private var calendarOfAccount: [Int32] = []
  private var headOfAccount: [Int32] = []

  private struct CalendarKey: Hashable {
    var zone: String
    var cycleDay: Int
  }

  private struct Holder: Hashable {
    var owner: Int32
    var plan: Int
  }

  init(_ entries: [DirectoryEntry], zone: ZoneRules, _ parents: [String: String]) {
    self.entries = entries
    self.zone = zone
    self.parents = parents
  }

  mutating func compile() {
    owners.reserveCapacity(entries.count)
    accountIDs.reserveCapacity(entries.count)
    serviceIDs.reserveCapacity(entries.count)
    for entry in entries {
      let account = id(ofAccount: entry.account)
      let calendar = calendar(entry)
      if calendarOfAccount[Int(account)] < 0 { calendarOfAccount[Int(account)] = calendar }
      if !entry.parentAccount.isEmpty, parents[entry.account] == nil { parents[entry.account] = entry.parentAccount }
      let service = id(of: PoolOwners.Service(account: account, name: entry.service))
      owners.append(
        PoolOwners.Entry(service: service, account: account, branch: account, calendar: calendar, branchCalendar: calendar))
    }
    for index in owners.indices {
      owners[index].calendar = calendarOfAccount[Int(owners[index].account)]
      let head = head(of: owners[index].account)
      owners[index].branch = head
      // A head without services goes by the first of its branch.
      if calendarOfAccount[Int(head)] < 0 { calendarOfAccount[Int(head)] = owners[index].calendar }
      owners[index].branchCalendar = calendarOfAccount[Int(head)]
    }
    guard entries.contains(where: { $0.validFrom > .min || $0.validTo < .max }) else { return }
    findSpans(of: \.service, \.serviceSpan)
    findSpans(of: \.account, \.accountSpan)
    findSpans(of: \.branch, \.branchSpan)
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

  private mutating func calendar(_ entry: DirectoryEntry) -> Int32 {
    let zone = entry.zone ?? zone
    let key = CalendarKey(zone: zone.name, cycleDay: entry.cycleDay)
    if let known = calendarIDs[key] { return known }
    calendars.append(AccountCalendar(zone: zone, cycleDay: entry.cycleDay))
    calendarIDs[key] = Int32(calendars.count - 1)
    return Int32(calendars.count - 1)
  }

  /// The account at the top; where parents go round in a circle, the first of those in it by name.
  private mutating func head(of account: Int32) -> Int32 {
    if headOfAccount[Int(account)] >= 0 { return headOfAccount[Int(account)] }
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
  private mutating func findSpans(
    of owner: KeyPath<PoolOwners.Entry, Int32>, _ place: WritableKeyPath<PoolOwners.Entry, Int32>
  ) {
    var times: [Holder: [PoolOwners.Span]] = [:]
    for (index, entry) in entries.enumerated() {
      let (from, to) = entry.claimed
      guard from < to else { continue }
      times[Holder(owner: owners[index][keyPath: owner], plan: entry.plan), default: []].append(PoolOwners.Span(from: from, to: to))
    }
    for (holder, spans) in times { times[holder] = Self.joined(spans) }
    for (index, entry) in entries.enumerated() {
      let (from, to) = entry.claimed
      guard from < to, let spans = times[Holder(owner: owners[index][keyPath: owner], plan: entry.plan)],
        let span = spans.last(where: { $0.from <= from }), span.from > .min || span.to < .max
      else { continue }
      self.spans.append(span)
      owners[index][keyPath: place] = Int32(self.spans.count - 1)
    }
  }

  private static func joined(_ spans: [PoolOwners.Span]) -> [PoolOwners.Span] {
    var result: [PoolOwners.Span] = []
    for span in spans.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
      if let last = result.indices.last, span.from <= result[last].to {
        result[last].to = max(result[last].to, span.to)
      } else {
        result.append(span)
      }
    }
    return result
  }
}
