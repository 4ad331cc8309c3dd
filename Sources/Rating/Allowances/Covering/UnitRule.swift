internal import RatePlans
internal import Telecom

/// Which steps a counted unit counts, in a form without text.
struct UnitRule: Sendable {
  private enum Kind {
    case time, calls, messages, octets, quantity
  }

  let isCalls: Bool
  let scale: Int64
  private let kind: Kind
  /// As ``AllowanceFacts/meteredUnit``.
  private let metered: Int16

  /// - Parameter metered: of a metered unit.
  init(_ unit: CountedUnit, metered: Int16) {
    kind = switch unit {
    case .seconds, .minutes: .time
    case .calls: .calls
    case .messages: .messages
    case .octets, .kilooctets, .megaoctets, .gigaoctets: .octets
    case .metered: .quantity
    }
    isCalls = unit == .calls
    scale = unit.scale
    self.metered = metered
  }

  /// Whether steps of a measure count.
  func counts(_ measure: Measure, _ facts: AllowanceFacts) -> Bool {
    switch kind {
    case .time: measure == .seconds && facts.kind != .message
    case .calls: measure == .seconds && facts.kind == .call
    case .messages: facts.kind == .message
    case .octets: measure == .octets || measure == .octetsIn || measure == .octetsOut
    case .quantity: measure == .quantity && facts.meteredUnit >= 0 && facts.meteredUnit == metered
    }
  }
}
