internal import Bytes
internal import Telecom

/// A chunk as one JSON object a line, rated usage and rejects in the order of the input.
final class JSONLinesPart: UsagePart {
  let lines = ByteWriter(capacity: 1 << 20)
  private let usage = ByteWriter(capacity: 1 << 20)
  private var writers: (context: BatchContext, rated: RatedUsageWriter, rejects: RejectsWriter)?

  func encode(_ rated: RatedRows, _ rejects: [Reject], of batch: UsageBatch, at place: BatchPlace) {
    lines.removeAll()
    usage.removeAll()
    if writers?.context !== place.context {
      writers = (
        place.context, RatedUsageWriter(.jsonl, rater: place.context.rater, source: place.context.source),
        RejectsWriter(place.context)
      )
    }
    guard let writers else { return }
    writers.rated.write(rated, of: batch, firstLine: place.firstLine, to: usage)
    let rows = usage.bytes
    var (start, reject) = (0, 0)
    for position in rated.usage.indices {
      let record = batch.records[Int(rated.usage[position].record)]
      while reject < rejects.count,
        (rejects[reject].line, rejects[reject].raw.offset) < (record.line, record.raw.offset)
      {
        write(rejects[reject], writers.rejects, batch, place)
        reject += 1
      }
      let end = (rows.firstIndex(of: 10, in: start..<rows.count) ?? rows.count - 1) + 1
      lines.append(literal: "{\"type\":\"usage\",")
      lines.append(rows, start + 1..<end)
      start = end
    }
    for reject in rejects[reject...] { write(reject, writers.rejects, batch, place) }
  }

  private func write(_ reject: Reject, _ writer: RejectsWriter, _ batch: UsageBatch, _ place: BatchPlace) {
    writer.writeJSON(reject, of: batch, at: place, to: lines)
  }
}
