import RatingPipeline

/// Another office, in which somebody asks the program to end right after a batch was committed.
final class CancelledOffice: BackOffice {
  private let base: any BackOffice
  private let control: RatingRun.Control

  init(_ base: any BackOffice, _ control: RatingRun.Control) {
    self.base = base
    self.control = control
  }

  var contentDigest: DigestMoment { base.contentDigest }
  var commitsEachBatch: Bool { base.commitsEachBatch }

  func makePart() -> any UsagePart { base.makePart() }
  func begin(_ batch: BatchIdentity) throws(BackOfficeError) -> BatchDecision { try base.begin(batch) }
  func take(_ part: any UsagePart) throws(BackOfficeError) -> PartOutcome { try base.take(part) }
  func settle() throws(BackOfficeError) -> PartOutcome { try base.settle() }

  func commit(_ batch: BatchIdentity, _ summary: RunSummary) throws(BackOfficeError) -> BatchDecision {
    defer { control.cancel() }
    return try base.commit(batch, summary)
  }

  func abandon() throws(BackOfficeError) -> Bool { try base.abandon() }
  func finish() throws(BackOfficeError) { try base.finish() }
}
