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
  let output = ByteWriter(capacity: 1 << 20)
  let rejects = ByteWriter()
  var summary = RunSummary()

  func rate(by rater: UsageRater) {
    rated.removeAll()
    rater.rate(batch, into: &rated)
  }

  /// Turns the rated batch into rows and counts.
  func write(by writers: RatingRun.Writers) {
    output.removeAll()
    rejects.removeAll()
    summary = RunSummary()
    add(by: writers)
  }

  /// The same, behind what other batches of the chunk came to.
  func add(by writers: RatingRun.Writers) {
    writers.rated.write(rated.rated, of: batch, firstLine: firstLine, to: output)
    var all = batch.rejects
    if all.isEmpty {
      all = rated.rejects
    } else if !rated.rejects.isEmpty {
      all = (all + rated.rejects).sorted { ($0.line, $0.raw.offset) < ($1.line, $1.raw.offset) }
    }
    writers.rejects.write(all, of: batch, firstLine: firstLine, byteOffset: byteOffset, to: rejects)
    summary.read += recordsRead
    summary.rated += rated.rated.count
    summary.notChargeable.add(batch.notChargeable)
    summary.notChargeable.add(rated.notChargeable)
    summary.duplicates += batch.duplicates
    for reject in all { summary.rejected[reject.reason.rawValue] += 1 }
    summary.billedSeconds += rated.billedSeconds
    summary.chargeNanos += rated.chargeNanos
  }
}
