package import Telecom

/// A usage as rating alone left it, to be charged again in the order in which it was made.
package struct OfferedUsage: Sendable {
  /// Orders usage that starts in the same millisecond; one of its own within what is settled together.
  package var recordID: String
  package var facts: AllowanceFacts
  /// With the plan's own charge; its `plan` says whose promises it draws on.
  package var usage: RatedUsage
  /// As the plan alone makes it.
  package var charge: ChargeWork

  package init(recordID: String, facts: AllowanceFacts, usage: RatedUsage, charge: ChargeWork) {
    self.recordID = recordID
    self.facts = facts
    self.usage = usage
    self.charge = charge
  }

  func precedes(_ other: OfferedUsage) -> Bool {
    if facts.start != other.facts.start { return facts.start < other.facts.start }
    // By code units, whatever the locale.
    return recordID.utf8.lexicographicallyPrecedes(other.recordID.utf8)
  }
}
