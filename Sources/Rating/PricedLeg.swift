internal import RatePlans
internal import Telecom

/// A deck that prices one end of calls.
struct PricedLeg: Sendable {
  /// Index into the rater's pricers.
  let pricer: Int
  let isOrigination: Bool
  /// Asked for the LRN of a ported number.
  let takesRouting: Bool

  init(_ pricer: Int, of plan: RatePlan) {
    self.pricer = pricer
    isOrigination = plan.tariffs[pricer].leg == .origination
    takesRouting = !isOrigination && plan.ratedNumber == .lrn
  }

  /// The number that the deck is asked for; `.none` where the general way has to decide.
  @inline(__always)
  func number(of index: Int, in calls: [CallFacts]) -> PhoneNumber {
    if calls[index].called == .none || isOrigination && calls[index].isCallingShort { return .none }
    if isOrigination { return calls[index].calling }
    return takesRouting && calls[index].routing != .none ? calls[index].routing : calls[index].called
  }
}
