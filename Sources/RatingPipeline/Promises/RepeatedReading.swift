package import Rating
package import Telecom

/// Reads inputs that were rated before once more, for the sake of what they draw on plans' promises; nothing is written.
///
/// They are joined and rated as they were then: one run after the other, the inputs of each in their order, on all threads.
package final class RepeatedReading: @unchecked Sendable {  // Its parts are called by one thread at a time.
  package struct Input: Sendable {
    /// Where it is now.
    package var path: String
    /// What it was called then.
    package var name: String
    package var digest: [UInt8]
    /// Inputs of one run have the same, and follow each other.
    package var run: Int64
    /// Its records may belong together with those of other inputs of its run.
    package var joins: Bool

    package init(path: String, name: String, digest: [UInt8], run: Int64, joins: Bool) {
      (self.path, self.name, self.digest, self.run, self.joins) = (path, name, digest, run, joins)
    }
  }

  /// Gets each batch in the order of the input, with the input's index.
  package typealias Body = (Int, UsageBatch, inout RatedBatch, BatchPlace) throws(BackOfficeError) -> Void

  private let inputs: [Input]
  private let rater: AccountRater
  private let options: RatingRun.Options
  private let control: RatingRun.Control

  package init(_ inputs: [Input], by rater: AccountRater, _ options: RatingRun.Options, _ control: RatingRun.Control) {
    (self.inputs, self.rater, self.options, self.control) = (inputs, rater, options, control)
  }

  /// - Parameters:
  ///   - isWanted: of inputs whose records belong to nobody else's, whether they are to be read, asked when their turn comes.
  ///   - ended: told of each input that was read, or passed over, whole.
  package func read(
    where isWanted: (Int) -> Bool = { _ in true }, _ body: @escaping Body, ended: (Int) throws(RatingRun.Failure) -> Void = { _ in }
  ) throws(RatingRun.Failure) {
    var index = 0
    while index < inputs.count {
      let office = ReadingOffice(body)
      let run = RatingRun(rater: rater, options: options, backOffice: office, promises: office, control: control, warn: { _ in })
      let first = index
      while index < inputs.count, inputs[index].run == inputs[first].run {
        if inputs[index].joins || isWanted(index) {
          office.begin(index, inputs[index])
          try run.rate(inputs[index].path, as: inputs[index].name)
        }
        try ended(index)
        index += 1
      }
      _ = try run.finish()
    }
  }
}

/// Hands rated batches on, and keeps nothing.
private final class ReadingOffice: BackOffice, PromiseKeeper, @unchecked Sendable {  // One thread at a time.
  let contentDigest = DigestMoment.atCommit
  let commitsEachBatch = false
  private let body: RepeatedReading.Body
  private var index = 0
  private var input: RepeatedReading.Input?

  init(_ body: @escaping RepeatedReading.Body) { self.body = body }

  func begin(_ index: Int, _ input: RepeatedReading.Input) { (self.index, self.input) = (index, input) }

  // MARK: PromiseKeeper

  func apply(_ batch: UsageBatch, _ rated: inout RatedBatch, at place: BatchPlace) throws(BackOfficeError) {
    try body(index, batch, &rated, place)
  }

  func keep() {}

  func takeBack() {}

  // MARK: BackOffice

  private final class NoPart: UsagePart {
    func encode(_ rated: RatedRows, _ rejects: [Reject], of batch: UsageBatch, at place: BatchPlace) {}
  }

  func makePart() -> any UsagePart { NoPart() }

  func begin(_ batch: BatchIdentity) throws(BackOfficeError) -> BatchDecision { .take }

  func take(_ part: any UsagePart) throws(BackOfficeError) -> PartOutcome { .allTaken }

  func settle() throws(BackOfficeError) -> PartOutcome { .allTaken }

  func commit(_ batch: BatchIdentity, _ summary: RunSummary) throws(BackOfficeError) -> BatchDecision {
    guard batch.digest == nil || batch.digest == input?.digest else {
      throw .batchRefused("\(input?.path ?? ""): it changed while it was read; settle again once it is as it was")
    }
    return .take
  }

  func abandon() throws(BackOfficeError) -> Bool { true }

  func finish() throws(BackOfficeError) {}
}
