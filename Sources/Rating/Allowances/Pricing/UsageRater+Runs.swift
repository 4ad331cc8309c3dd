internal import RatePlans
internal import Telecom

extension UsageRater {
  /// The steps that are offered: those of the first component of each measure. Other components of the measure, such as
  /// the calling end of a call, follow it.
  func appendRuns(_ facts: AllowanceFacts, _ charge: ChargeWork, to runs: inout [StepRun]) {
    for (place, component) in charge.components.enumerated() where leader(of: place, charge) == place {
      let measure = pricers[component.pricer].tariff.measure
      if facts.kind == .message {
        runs.append(
          StepRun(component: place, measure: measure, from: 0, count: facts.parts, length: 1, band: component.match.band))
        continue
      }
      for segment in charge.segments[component.segments] {
        var run = StepRun(
          component: place, measure: measure, from: segment.from, count: segment.stepCount, length: segment.stepLength,
          band: segment.band)
        let last = segment.length - (segment.stepCount - 1) * segment.stepLength
        if last < segment.stepLength { run.count -= 1 }
        if run.count > 0 { runs.append(run) }
        guard last < segment.stepLength else { continue }
        run.from += run.count * run.length
        (run.count, run.length) = (1, last)
        runs.append(run)
      }
    }
  }

  /// The first component that has the measure of another.
  func leader(of component: Int, _ charge: ChargeWork) -> Int {
    let measure = pricers[charge.components[component].pricer].tariff.measure
    return charge.components.firstIndex { pricers[$0.pricer].tariff.measure == measure } ?? component
  }
}
