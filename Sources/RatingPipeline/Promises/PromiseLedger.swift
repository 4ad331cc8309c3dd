package import Rating
package import Telecom

/// What customers have drawn on their plans' promises, while a run goes on.
///
/// Batches draw on it in the order of the input. What an input drew stands once it is committed; of one that is given up
/// all is taken back.
package final class PromiseLedger: PromiseKeeper, @unchecked Sendable {  // One batch at a time, as the run sees to it.
  /// Its changes are those of the input that is not committed yet.
  package private(set) var state: AllowanceState
  /// Of that input.
  package private(set) var notices: [PromiseNotice] = []
  /// From when to when usage of that input starts that may draw on something, in milliseconds since 1970 UTC.
  package private(set) var starts: ClosedRange<Int64>?
  private var work = PromiseWork()
  private let known: (any KnownUsage)?

  /// - Parameters:
  ///   - state: of the moment before the run.
  ///   - known: which records draw on nothing, since they are not new; `nil` where that is not known.
  package init(_ state: AllowanceState, known: (any KnownUsage)? = nil) {
    self.state = state
    self.known = known
    self.state.keep()
  }

  package func apply(_ batch: UsageBatch, _ rated: inout RatedBatch, at place: BatchPlace) throws(BackOfficeError) {
    let rater = place.context.rater
    if let new = rated.offeredStarts {
      starts = min(starts?.lowerBound ?? .max, new.lowerBound)...max(starts?.upperBound ?? .min, new.upperBound)
    }
    let known = try known?.known(among: rated, of: batch) ?? []
    rater.keepPromises(of: batch, &rated, &state, &work) { record throws(Never) in
      known.contains(Int32(truncatingIfNeeded: record))
    }
    for (record, event) in rated.events {
      notices.append(PromiseNotice(event, by: batch.text[batch.records[Int(record)].recordID.range], rater))
    }
  }

  /// Goes on from another state, since somebody else changed it between two inputs.
  package func restart(from state: AllowanceState) {
    self.state = state
    self.state.keep()
    forget()
  }

  package func keep() {
    state.keep()
    forget()
  }

  package func takeBack() {
    state.takeBack()
    forget()
  }

  private func forget() {
    notices.removeAll()
    starts = nil
  }
}

/// Tells records that a back office has already from new ones.
package protocol KnownUsage: AnyObject, Sendable {
  /// - Parameter rated: what became of the batch's records, before any of them drew on something.
  /// - Returns: of the records offered there those that are not new, as indices into the batch's. Asked once a batch, in
  ///   the order of the input.
  func known(among rated: RatedBatch, of batch: UsageBatch) throws(BackOfficeError) -> Set<Int32>
}
