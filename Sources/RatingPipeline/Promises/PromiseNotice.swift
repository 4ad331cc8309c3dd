package import RatePlans
package import Rating
package import Telecom

/// A limit of a plan that was reached, in words.
package struct PromiseNotice: Sendable, Hashable {
  package var kind: AllowanceEvent.Kind
  package var plan: String
  package var limit: String
  package var scope: PoolScope
  /// The account, or that at the head of the branch.
  package var account: String
  /// Empty unless services count by themselves.
  package var service: String
  /// The first day of the cycle by the account's clock; `nil` of a term without a beginning.
  package var cycleFrom: CivilDate?
  package var pool: PoolKey
  /// The id of the record that reached it.
  package var recordID: String

  init(_ event: AllowanceEvent, by recordID: ArraySlice<UInt8>, _ rater: AccountRater) {
    let plan = rater.raters[Int(event.pool.plan)].plan
    let limit = plan.promises.limits[Int(event.pool.promise)]
    kind = event.kind
    self.plan = plan.name
    self.limit = limit.name
    scope = limit.shared
    pool = event.pool
    cycleFrom = event.cycle.firstDay == .min ? nil : CivilDate(daysSince1970: Int(event.cycle.firstDay))
    self.recordID = String(decoding: recordID, as: UTF8.self)
    (account, service) = rater.owners?.names(of: event.pool.owner, limit.shared) ?? ("", "")
  }
}
