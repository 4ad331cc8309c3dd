internal import RatePlans
internal import Rating
internal import Telecom

/// What an owner of an allowance has left of it in a cycle.
package struct AllowanceLeft: Sendable, Hashable {
  package var account: String
  /// Empty unless services draw by themselves.
  package var service: String
  package var plan: String
  package var allowance: String
  /// First day; empty of a term without a beginning.
  package var cycleFrom: String
  package var unit: String
  /// Amounts in the unit.
  package var included: String
  package var rolledIn: String
  package var used: String
  /// Boosters' units too.
  package var left: String

  var fields: [(String, String)] {
    [
      ("account", account), ("service", service), ("plan", plan), ("allowance", allowance), ("cycle_from", cycleFrom),
      ("unit", unit), ("included", included), ("rolled_in", rolledIn), ("used", used), ("left", left),
    ]
  }
}

extension CycleSettler {
  /// What closing would post to the accounts on an invoice, and what is left to them; nothing is written.
  /// - Parameters:
  ///   - period: up to whose end is settled.
  ///   - shown: whose cycles are listed.
  func preview(
    ofInvoiceOf payer: BookAccount, _ period: BillingPeriod, leftIn shown: BillingPeriod, _ connection: SQLConnection
  ) throws(BookError) -> (rows: [SettledRow], left: [AllowanceLeft]) {
    let targets = try targets(ofInvoiceOf: payer, period, connection)
    guard !targets.isEmpty else { return ([], []) }
    let results = try settle(targets, connection)
    let settled = Set(results.flatMap { $0.targets.map(\.group) })
    let others = targets.map(\.group).filter { !settled.contains($0) }
    var states = results.map(\.state)
    if !others.isEmpty { states.append(try allowances(of: others).load(connection)) }
    let (from, to) = (payer.zone.midnight(ofDay: shown.from.daysSince1970), payer.zone.midnight(ofDay: shown.to.daysSince1970))
    var left: [AllowanceLeft] = []
    for state in states {
      for (key, counter) in state.allowances {
        guard let place = place(of: key.pool) else { continue }
        let allowance = place.promise.engine.promises.allowances[place.index]
        let first = owners.calendars[Int(place.calendar)].zone.midnight(ofDay: key.cycle == .min ? 0 : Int(key.cycle))
        let cycle = owners.calendars[Int(place.calendar)].cycle(
          allowance.cycle, at: first, of: PoolOwner(id: 0, from: key.cycle == .min ? .min : first))
        guard cycle.from < to, cycle.to > from else { continue }
        let boosters = (try? state.boosted(key.pool, at: max(cycle.from, min(cycle.to, to) - 1))) ?? 0
        let names = owners.names(of: key.pool.owner, allowance.shared)
        left.append(
          AllowanceLeft(
            account: names.account, service: names.service, plan: place.promise.rater.plan.name, allowance: allowance.name,
            cycleFrom: key.cycle == .min ? "" : "\(CivilDate(daysSince1970: Int(key.cycle)))", unit: allowance.unit.word,
            included: allowance.unit.text(counter.granted), rolledIn: allowance.unit.text(counter.carriedIn),
            used: allowance.unit.text(counter.used), left: allowance.unit.text(counter.room + boosters)))
      }
    }
    return (
      results.flatMap(\.rows),
      left.sorted {
        ($0.account, $0.service, $0.plan, $0.allowance, $0.cycleFrom) < ($1.account, $1.service, $1.plan, $1.allowance, $1.cycleFrom)
      }
    )
  }

  /// The newest version of the plan that has an allowance, and the calendar of who draws on it.
  private func place(of pool: PoolKey) -> (promise: PromiseRater, index: Int, calendar: Int32)? {
    for promise in directory.rater.promises.reversed() {
      guard let promise, promise.engine.pools.plan == pool.plan,
        let index = promise.engine.pools.allowances.firstIndex(of: pool.promise)
      else { continue }
      let shared = promise.engine.promises.allowances[index].shared
      return (promise, index, owners.calendar(of: pool.owner, shared))
    }
    return nil
  }
}
