/// How far a customer may go. A balance is positive when the customer has paid ahead, negative when they owe; a prepaid
/// customer differs by a limit of zero alone.
package struct CreditLimit: Hashable, Sendable, Codable {
  package enum Crossing: String, Hashable, Sendable, Codable, CaseIterable {
    /// What is available fell to the warning level or below.
    case warning
    /// Nothing is available any more.
    case exhausted
    /// Something is available again.
    case available
    /// What is available rose above the warning level.
    case recovered
  }

  /// Minor units of credit.
  package var limit: Int64
  /// Minor units; `nil` where nobody is to be warned.
  package var warning: Int64?

  package init(limit: Int64, warning: Int64? = nil) {
    self.limit = limit
    self.warning = warning
  }

  /// `balance + limit`, in minor units.
  package func availableCredit(_ balance: Int64) -> Int128 { Int128(balance) + Int128(limit) }

  /// What happens when a balance changes, in the order in which it is met.
  package func crossings(from old: Int64, to new: Int64) -> [Crossing] {
    let (before, after) = (availableCredit(old), availableCredit(new))
    var crossings: [Crossing] = []
    if let level = warning.map({ Int128($0) }) {
      if before > level, after <= level { crossings.append(.warning) }
      if before <= level, after > level { crossings.append(.recovered) }
    }
    if before > 0, after <= 0 { crossings.append(.exhausted) }
    if before <= 0, after > 0 { crossings.insert(.available, at: 0) }
    return crossings
  }
}
