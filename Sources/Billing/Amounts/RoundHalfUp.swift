/// The quotient as the nearer whole number; halves go away from zero. `divisor` is positive.
package func roundHalfUp(_ dividend: Int128, over divisor: Int128) -> Int128 {
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  let size = Int128(remainder.magnitude)
  guard size >= divisor - size else { return quotient }
  return dividend < 0 ? quotient - 1 : quotient + 1
}
