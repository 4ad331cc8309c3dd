/// What a line of an invoice charges, in the order of an invoice's sections.
package enum ChargeKind: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
  case usage
  /// What a commitment lacks.
  case shortfall
  case recurring
  case oneOff = "one_off"

  package static func < (left: ChargeKind, right: ChargeKind) -> Bool { left.rank < right.rank }

  package var rank: Int {
    switch self {
    case .usage: 0
    case .shortfall: 1
    case .recurring: 2
    case .oneOff: 3
    }
  }
}
