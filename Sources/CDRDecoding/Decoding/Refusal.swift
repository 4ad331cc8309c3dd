internal import Telecom

/// The weightiest reason found so far why a record cannot be taken.
struct Refusal {
  var reason: RejectReason
  var field: UsageField
  var value: TextRange

  /// Keeps `other` when it goes before; the order of `RejectReason` decides, then the order of asking.
  static func note(_ refusal: inout Refusal?, _ reason: RejectReason, _ field: UsageField, _ slot: Slot) {
    if let known = refusal, known.reason <= reason { return }
    refusal = Refusal(reason: reason, field: field, value: slot.range)
  }
}
