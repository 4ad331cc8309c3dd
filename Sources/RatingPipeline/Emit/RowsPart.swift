internal import Bytes
internal import Telecom

/// A chunk as rows of the two files.
final class RowsPart: UsagePart {
  let rows = ByteWriter(capacity: 1 << 20)
  let rejects = ByteWriter()
  private let format: RatedUsageWriter.Format
  /// How rows of the context at hand are written.
  private var writers: (context: BatchContext, rated: RatedUsageWriter, rejects: RejectsWriter)?

  init(_ format: RatedUsageWriter.Format) { self.format = format }

  func encode(_ rated: RatedRows, _ rejected: [Reject], of batch: UsageBatch, at place: BatchPlace) {
    rows.removeAll()
    rejects.removeAll()
    if writers?.context !== place.context {
      writers = (
        place.context, RatedUsageWriter(format, rater: place.context.rater, source: place.context.source),
        RejectsWriter(place.context)
      )
    }
    guard let writers else { return }
    writers.rated.write(rated, of: batch, firstLine: place.firstLine, to: rows)
    writers.rejects.write(
      rejected, of: batch, firstLine: place.firstLine, byteOffset: place.byteOffset, to: rejects)
  }
}
