internal import Bytes
internal import CDRDecoding
internal import Rating
internal import Telecom

/// Everything one chunk needs on its way, kept for the next chunk.
final class Workspace: @unchecked Sendable {  // Belongs to one worker, or to the ordered step, at any time.
  var batch = UsageBatch()
  var scratch = DecodeScratch()
  var rated = RatedBatch()
  var byteOffset = 0
  /// Number of the chunk's first line, from 1.
  var firstLine = 1
  /// As counted after decoding: joining moves records from chunk to chunk.
  var recordsRead = 0
  let part: any UsagePart
  var summary = RunSummary()

  init(_ part: any UsagePart) { self.part = part }

  func rate(by rater: AccountRater) {
    rated.removeAll()
    rater.rate(batch, into: &rated)
  }

  /// Lets what was rated draw on what plans promise, in the order of the input.
  func draw(on promises: any PromiseKeeper, in context: BatchContext) throws(BackOfficeError) {
    try promises.apply(batch, &rated, at: BatchPlace(context, firstLine: firstLine, byteOffset: byteOffset))
  }

  /// Puts the rated batch into the form its back office takes, and counts.
  func encode(in context: BatchContext) {
    var rejects = batch.rejects
    if rejects.isEmpty {
      rejects = rated.rejects
    } else if !rated.rejects.isEmpty {
      rejects = (rejects + rated.rejects).sorted { ($0.line, $0.raw.offset) < ($1.line, $1.raw.offset) }
    }
    part.encode(
      RatedRows(rated.rated, details: rated.details, components: rated.components, covered: rated.covered, volumes: rated.volumes),
      rejects, of: batch,
      at: BatchPlace(context, firstLine: firstLine, byteOffset: byteOffset))
    summary = RunSummary()
    summary.read = recordsRead
    summary.rated = rated.recordCount
    summary.notChargeable.add(batch.notChargeable)
    summary.notChargeable.add(rated.notChargeable)
    summary.duplicates = batch.duplicates
    for reject in rejects { summary.rejected[reject.reason.rawValue] += 1 }
    summary.billedSeconds = rated.billedSeconds
    summary.charges = rated.charges
  }
}
