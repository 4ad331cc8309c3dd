internal import Telecom

/// What a usage limit counts.
enum UsageMeasure: String, CaseIterable, Sendable {
  /// Money before taxes.
  case amount
  /// Billed.
  case minutes
  case records
  /// 1,000,000 octets, in and out.
  case megabytes

  /// What was counted: nanos, billed seconds, records and octets.
  struct Sum: Sendable, Equatable {
    var nanos: Int128 = 0
    var seconds: Int128 = 0
    var records: Int128 = 0
    var octets: Int128 = 0

    static func += (left: inout Sum, right: Sum) {
      left.nanos += right.nanos
      left.seconds += right.seconds
      left.records += right.records
      left.octets += right.octets
    }
  }

  /// In the unit that is counted exactly: nanos, seconds, records or octets.
  func value(_ sum: Sum) -> Int128 {
    switch self {
    case .amount: sum.nanos
    case .minutes: sum.seconds
    case .records: sum.records
    case .megabytes: sum.octets
    }
  }

  /// Whether what was counted is no less than a limit in nanos of the measure.
  func reaches(_ used: Int64, _ limit: Int64) -> Bool {
    Int128(used) * factor.up >= Int128(limit) * factor.down
  }

  /// What was counted as a plain number, rounded down to nine decimals.
  func text(_ used: Int64) -> String {
    let (quotient, rest) = (Int128(used) * factor.up).quotientAndRemainder(dividingBy: factor.down)
    return Decimal9.text(Int64(clamping: rest < 0 ? quotient - 1 : quotient))
  }

  /// Nanos of the measure = what is counted × up / down.
  private var factor: (up: Int128, down: Int128) {
    switch self {
    case .amount: (1, 1)
    case .minutes: (1_000_000_000, 60)
    case .records: (1_000_000_000, 1)
    case .megabytes: (1000, 1)
    }
  }
}
