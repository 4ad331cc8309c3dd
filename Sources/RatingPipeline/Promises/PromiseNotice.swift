package import RatePlans
package import Rating
package import Telecom

/// A limit of a plan that was reached, in words.
package struct PromiseNotice: Sendable, Hashable {
  package var kind: AllowanceEvent.Kind
  package var plan: String
  package var limit: String
  package var scope: PoolScope
  /// What counts; the currency's where that is money.
  package var unit: String
  /// Of the limit, in that unit.
  package var at: String
  /// The account, or that at the head of the branch.
  package var account: String
  /// Empty unless services count by themselves.
  package var service: String
  /// The first day of the cycle by the account's clock; `nil` of a term without a beginning.
  package var cycleFrom: CivilDate?
  /// The first day behind it; `nil` of a term without an end.
  package var cycleTo: CivilDate?
  package var pool: PoolKey
  /// The id of the record that reached it.
  package var recordID: String

  package init(_ event: AllowanceEvent, by recordID: ArraySlice<UInt8>, _ rater: AccountRater) {
    let plan = rater.raters[Int(event.plan)].plan
    let limit = plan.promises.limits[Int(event.limit)]
    kind = event.kind
    self.plan = plan.name
    self.limit = limit.name
    scope = limit.shared
    pool = event.pool
    (unit, at) = switch limit.measure {
    case .money: ("\(plan.currency)", Decimal9.text(limit.at))
    case .units(let unit): (unit.word, unit.text(limit.at))
    }
    cycleFrom = event.cycle.firstDay == .min ? nil : CivilDate(daysSince1970: Int(event.cycle.firstDay))
    cycleTo = event.cycle.lastDay == .max ? nil : CivilDate(daysSince1970: Int(event.cycle.lastDay))
    self.recordID = String(decoding: recordID, as: UTF8.self)
    (account, service) = rater.owners?.names(of: event.pool.owner, limit.shared) ?? ("", "")
  }
}
