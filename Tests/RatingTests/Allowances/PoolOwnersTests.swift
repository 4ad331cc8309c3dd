import RatePlans
import Rating
import Telecom
import TestSupport
import Testing

@Suite struct `Owners of pools` {
  /// Climbs from account to account, and paints the milliseconds in which somebody has a plan.
  private struct Model {
    let entries: [DirectoryEntry]

    func parent(_ account: String) -> String {
      entries.first { $0.account == account && !$0.parentAccount.isEmpty }?.parentAccount ?? ""
    }

    func head(_ account: String) -> String {
      var path = [account]
      while true {
        let next = parent(path.last!)
        if next.isEmpty { return path.last! }
        if let start = path.firstIndex(of: next) { return path[start...].min()! }
        path.append(next)
      }
    }

    /// What is around the entry's own time without a gap.
    func span(_ entry: DirectoryEntry, _ isOwn: (DirectoryEntry) -> Bool) -> (Int64, Int64) {
      var held = Set<Int64>()
      for other in entries where other.plan == entry.plan && isOwn(other) {
        for time in max(other.validFrom, -1)..<min(other.validTo, 101) { held.insert(time) }
      }
      var (from, to) = (max(entry.validFrom, -1), max(entry.validFrom, -1))
      while held.contains(from - 1) { from -= 1 }
      while held.contains(to) { to += 1 }
      return (from, to)
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>) func `are found as by climbing and painting`(seed: UInt64) {
    var random = Seeded(seed)
    let entries = (0..<Int.random(in: 1...14, using: &random)).map { _ in
      var entry = DirectoryEntry(
        keys: [], account: "a\(Int.random(in: 0..<5, using: &random))", service: "s\(Int.random(in: 0..<3, using: &random))")
      if Int.random(in: 0..<3, using: &random) == 0 { entry.parentAccount = "a\(Int.random(in: 0..<7, using: &random))" }
      entry.plan = Int.random(in: 0..<2, using: &random)
      entry.cycleDay = Int.random(in: 1...3, using: &random)
      let from = Int64.random(in: 0..<90, using: &random)
      if Bool.random(using: &random) { entry.validFrom = from }
      if Bool.random(using: &random) { entry.validTo = from + Int64.random(in: 1...30, using: &random) }
      return entry
    }
    let model = Model(entries: entries)
    let owners = PoolOwners(entries: entries, zone: .utc)
    func clipped(_ owner: PoolOwner) -> (Int64, Int64) { (max(owner.from, -1), min(owner.to, 101)) }
    for (index, entry) in entries.enumerated() {
      let ids = owners.owners(ofEntry: index)
      #expect(owners.names(of: ids.service, .service) == (entry.account, entry.service))
      #expect(owners.names(of: ids.account, .account).account == entry.account)
      let head = model.head(entry.account)
      #expect(owners.names(of: ids.branch, .branch).account == head, "\(entries.map { ($0.account, $0.parentAccount) })")
      #expect(
        clipped(owners.service(ofEntry: index)) == model.span(entry) { $0.account == entry.account && $0.service == entry.service })
      #expect(clipped(owners.account(ofEntry: index)) == model.span(entry) { $0.account == entry.account })
      #expect(clipped(owners.branch(ofEntry: index)) == model.span(entry) { model.head($0.account) == head })
      // A cycle of the account begins on the day that its first entry says.
      let day = entries.first { $0.account == entry.account }!.cycleDay
      let owner = owners.account(ofEntry: index)
      let cycle = owners.calendars[Int(owner.calendar)].cycle(.month, at: 1_780_000_000_000, of: owner)
      #expect(CivilDate(daysSince1970: Int(cycle.firstDay)).day == day)
    }
  }
}
