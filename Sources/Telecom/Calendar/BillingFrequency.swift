/// How often something is billed. As text, and so stored: `weekly two_weekly monthly quarterly half_yearly yearly
/// every_10_days`.
package enum BillingFrequency: Hashable, Sendable, Codable, CustomStringConvertible {
  case weekly, twoWeekly, monthly, quarterly, halfYearly, yearly
  /// 1…3660.
  case days(Int)

  /// - Returns: `nil` for a word that is none of the above.
  package init?(_ text: some StringProtocol) {
    switch String(text) {
    case "weekly": self = .weekly
    case "two_weekly": self = .twoWeekly
    case "monthly": self = .monthly
    case "quarterly": self = .quarterly
    case "half_yearly": self = .halfYearly
    case "yearly": self = .yearly
    case let text:
      guard text.hasPrefix("every_"), text.hasSuffix("_days"),
        let days = Int(text.dropFirst(6).dropLast(5)), 1...3660 ~= days
      else { return nil }
      self = .days(days)
    }
  }

  package var description: String {
    switch self {
    case .weekly: "weekly"
    case .twoWeekly: "two_weekly"
    case .monthly: "monthly"
    case .quarterly: "quarterly"
    case .halfYearly: "half_yearly"
    case .yearly: "yearly"
    case .days(let days): "every_\(days)_days"
    }
  }

  /// Whole months of a cycle; `nil` where cycles are counted in days.
  package var months: Int? {
    switch self {
    case .monthly: 1
    case .quarterly: 3
    case .halfYearly: 6
    case .yearly: 12
    case .weekly, .twoWeekly, .days: nil
    }
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let frequency = BillingFrequency(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(text) is no frequency; write monthly, weekly or every_10_days")
    }
    self = frequency
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
