internal import RatePlans
internal import Telecom

extension UsageRater {
  /// Why a leg has no price.
  struct Refusal {
    private enum Reason: Int {
      case noZone, noRate, blocked, grace, tooLarge
    }

    private let reason: Reason
    let leg: Leg
    /// It is the calling number that has no price.
    private let isOrigin: Bool
    /// It is the unit that has none.
    private var isUnit = false

    init(unitOf leg: Leg) {
      self.init(.noRate, leg)
      isUnit = true
    }

    init(_ price: Price, _ leg: Leg, _ zones: CallZones? = nil) {
      self.leg = leg
      let (hasOrigin, hasDestination) = (zones?.origin.zone != 0, zones?.destination.zone != 0)
      isOrigin = leg == .origination || leg == .matrix && hasDestination && !hasOrigin
      reason = switch price {
      case .noRate where leg == .matrix && !(hasOrigin && hasDestination): .noZone
      case .noRate: .noRate
      case .blocked: .blocked
      case .grace: .grace
      case .tooLarge, .priced: .tooLarge
      }
    }

    func precedes(_ other: Refusal) -> Bool { reason.rawValue < other.reason.rawValue }

    /// Beside a price, which has 2: what forbids the call comes to more than any, what lacks one to the least.
    var severity: Int {
      switch reason {
      case .noZone, .noRate: 0
      case .grace: 1
      case .tooLarge: 3
      case .blocked: 4
      }
    }

    func outcome(_ record: UsageRecord, _ extras: UsageExtras) -> Outcome {
      if isUnit { return .rejected(.noRate, field: .unit, value: extras.unit) }
      let (field, value) = isOrigin ? (UsageField.calling, record.calling) : (.called, record.called)
      return switch reason {
      case .noZone: .rejected(.noZone, field: field, value: value)
      case .noRate: .rejected(.noRate, field: field, value: value)
      case .blocked: .rejected(.destinationBlocked, field: field, value: value)
      case .grace: .notChargeable(.grace)
      case .tooLarge: .rejected(.amountTooLarge, field: .duration, value: .none)
      }
    }
  }
}
