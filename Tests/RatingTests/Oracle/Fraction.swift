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

  func times(_ other: Fraction) -> Fraction? {
    // Each numerator against the other's denominator first, so that lowest terms are multiplied.
    let (left, right) = (Fraction(numerator, over: other.denominator), Fraction(other.numerator, over: denominator))
    let (top, overflow) = left.numerator.multipliedReportingOverflow(by: right.numerator)
    let (bottom, overflow2) = left.denominator.multipliedReportingOverflow(by: right.denominator)
    return overflow || overflow2 ? nil : Fraction(top, over: bottom)
  }

  /// By whole numbers, then by what remains of each.
  func exceeds(_ other: Fraction) -> Bool {
    if floor != other.floor { return floor > other.floor }
    return (numerator - floor * denominator) * other.denominator > (other.numerator - other.floor * other.denominator) * denominator
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
