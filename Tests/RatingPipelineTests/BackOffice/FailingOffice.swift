import RatingPipeline

/// Another office that fails once, in its second batch or at the end.
final class FailingOffice: BackOffice, @unchecked Sendable {  // One thread at a time, as the protocol says.
  enum Moment: CaseIterable {
    case begin, firstTake, thirdTake, commit, finish
  }

  private let base: any BackOffice
  private let moment: Moment
  private let error: BackOfficeError
  private var batches = 0
  private var takes = 0

  init(_ base: any BackOffice, at moment: Moment, _ error: BackOfficeError) {
    self.base = base
    self.moment = moment
    self.error = error
  }

  var contentDigest: DigestMoment { base.contentDigest }
  var commitsEachBatch: Bool { base.commitsEachBatch }

  private func fail(at moment: Moment) throws(BackOfficeError) {
    if moment == self.moment, batches == 2 || moment == .finish { throw error }
  }

  func makePart() -> any UsagePart { base.makePart() }

  func begin(_ batch: BatchIdentity) throws(BackOfficeError) -> BatchDecision {
    batches += 1
    takes = 0
    try fail(at: .begin)
    return try base.begin(batch)
  }

  func take(_ part: any UsagePart) throws(BackOfficeError) -> PartOutcome {
    takes += 1
    if takes == 1 { try fail(at: .firstTake) }
    if takes == 3 { try fail(at: .thirdTake) }
    return try base.take(part)
  }

  func settle() throws(BackOfficeError) -> PartOutcome { try base.settle() }

  func commit(_ batch: BatchIdentity, _ summary: RunSummary) throws(BackOfficeError) -> BatchDecision {
    try fail(at: .commit)
    return try base.commit(batch, summary)
  }

  func abandon() throws(BackOfficeError) -> Bool { try base.abandon() }

  func finish() throws(BackOfficeError) {
    try fail(at: .finish)
    try base.finish()
  }
}
