package import RatePlans

/// An amount as a fraction of whole nanos, before it is rounded: `numerator / denominator`, never negative.
package struct ExactAmount: Sendable, Hashable, Comparable {
  package var numerator: Int128
  /// At least 1.
  package var denominator: Int128

  package init(numerator: Int128, denominator: Int128 = 1) {
    self.numerator = numerator
    self.denominator = denominator
  }

  package static let zero = ExactAmount(numerator: 0)

  /// - Returns: `nil` past 128 bits.
  package func adding(_ other: ExactAmount) -> ExactAmount? {
    if denominator == other.denominator {
      let (sum, overflow) = numerator.addingReportingOverflow(other.numerator)
      return overflow ? nil : ExactAmount(numerator: sum, denominator: denominator)
    }
    var (common, rest) = (denominator, other.denominator)
    while rest != 0 { (common, rest) = (rest, common % rest) }
    let factor = other.denominator / common
    let (left, first) = numerator.multipliedReportingOverflow(by: factor)
    let (right, second) = other.numerator.multipliedReportingOverflow(by: denominator / common)
    let (sum, third) = left.addingReportingOverflow(right)
    let (product, fourth) = denominator.multipliedReportingOverflow(by: factor)
    return first || second || third || fourth ? nil : ExactAmount(numerator: sum, denominator: product)
  }

  package func adding(nanos: Int64) -> ExactAmount? { adding(ExactAmount(numerator: Int128(nanos))) }

  /// Amounts past 128 bits when their denominators are crossed are compared as whole nanos.
  package static func < (left: ExactAmount, right: ExactAmount) -> Bool {
    let (first, overflow) = left.numerator.multipliedReportingOverflow(by: right.denominator)
    let (second, overflow2) = right.numerator.multipliedReportingOverflow(by: left.denominator)
    if overflow || overflow2 { return left.numerator / left.denominator < right.numerator / right.denominator }
    return first < second
  }

  /// Whether the amount is below `nanos`.
  func isBelow(nanos: Int64) -> Bool {
    let (product, overflow) = Int128(nanos).multipliedReportingOverflow(by: denominator)
    return overflow || numerator < product
  }

  /// The amount as money: whole nanos that are a multiple of the rounding's step.
  /// - Returns: `nil` past 9.2 billion major units.
  package func rounded(_ rounding: Rounding) -> Int64? {
    let step = Int128(rounding.step)
    let (divisor, overflow) = denominator.multipliedReportingOverflow(by: step)
    guard !overflow else { return nil }
    var (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: divisor)
    if remainder != 0, roundsUp(rounding.mode, remainder: remainder, divisor: divisor, isOdd: quotient & 1 == 1) {
      quotient += 1
    }
    let (nanos, tooLarge) = quotient.multipliedReportingOverflow(by: step)
    return tooLarge ? nil : Int64(exactly: nanos)
  }

  private func roundsUp(_ mode: Rounding.Mode, remainder: Int128, divisor: Int128, isOdd: Bool) -> Bool {
    let missing = divisor - remainder
    switch mode {
    case .halfUp, .none: return remainder >= missing
    case .halfEven: return remainder > missing || (remainder == missing && isOdd)
    case .up: return true
    case .down: return false
    }
  }
}
