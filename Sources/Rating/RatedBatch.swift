package import Telecom

/// What became of the records of a `UsageBatch`. Together with the batch's own rejects, duplicates and not chargeable
/// counts every record is accounted for once.
package struct RatedBatch: Sendable {
  /// In input order.
  package var rated: [RatedUsage] = []
  /// In input order.
  package var rejects: [Reject] = []
  package var notChargeable = NotChargeableCounts()
  /// Sums over `rated`.
  package var billedSeconds: Int64 = 0
  package var chargeNanos: Int128 = 0

  package init() {}

  mutating func append(_ usage: RatedUsage) {
    billedSeconds &+= usage.billedSeconds
    chargeNanos += Int128(usage.chargeNanos)
    rated.append(usage)
  }

  package mutating func removeAll() {
    rated.removeAll(keepingCapacity: true)
    rejects.removeAll(keepingCapacity: true)
    notChargeable = NotChargeableCounts()
    billedSeconds = 0
    chargeNanos = 0
  }
}
