package import RatePlans

extension VolumePrice {
  /// What a stretch costs that takes the total from one count to another; of `all_units` at the rate that `to` reaches.
  /// - Returns: nanos times the unit's scale.
  package func price(from: Int64, to: Int64) throws(AllowanceError) -> Int128 {
    guard case .allUnits(let steps) = scale else { return try price(of: to) - price(of: from) }
    return Int128(to - from) * Int128(Self.rate(steps, at: to))
  }

  /// What a total costs.
  /// - Returns: nanos times the unit's scale.
  package func price(of total: Int64) throws(AllowanceError) -> Int128 {
    switch scale {
    case .allUnits(let steps): return Int128(total) * Int128(Self.rate(steps, at: total))
    case .graduated(let steps):
      var sum: Int128 = 0
      for (index, step) in steps.enumerated() where step.from < total {
        let end = index + 1 < steps.count ? min(total, steps[index + 1].from) : total
        let (next, overflow) = sum.addingReportingOverflow(Int128(end - step.from) * Int128(step.rateNanos))
        guard !overflow else { throw .tooLarge }
        sum = next
      }
      return sum
    case .packages(let size, let nanos):
      let packages = Int128(total / size + (total % size == 0 ? 0 : 1))
      let (product, overflow) = (packages * Int128(nanos)).multipliedReportingOverflow(by: Int128(unit.scale))
      guard !overflow else { throw .tooLarge }
      return product
    }
  }

  private static func rate(_ steps: [Step], at total: Int64) -> Int64 { steps.last { $0.from <= total }?.rateNanos ?? 0 }
}
