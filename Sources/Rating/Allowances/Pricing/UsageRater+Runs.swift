internal import RatePlans
internal import Telecom

/// The steps of a usage, as promises are offered them.
extension UsageRater {
  /// The steps that are offered: those of the first component of each measure. Other components of the measure, such as
  /// the calling end of a call, follow it.
  /// - Parameters:
  ///   - milliseconds: start of the usage.
  ///   - parts: of a message.
  func appendRuns(
    _ kind: UsageKind, startingAt milliseconds: Int64, parts: Int64, _ charge: ChargeWork, to runs: inout [StepRun]
  ) {
    for (place, component) in charge.components.enumerated() where leader(of: place, charge) == place {
      let measure = pricers[component.pricer].tariff.measure
      if kind == .message {
        runs.append(
          StepRun(component: place, measure: measure, from: 0, count: parts, length: 1, band: component.match.band))
        continue
      }
      for segment in charge.segments[component.segments] {
        let run = StepRun(
          component: place, measure: measure, from: segment.from, count: segment.stepCount, length: segment.stepLength,
          band: segment.band)
        append(run, length: segment.length, startingAt: milliseconds, to: &runs)
      }
    }
  }

  /// The first component that has the measure of another.
  func leader(of component: Int, _ charge: ChargeWork) -> Int {
    let measure = pricers[charge.components[component].pricer].tariff.measure
    return charge.components.firstIndex { pricers[$0.pricer].tariff.measure == measure } ?? component
  }

  /// Keeps the steps of a usage that went the general way.
  func keepRuns(of rated: RatedUsage, startingAt milliseconds: Int64, _ result: inout RatedBatch) {
    let parts = rated.billedQuantity >= 0 ? rated.billedQuantity / Decimal9.scale : 1
    appendRuns(rated.kind, startingAt: milliseconds, parts: parts, result.work, to: &result.runs)
    result.runEnds.append(Int32(truncatingIfNeeded: result.runs.count))
  }

  /// Keeps the steps of a call that one row prices from its first second to its last.
  func keepRuns(ofPlain index: Int, startingAt milliseconds: Int64, by pricer: Pricer, _ result: inout RatedBatch) {
    let terms = Int(pricer.tariff.rows.packed[Int(result.candidates[index].row)].terms)
    let (first, next) = (pricer.tariff.rows.terms[terms].firstInterval, pricer.tariff.rows.terms[terms].nextInterval)
    let billed = result.candidates[index].billedSeconds
    var run = StepRun(component: 0, measure: .seconds, from: 0, count: 1, length: first, band: result.candidates[index].band)
    append(run, length: first, startingAt: milliseconds, to: &result.runs)
    if billed > first {
      let rest = billed - first
      (run.from, run.length) = (first, next)
      run.count = rest / next + (rest % next == 0 ? 0 : 1)
      append(run, length: rest, startingAt: milliseconds, to: &result.runs)
    }
    result.runEnds.append(Int32(truncatingIfNeeded: result.runs.count))
  }

  /// Appends steps of which the last may be shorter, parted where another band begins.
  /// - Parameter length: of all of them.
  private func append(_ steps: StepRun, length: Int64, startingAt milliseconds: Int64, to runs: inout [StepRun]) {
    var run = steps
    let last = length - (run.count - 1) * run.length
    if last < run.length { run.count -= 1 }
    appendByBands(run, startingAt: milliseconds, to: &runs)
    guard last < run.length else { return }
    run.from += run.count * run.length
    (run.count, run.length) = (1, last)
    appendByBands(run, startingAt: milliseconds, to: &runs)
  }

  private func appendByBands(_ steps: StepRun, startingAt milliseconds: Int64, to runs: inout [StepRun]) {
    guard steps.count > 0 else { return }
    guard steps.measure == .seconds, plan.bandRule == .eachStep, !plan.bands.bands.isEmpty else { return runs.append(steps) }
    var (run, left) = (steps, steps.count)
    let start = milliseconds.flooredDivision(by: 1000)
    while left > 0 {
      let second = start + run.from
      // The first step has the band in which the usage begins.
      if run.from > 0 { run.band = plan.bands.band(at: second) }
      let edge = plan.bands.nextEdge(after: second)
      run.count = edge == .max ? left : min(left, (edge - second - 1) / run.length + 1)
      runs.append(run)
      left -= run.count
      run.from += run.count * run.length
    }
  }
}
