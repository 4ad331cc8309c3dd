package import Telecom

/// What became of rated records in the back office, where it is not what rating made of them.
package struct PartOutcome: Hashable, Sendable {
  /// Records it had already, with the same content.
  package var duplicates = 0
  /// Records it set aside: counts by `RejectReason`.
  package var rejected = [Int](repeating: 0, count: RejectReason.allCases.count)
  /// Of all these together.
  package var billedSeconds: Int64 = 0
  /// Of all these together, in nanos.
  package var charges: [Currency: Int128] = [:]

  /// Everything was taken as it came.
  package static let allTaken = PartOutcome()

  package init() {}
}
