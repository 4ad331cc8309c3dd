internal import RatePlans
internal import Telecom

/// What steps count for.
extension PromiseEngine {
  /// Steps from the run's `place`-th on that begin before any set begins or ends, and the second at which they do.
  func piece(of run: StepRun, from place: Int64, _ facts: AllowanceFacts) -> (steps: Int64, elapsed: Int64) {
    guard run.measure == .seconds, facts.kind != .message else { return (run.count - place, 0) }
    let elapsed = run.from + place * run.length
    guard let edge = thresholds.first(where: { $0 > elapsed }) else { return (run.count - place, elapsed) }
    return (min(run.count - place, (edge - elapsed - 1) / run.length + 1), elapsed)
  }

  /// How many steps of a length an allowance has room for, where so many units of the stretch are covered already.
  func fitting(_ index: Int, room: Int64, in covered: Int64, _ length: Int64, _ work: inout PromiseWork) -> Int64 {
    if allowanceUnits[index].isCalls { return room > 0 || work.countedCalls.contains(.allowance(index)) ? .max : 0 }
    guard promises.allowances[index].count == .begunMinutes else { return room / length }
    let (seconds, overflow) = (room / 60 * 60).addingReportingOverflow(Self.begunMinutes(covered) - covered)
    return overflow ? .max : seconds / length
  }

  /// Counts what a stretch is after it grew, and notes what that draws.
  func count(_ stretch: Int, _ work: inout PromiseWork) {
    let before = work.stretches[stretch].units
    let units = units(work.stretches[stretch], &work.countedCalls)
    work.stretches[stretch].units = units
    guard case .allowance(let index) = work.stretches[stretch].terms,
      let place = work.draws.firstIndex(where: { $0.allowance == index })
    else { return }
    work.draws[place].room -= units - before
    work.draws[place].units += units - before
  }

  private func units(_ stretch: CoveredStretch, _ countedCalls: inout [CoveredStretch.Terms]) -> Int64 {
    let length = stretch.to - stretch.from
    var (isCalls, isBegun) = (false, false)
    switch stretch.terms {
    case .plan: return length
    case .allowance(let index), .overage(let index):
      isCalls = allowanceUnits[index].isCalls
      isBegun = promises.allowances[index].count == .begunMinutes
    case .volume(let index): isCalls = volumeUnits[index].isCalls
    }
    guard isCalls else { return isBegun ? Self.begunMinutes(length) : length }
    if stretch.units > 0 || countedCalls.contains(stretch.terms) { return stretch.units }
    countedCalls.append(stretch.terms)
    return 1
  }

  /// The seconds of the minutes that so many have begun; 10¹⁶ at most, as a call can last.
  static func begunMinutes(_ seconds: Int64) -> Int64 { (seconds / 60 + (seconds % 60 == 0 ? 0 : 1)) * 60 }
}
