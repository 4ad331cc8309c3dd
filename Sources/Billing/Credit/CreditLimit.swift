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

  /// What happens when a balance changes, or the limit itself does, in the order in which it is met.
  /// - Parameter before: the limit as it was; this one where it stays.
  package func crossings(from old: Int64, under before: CreditLimit? = nil, to new: Int64) -> [Crossing] {
    let before = before ?? self
    var crossings: [Crossing] = []
    if before.isExhausted(old), !isExhausted(new) { crossings.append(.available) }
    if !before.isWarned(old), isWarned(new) { crossings.append(.warning) }
    if before.isWarned(old), warning != nil, !isWarned(new) { crossings.append(.recovered) }
    if !before.isExhausted(old), isExhausted(new) { crossings.append(.exhausted) }
    return crossings
  }

  private func isWarned(_ balance: Int64) -> Bool { warning.map { availableCredit(balance) <= Int128($0) } ?? false }
  private func isExhausted(_ balance: Int64) -> Bool { availableCredit(balance) <= 0 }
}
