internal import Bytes
package import CDRDecoding
internal import RatePlans
package import Rating
package import Telecom

/// Rates inputs one after the other, each on all threads, into one back office.
///
/// Workers take chunks in order, decode and rate them on their own, put them into the form the back office takes, and
/// hand them to the ordered step, which gives them to it in the order of the input. An input is a batch: it is kept
/// only when the whole of it could be read and taken.
///
/// What changes in it is touched by the ordered step alone, and between two inputs by the thread that calls.
package final class RatingRun: @unchecked Sendable {
  package struct Options: Sendable {
    /// `nil` recognises the dialect of each input from its content.
    package var dialect: Dialect?
    /// What the dialect was asked for by; goes into rejects so that they can be read again.
    package var dialectName: String?
    /// For times without an offset of their own; `nil` takes the plan's.
    package var zone: ZoneRules?
    package var threads: Int
    /// Bytes a chunk has, more or less.
    package var chunkSize = 1 << 18

    package init(threads: Int) { self.threads = threads }
  }

  let rater: AccountRater

  package var currencies: [Currency] { rater.currencies }

  let options: Options
  let control: Control
  package let office: any BackOffice
  /// `nil` where plans promise nothing, or nobody keeps count.
  let promises: (any PromiseKeeper)?
  let warn: (String) -> Void
  /// Some time of the current input was read by the plan's zone, which nobody had named.
  var hasAssumedZone = false
  var joiners: [String: Joining] = [:]
  /// Records of the current input were joined with each other, or wait for others.
  var hasJoined = false
  /// An input was given up, because the run is to end.
  var isGivenUp = false
  /// Of the current input's content so far, where the back office asks for it.
  var digest: SHA256?
  /// Sessions of committed inputs that began and never ended.
  var openSessions: [OpenSession] = []
  /// Records of inputs that were committed.
  package internal(set) var summary = RunSummary()

  /// - Parameters:
  ///   - promises: where the rater has owners of pools.
  ///   - warn: told what the user should know but nobody has to stop for.
  package init(
    rater: AccountRater, options: Options, backOffice: any BackOffice, promises: (any PromiseKeeper)? = nil, control: Control,
    warn: @escaping (String) -> Void
  ) {
    self.rater = rater
    self.options = options
    office = backOffice
    self.promises = rater.keepsPromises ? promises : nil
    precondition(!rater.keepsPromises || promises != nil, "promises need somebody who keeps count")
    self.control = control
    self.warn = warn
  }

  /// Calls whose records are joined, and how those that stay alone are read.
  struct Joining {
    var joiner: RecordJoiner
    let context: BatchContext
  }

  /// Why an input has no part in the result.
  package enum Failure: Error, CustomStringConvertible {
    /// The input, or what it says it is; the next one may be better.
    case input(String)
    /// The back office; nothing more can be done.
    case backOffice(BackOfficeError)
    case cancelled

    init(_ error: BackOfficeError) {
      if case .batchRefused(let message) = error { self = .input(message) } else { self = .backOffice(error) }
    }

    package var description: String {
      switch self {
      case .input(let message): message
      case .backOffice(let error): "\(error)"
      case .cancelled: "interrupted"
      }
    }
  }

  /// For times without an offset of their own.
  var zone: ZoneRules { options.zone ?? rater.plan.zone }

  /// Gives a chunk to the back office, in the ordered step.
  func take(_ workspace: Workspace) throws(BackOfficeError) {
    workspace.summary.correct(by: try office.take(workspace.part))
    control.advance(bytes: workspace.batch.inputCount, records: workspace.summary.read)
  }

  /// Rates what is in its place in the order of the input.
  func rate(_ workspace: Workspace, in context: BatchContext) throws(BackOfficeError) {
    workspace.rate(by: rater)
    if let promises { try workspace.draw(on: promises, in: context) }
  }

  func asking<R>(_ question: () throws(BackOfficeError) -> R) throws(Failure) -> R {
    do throws(BackOfficeError) { return try question() } catch { throw Failure(error) }
  }

  // MARK: The end

  /// Sets aside what still waits for its other half, and ends the run: what is not there yet appears.
  /// - Returns: sessions that began but never ended.
  package func finish() throws(Failure) -> [OpenSession] {
    if !joiners.isEmpty {
      _ = try asking { () throws(BackOfficeError) in try office.begin(.leftovers) }
      let leftovers = try takeLeftovers()
      _ = try asking { () throws(BackOfficeError) in try office.commit(.leftovers, leftovers) }
      promises?.keep()
      summary.add(leftovers)
    }
    try checkConservation(of: summary)
    // The last moment: from here on the result is there. Batches that were committed are there already.
    if control.isCancelled, !office.commitsEachBatch || isGivenUp { throw .cancelled }
    try asking { () throws(BackOfficeError) in try office.finish() }
    return openSessions
  }

  /// Rejects the halves of calls that nothing was found to belong to.
  func takeLeftovers() throws(Failure) -> RunSummary {
    var summary = RunSummary()
    let workspace = Workspace(office.makePart())
    for kind in joiners.keys.sorted() {
      guard var joining = joiners.removeValue(forKey: kind) else { continue }
      openSessions += joining.joiner.openSessions
      workspace.batch = joining.joiner.finish()
      try asking { () throws(BackOfficeError) in try rate(workspace, in: joining.context) }
      workspace.encode(in: joining.context)
      try asking { () throws(BackOfficeError) in try take(workspace) }
      summary.add(workspace.summary)
    }
    return summary
  }

  func checkConservation(of summary: RunSummary) throws(Failure) {
    guard summary.addsUp else { throw .input("the counts of this run do not add up: please report it as a defect") }
  }
}
