internal import Bytes
internal import RatePlans
package import Rating
package import RatingPipeline
package import Telecom

/// Charges all usage since the last settling again in the order in which it was made, and writes what that differs by from
/// what was charged as it came.
///
/// ```
/// opening ─ what was behind it, in order ─ inputs, as they came      what was charged, and a state that has to be the file's
/// opening ─ usage before the moment, in order ─ ends of cycles ─ usage behind it        what it comes to
///                                                             └ the next opening      └ the state
/// ```
/// Usage is not held but read again: see ``SortedReading``. The output becomes durable, then the state: a settling that
/// ends in between is done again from the same state, and comes to the same bytes.
package final class AllowanceSettling {
  package struct Outcome: Sendable {
    /// Usage of which the charge differs.
    package var differences = 0
    /// Rows that ends of cycles added.
    package var charges = 0
    /// Of all rows, in nanos.
    package var sums: [Currency: Int128] = [:]
    /// Limits that are reached in this order, and were not as usage came.
    package var notices: [PromiseNotice] = []
    /// Inputs of which all usage was settled before.
    package var settledBefore: [String] = []
  }

  private let file: AllowanceFile
  private let rater: AccountRater
  private let options: RatingRun.Options
  private let control: RatingRun.Control
  private let from: Int64?
  private let until: Int64
  private var outcome = Outcome()

  /// - Parameters:
  ///   - path: of the state of allowances.
  ///   - until: milliseconds since 1970; cycles that end by then are closed, and the next settling begins there.
  /// - Throws: where there is no such state, or nothing can be settled with it.
  package init(
    _ path: String, until: Int64, by rater: AccountRater, _ options: RatingRun.Options, _ control: RatingRun.Control
  ) throws(BookError) {
    try AllowanceFile.check(path)
    file = try AllowanceFile(
      path, plans: rater.raters.map(\.plan), accounts: rater.owners?.accounts ?? [], services: rater.owners?.services ?? [])
    (self.rater, self.options, self.control, self.until) = (rater, options, control, until)
    from = try file.openingMoment()
    if let from, until < from {
      throw BookError(
        .invalid, "\(path): it is settled up to \(Timestamp(milliseconds: from, offset: 0)) already; give a later --until")
    }
    let others = try file.usersElsewhere()
    guard others.isEmpty else {
      throw BookError(
        .invalid, others.map { "\(path): \($0) used something since the last settling, and is not among those given" }
          .joined(separator: "\n") + "\nsettle with all customers and plans that usage was rated with")
    }
  }

  /// - Parameters:
  ///   - paths: of the inputs, in any order and under any name.
  ///   - output: gets the corrections.
  ///   - events: gets a JSON object a line for each limit that is reached.
  package func settle(_ paths: [String], to output: OutputFile, events: OutputFile?) throws(RatingRun.Failure) -> Outcome {
    if from == until, FilePlace(output.path).kind == .regular {
      throw .backOffice(
        .unusable("it is settled up to then already, and \(output.path), which may have its rows, would be replaced; name another output"))
    }
    let inputs = try SettledInputs(paths, of: file, control)
    outcome.settledBefore = inputs.settledBefore
    let reading = SortedReading(inputs, from: from, by: rater, options, control)
    let (opening, gifts) = try asking { () throws(BookError) in try file.loadOpeningAndGifts() }
    let streamed = try asking { () throws(BookError) in try file.load() }
    try check(StreamedAgain(reading, inputs, gifts, rater).replay(from: opening), is: streamed)
    var state = opening
    for gift in gifts { state.grant(gift.booster, to: gift.pool) }
    state.keepPosted(of: streamed)
    let next = try settle(&state, reading, CorrectionsFile(output, events, rater))
    if control.isCancelled { throw .cancelled }
    try asking { () throws(BookError) in
      try file.replace(state)
      try file.replaceOpening(next, until)
    }
    do throws(SystemError) {
      try events?.commit(durably: true)
      try output.commit(durably: true)
    } catch {
      throw .backOffice(.system(error))
    }
    try asking { () throws(BookError) in try file.commit() }
    return outcome
  }

  private func check(_ replayed: AllowanceState, is streamed: AllowanceState) throws(RatingRun.Failure) {
    guard replayed != streamed else { return }
    throw .backOffice(
      .unusable(
        "\(file.path): with these inputs usage does not come to the state that is kept; settle with the plans, subscribers and "
          + "options that it was rated with"))
  }

  /// - Returns: the state before usage that starts at the moment or later.
  private func settle(
    _ state: inout AllowanceState, _ reading: SortedReading, _ corrections: CorrectionsFile
  ) throws(RatingRun.Failure) -> AllowanceState {
    try corrections.begin()
    var ends = CycleEnds(rater, from: from, until: until)
    try reading.charge(.min..<until, &state) { usage, order throws(RatingRun.Failure) in
      ends.note(usage)
      try write(usage, order, reading, corrections)
    }
    let charges: [CycleCharge]
    do throws(AllowanceError) {
      charges = try ends.close(&state)
    } catch {
      throw .backOffice(.unusable("what ends of cycles add is too large to be counted; see the prices of volumes and commitments"))
    }
    let next = state
    try reading.charge(until..<Int64.max, &state) { usage, order throws(RatingRun.Failure) in
      try write(usage, order, reading, corrections)
    }
    try corrections.write(charges)
    outcome.charges = charges.count
    for charge in charges { add(charge.nanos, ofPlan: charge.pool.plan) }
    return next
  }

  private func write(
    _ usage: GatheredUsage, _ order: [Int], _ reading: SortedReading, _ corrections: CorrectionsFile
  ) throws(RatingRun.Failure) {
    var differences: [(row: Int, nanos: Int64)] = []
    for row in order {
      let (nanos, overflow) = usage.rated.rated[row].chargeNanos.subtractingReportingOverflow(reading.charged(usage.marks[row]))
      guard !overflow else { throw .backOffice(.unusable("a difference is too large to be written; see the prices of the plans")) }
      guard nanos != 0 else { continue }
      differences.append((row, nanos))
      add(nanos, ofPlan: usage.rated.rated[row].plan)
    }
    outcome.differences += differences.count
    outcome.notices += try corrections.write(differences, of: usage)
  }

  private func add(_ nanos: Int64, ofPlan plan: Int16) {
    outcome.sums[rater.raters[Int(plan)].plan.currency, default: 0] += Int128(nanos)
  }

  private func asking<R>(_ question: () throws(BookError) -> R) throws(RatingRun.Failure) -> R {
    do throws(BookError) { return try question() } catch { throw .backOffice(.unusable(error.message)) }
  }
}
