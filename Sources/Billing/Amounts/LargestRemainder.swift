internal import Telecom

/// Splits of a rounded total, so that the parts add up to it.
package enum LargestRemainder {
  /// Rounds exact parts down to whole units, then gives what is missing from the total, a unit each, to the parts with the
  /// largest remainder, the first of equals first.
  /// - Parameters:
  ///   - parts: in 1/`unit` of a whole unit.
  ///   - total: in whole units; within `parts.count` of the sum of the parts rounded down.
  /// - Returns: whole units, which sum to `total`.
  package static func round(_ parts: [Int128], unit: Int128, to total: Int128) -> [Int128] {
    var units: [Int128] = []
    var remainders: [Int128] = []
    var missing = total
    for part in parts {
      let whole = part.flooredDivision(by: unit)
      units.append(whole)
      remainders.append(part - whole * unit)
      missing -= whole
    }
    precondition(missing >= 0 && missing <= Int128(parts.count), "a total that is no rounding of its parts")
    guard missing > 0 else { return units }
    let order = parts.indices.sorted { (-remainders[$0], $0) < (-remainders[$1], $1) }
    for index in order.prefix(Int(missing)) { units[index] += 1 }
    return units
  }

  /// Splits `total` in the proportion of weights, none of them negative, at least one positive.
  /// - Returns: amounts that sum to `total` and have its sign.
  package static func split(_ total: Int64, by weights: [Int64]) -> [Int64] {
    let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
    let size = Int128(total.magnitude)
    let parts = round(weights.map { Int128($0) * size }, unit: sum, to: size)
    return parts.map { Int64(total < 0 ? -$0 : $0) }
  }
}
