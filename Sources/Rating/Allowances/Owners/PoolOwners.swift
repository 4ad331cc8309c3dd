internal import Bytes
package import RatePlans
package import Telecom

/// Who draws on pools together: the service, the account and the branch of each directory entry, and since when and until
/// when they have its plan.
///
/// Ids are places in lists of names, in the order in which the entries name them first.
///
/// A class, so that whoever asks for many usages hands a reference on.
package final class PoolOwners: Sendable {
  struct Entry: Sendable {
    var service: Int32
    var account: Int32
    /// The account at the head of the branch.
    var branch: Int32
    var calendar: Int32
    var branchCalendar: Int32
    /// Indices into `spans`; -1 where the plan holds at any time.
    var serviceSpan: Int32 = -1
    var accountSpan: Int32 = -1
    var branchSpan: Int32 = -1
  }

  struct Span: Sendable, Hashable {
    var from: Int64
    var to: Int64
  }

  package struct Service: Sendable, Hashable {
    /// Id of its account: numbers move from one to another.
    package var account: Int32
    package var name: String

    package init(account: Int32, name: String) {
      self.account = account
      self.name = name
    }
  }

  package let calendars: [AccountCalendar]
  /// By id. Branches are the accounts at their heads.
  package let accounts: [String]
  /// By id.
  package let services: [Service]
  let entries: [Entry]
  let spans: [Span]

  /// - Parameters:
  ///   - zone: of accounts that say none.
  ///   - parents: of accounts that no entry is of, by account; what stands here goes before what entries say, and an empty
  ///     one ends the branch.
  ///   - pools: by plan, where several are versions of one: it holds as long as one of them does.
  ///   - clock: of an account that no entry is of; `nil` where that is not known.
  package init(
    entries: [DirectoryEntry], zone: ZoneRules, parents: [String: String] = [:], pools: [PlanPools]? = nil,
    clock: (String) -> (zone: ZoneRules, cycleDay: Int)? = { _ in nil }
  ) {
    var compiler = PoolOwnersCompiler(entries, zone: zone, parents, pools: pools)
    compiler.compile(clock)
    calendars = compiler.calendars
    accounts = compiler.accounts
    services = compiler.services
    self.entries = compiler.owners
    spans = compiler.spans
  }

  /// The ids of an entry's owners.
  package func owners(ofEntry entry: Int) -> (service: Int32, account: Int32, branch: Int32) {
    (entries[entry].service, entries[entry].account, entries[entry].branch)
  }

  /// The account of an owner, and the service where it is one; else that is empty.
  package func names(of owner: Int32, _ scope: PoolScope) -> (account: String, service: String) {
    guard scope == .service else { return (accounts[Int(owner)], "") }
    return (accounts[Int(services[Int(owner)].account)], services[Int(owner)].name)
  }

  /// The month of an entry's account that a moment is in.
  /// - Parameter milliseconds: since 1970 UTC.
  package func month(ofEntry entry: Int, at milliseconds: Int64) -> UsageCycle {
    calendars[Int(entries[entry].calendar)].cycle(.month, at: milliseconds, of: account(ofEntry: entry))
  }

  /// Index into `calendars`, of an owner that some entry names.
  package func calendar(of owner: Int32, _ scope: PoolScope) -> Int32 {
    for entry in entries {
      switch scope {
      case .service: if entry.service == owner { return entry.calendar }
      case .account: if entry.account == owner { return entry.calendar }
      case .branch: if entry.branch == owner { return entry.branchCalendar }
      }
    }
    return 0
  }

  func prefetch(_ entry: Int) { entries.prefetch(entry) }

  package func service(ofEntry entry: Int) -> PoolOwner {
    owner(entries[entry].service, entries[entry].calendar, entries[entry].serviceSpan)
  }

  package func account(ofEntry entry: Int) -> PoolOwner {
    owner(entries[entry].account, entries[entry].calendar, entries[entry].accountSpan)
  }

  package func branch(ofEntry entry: Int) -> PoolOwner {
    owner(entries[entry].branch, entries[entry].branchCalendar, entries[entry].branchSpan)
  }

  private func owner(_ id: Int32, _ calendar: Int32, _ span: Int32) -> PoolOwner {
    guard span >= 0 else { return PoolOwner(id: id, calendar: calendar) }
    return PoolOwner(id: id, calendar: calendar, from: spans[Int(span)].from, to: spans[Int(span)].to)
  }
}
