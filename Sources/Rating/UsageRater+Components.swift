internal import RatePlans
package import Telecom

extension UsageRater {
  /// The parts of a charge, where there is more than one. Each is what the sum grows by when it is added and rounded, so
  /// that all of them add up to the charge.
  package func appendComponents(of charge: Int64, _ work: ChargeWork, to components: inout [ChargeComponent]) {
    var sum = ExactAmount.zero
    var reached: Int64 = 0
    let first = components.count
    for part in work.components {
      guard let next = sum.adding(part.amount), let rounded = next.rounded(plan.rounding) else { break }
      let tariff = pricers[part.pricer].tariff
      let source = ChargeComponent.Source.tariff(
        Int16(truncatingIfNeeded: part.pricer), prefix: tariff.groups[Int(part.match.group)].prefix.key,
        destination: tariff.rows.packed[Int(part.match.row)].destination)
      components.append(ChargeComponent(source, nanos: rounded - reached))
      (sum, reached) = (next, rounded)
    }
    for (index, amount) in work.specials {
      guard let next = sum.adding(amount), let rounded = next.rounded(plan.rounding) else { break }
      components.append(ChargeComponent(.special(Int16(truncatingIfNeeded: index)), nanos: rounded - reached))
      (sum, reached) = (next, rounded)
    }
    if reached != charge { components.append(ChargeComponent(.limit, nanos: charge - reached)) }
    if components.count == first + 1, work.specials.isEmpty { components.removeLast() }
  }
}
