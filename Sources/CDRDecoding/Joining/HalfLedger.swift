internal import Bytes
internal import Telecom

/// Halves of calls that wait for their other half.
///
/// A call appears in the output at the place of the half that came second, whichever that is, so that its place does
/// not depend on how the input was cut.
struct HalfLedger: Sendable {
  private struct Refused {
    /// Of the row that brought it about.
    var line: UInt32
    var reject: Reject
  }

  private enum Waiting: Sendable {
    case here(part: Int)
    case stored(StoredHalf)
  }

  private var begins: [CallPart.Key: Waiting] = [:]
  private var ends: [CallPart.Key: Waiting] = [:]
  private var complete: Set<CallPart.Key> = []
  /// Parts seen in the batches before.
  private var count = 0

  mutating func join(_ batch: inout UsageBatch, _ place: BatchPlace) {
    var joined: [UsageRecord] = []
    joined.reserveCapacity(batch.records.count)
    var refused: [Refused] = []
    for number in batch.parts.indices {
      let part = batch.parts[number]
      guard part.key != .none else {
        let reject = Reject(.missingField, field: .recordID, line: part.line, raw: part.raw, origin: part.origin)
        refused.append(Refused(line: part.line, reject: reject))
        continue
      }
      switch part.role {
      case .begin:
        if let end = ends.removeValue(forKey: part.key) {
          finish(part, .here(part: number), end, &batch, place, &joined, &refused)
        } else if complete.contains(part.key) || begins[part.key] != nil {
          batch.notChargeable[.sessionProgress] += 1  // The call was renegotiated while it lasted.
        } else {
          begins[part.key] = .here(part: number)
        }
      case .end:
        if let begin = begins.removeValue(forKey: part.key) {
          finish(part, begin, .here(part: number), &batch, place, &joined, &refused)
        } else if complete.contains(part.key) || ends[part.key] != nil {
          batch.duplicates += 1
        } else {
          ends[part.key] = .here(part: number)
        }
      case .progress: break
      }
    }
    Self.store(&begins, batch, place, count)
    Self.store(&ends, batch, place, count)
    count += batch.parts.count
    batch.records = joined
    merge(refused, into: &batch.rejects)
  }

  /// Keeps what waits beyond the batch it stood in.
  private static func store(
    _ waiting: inout [CallPart.Key: Waiting], _ batch: UsageBatch, _ place: BatchPlace, _ count: Int
  ) {
    for part in batch.parts {
      guard case .here(let number)? = waiting[part.key] else { continue }
      waiting[part.key] = .stored(StoredHalf(batch.parts[number], in: batch, place, order: count + number))
    }
  }

  /// Puts rejects of joined calls among the others, each at the place of the row that brought it about.
  private func merge(_ refused: [Refused], into rejects: inout [Reject]) {
    guard !refused.isEmpty else { return }
    var merged: [Reject] = []
    var next = 0
    for reject in rejects {
      while next < refused.count, refused[next].line < reject.line {
        merged.append(refused[next].reject)
        next += 1
      }
      merged.append(reject)
    }
    merged.append(contentsOf: refused[next...].map(\.reject))
    rejects = merged
  }

  /// - Parameter second: the half that came second: its line in the batch decides where the call stands among others.
  private mutating func finish(
    _ second: CallPart, _ begin: Waiting, _ end: Waiting, _ batch: inout UsageBatch, _ place: BatchPlace,
    _ joined: inout [UsageRecord], _ refused: inout [Refused]
  ) {
    complete.insert(second.key)
    batch.notChargeable[.otherLeg] += 1
    var record: UsageRecord
    let began: Int64
    switch begin {
    case .here(let number):
      let part = batch.parts[number]
      record = batch.records[Int(part.record)]
      if record.origin < 0 { record.origin = appendOrigin(place.origin(of: part, in: batch), &batch) }
      began = part.milliseconds
    case .stored(let half):
      record = half.restore(&batch)
      began = half.milliseconds
    }
    let ended: Int64
    let endRaw: TextRange
    switch end {
    case .here(let number):
      ended = batch.parts[number].milliseconds
      endRaw = batch.parts[number].raw
    case .stored(let half):
      ended = half.milliseconds
      endRaw = half.appendRaw(&batch)
    }
    record.line = second.line
    // Both halves are the record, one a line, so that a reject of it can be rated again.
    let start = batch.text.count
    batch.text.append(copyOf: record.raw.range)
    batch.text.append(10)
    batch.text.append(copyOf: endRaw.range)
    record.raw = TextRange(offset: UInt32(start), count: UInt32(batch.text.count - start))
    record.durationMilliseconds = ended - began
    guard ended >= began else {
      let reject = Reject(
        .invalidDuration, field: .duration, detail: "the call ends before it begins", line: record.line,
        raw: record.raw, origin: record.origin)
      refused.append(Refused(line: second.line, reject: reject))
      return
    }
    joined.append(record)
  }

  private func appendOrigin(
    _ origin: (source: String, line: Int, byteOffset: Int), _ batch: inout UsageBatch
  ) -> Int32 {
    let range = TextRange(offset: UInt32(batch.text.count), count: UInt32(origin.source.utf8.count))
    batch.text.append(contentsOf: origin.source.utf8)
    batch.origins.append(UsageOrigin(source: range, line: origin.line, byteOffset: origin.byteOffset))
    return Int32(batch.origins.count - 1)
  }

  /// Halves that stayed alone, in the order they came.
  mutating func finish() -> UsageBatch {
    var batch = UsageBatch()
    var alone: [StoredHalf] = []
    for waiting in Array(begins.values) + Array(ends.values) {
      if case .stored(let half) = waiting { alone.append(half) }
    }
    for half in alone.sorted(by: { $0.order < $1.order }) {
      let raw = half.appendRaw(&batch)
      let origin = half.appendOrigin(&batch)
      batch.rejects.append(
        Reject(
          .unmatchedLeg, field: .record, detail: half.record == nil ? "no row begins this call" : "no row ends this call",
          line: 0, raw: raw, origin: origin))
    }
    begins = [:]
    ends = [:]
    return batch
  }
}
