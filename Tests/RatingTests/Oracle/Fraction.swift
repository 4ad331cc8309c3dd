/// An exact fraction in lowest terms, its denominator positive. An operation that passes 128 bits gives `nil`.
struct Fraction: Hashable {
  let numerator: Int128
  let denominator: Int128

  static let zero = Fraction(0)

  init(_ whole: Int128) {
    numerator = whole
    denominator = 1
  }

  init(_ numerator: Int128, over denominator: Int128) {
    var (larger, smaller) = (denominator, numerator.magnitude > 0 ? Int128(numerator.magnitude) : 0)
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    self.numerator = numerator / larger
    self.denominator = denominator / larger
  }

  func plus(_ other: Fraction) -> Fraction? {
    let (left, overflow1) = numerator.multipliedReportingOverflow(by: other.denominator)
    let (right, overflow2) = other.numerator.multipliedReportingOverflow(by: denominator)
    let (sum, overflow3) = left.addingReportingOverflow(right)
    let (product, overflow4) = denominator.multipliedReportingOverflow(by: other.denominator)
    return overflow1 || overflow2 || overflow3 || overflow4 ? nil : Fraction(sum, over: product)
  }

  /// The largest whole number that is not larger.
  var floor: Int128 {
    let quotient = numerator / denominator
    return numerator % denominator < 0 ? quotient - 1 : quotient
  }

  var isWhole: Bool { denominator == 1 }

  /// What remains above `floor`, against a half.
  var remainderAgainstHalf: Comparison {
    let remainder = numerator - floor * denominator
    let rest = denominator - remainder
    return remainder < rest ? .less : remainder == rest ? .equal : .more
  }

  enum Comparison { case less, equal, more }
}
