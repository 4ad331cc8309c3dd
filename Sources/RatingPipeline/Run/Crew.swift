internal import Compression
internal import Synchronization

/// What the workers of one input share: spare workspaces, line numbers, the way back into order, the first failure.
final class Crew: Sendable {
  let lines = LineNumbers()
  let turns = Turns()
  private let ordered: OrderedStep<Workspace>
  private let shared = Mutex(Shared())

  private struct Shared {
    var spare: [Workspace] = []
    var summary = RunSummary()
    var failure: RatingRun.Failure?
  }

  private let office: any BackOffice

  /// - Parameters:
  ///   - window: how many chunks a worker may be ahead of the slowest.
  ///   - finish: the ordered step, for one workspace at a time in the order of the input.
  init(window: Int, office: any BackOffice, finish: @escaping (Workspace) throws -> Void) {
    self.office = office
    ordered = OrderedStep(window: window, finish)
  }

  func workspace() -> Workspace { shared.withLock { $0.spare.popLast() } ?? Workspace(office.makePart()) }

  func submit(_ sequence: Int, _ workspace: Workspace) throws {
    try ordered.submit(sequence, workspace) { [self] workspace in
      shared.withLock { shared in
        shared.summary.add(workspace.summary)
        shared.spare.append(workspace)
      }
    }
  }

  /// Ends the work of all; the first failure counts.
  func abandon(_ error: any Error) {
    let failure: RatingRun.Failure = switch error {
    case let error as RatingRun.Failure: error
    case let error as BackOfficeError: RatingRun.Failure(error)
    default: .input("\(error)")
    }
    shared.withLock { $0.failure = $0.failure ?? failure }
    lines.abandon()
    turns.abandon()
    ordered.abandon()
  }

  func result() throws(RatingRun.Failure) -> RunSummary {
    let (summary, failure) = shared.withLock { ($0.summary, $0.failure) }
    if let failure { throw failure }
    return summary
  }
}
