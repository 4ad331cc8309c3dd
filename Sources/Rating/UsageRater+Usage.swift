internal import RatePlans
internal import Telecom

extension UsageRater {
  /// What there is to price.
  struct Usage {
    var kind: UsageKind
    /// Since 1970 UTC.
    var start: Int64
    /// Whole seconds before increments.
    var duration: Int64
    var extras: UsageExtras

    func isWithinGrace(_ grace: Int64) -> Bool {
      switch kind {
      case .call: duration <= grace
      case .data: duration <= grace && extras.octetsIn <= 0 && extras.octetsOut <= 0
      case .message: false
      case .metered: extras.quantityNanos == 0
      }
    }

    /// Whether a tariff of this measure has a part in the charge: a session pays for its time and its octets where the
    /// plan prices both.
    func isMeasured(in measure: Measure) -> Bool {
      switch measure {
      case .seconds: kind != .metered
      case .octets: kind == .data && (extras.octetsIn >= 0 || extras.octetsOut >= 0)
      case .octetsIn: kind == .data && extras.octetsIn >= 0
      case .octetsOut: kind == .data && extras.octetsOut >= 0
      case .quantity: kind == .metered && extras.quantityNanos != nil
      }
    }

    func quantity(in measure: Measure) -> Int64 {
      switch measure {
      case .seconds: return duration
      case .octets:
        let (sum, overflow) = max(extras.octetsIn, 0).addingReportingOverflow(max(extras.octetsOut, 0))
        return overflow ? .max : sum
      case .octetsIn: return extras.octetsIn
      case .octetsOut: return extras.octetsOut
      case .quantity: return extras.quantityNanos ?? 0
      }
    }

    /// Messages cost their price per call for each part.
    var parts: Int64 {
      guard kind == .message, let quantity = extras.quantityNanos else { return 1 }
      return max(1, quantity / Decimal9.scale + (quantity % Decimal9.scale == 0 ? 0 : 1))
    }
  }
}
