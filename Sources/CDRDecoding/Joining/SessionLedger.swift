internal import Telecom

/// Which sessions ended, which calls were counted, which sessions are open.
///
/// A second end of a session is a retransmission: its record counts as a duplicate. Since access servers begin their
/// session numbers anew after a restart, an end counts as another session's when the two began more than an hour
/// apart. Of the legs of one call the first that ends is the usage, the others are other legs.
struct SessionLedger: Sendable {
  private static let anotherSessionMilliseconds: Int64 = 3_600_000

  /// When the sessions that ended had begun.
  private var ended: [CallPart.Key: Int64] = [:]
  private var calls: Set<CallPart.Key> = []
  private var heard: [CallPart.Key: (order: Int, session: OpenSession)] = [:]
  private var count = 0

  var open: [OpenSession] { heard.values.sorted { $0.order < $1.order }.map(\.session) }

  mutating func join(_ batch: inout UsageBatch, _ place: BatchPlace) {
    var dropped = [Bool](repeating: false, count: batch.records.count)
    var isAnyDropped = false
    for part in batch.parts where part.key != .none {
      guard part.role == .end else {
        note(part, batch, place)
        continue
      }
      heard[part.key] = nil
      if let start = ended[part.key], abs(start - part.milliseconds) <= Self.anotherSessionMilliseconds {
        batch.duplicates += 1
        if part.record >= 0 { dropped[Int(part.record)] = true } else { batch.notChargeable[.unanswered] -= 1 }
        isAnyDropped = true
        continue
      }
      ended[part.key] = part.milliseconds
      if part.record >= 0, part.call != .none, !calls.insert(part.call).inserted {
        batch.notChargeable[.otherLeg] += 1
        dropped[Int(part.record)] = true
        isAnyDropped = true
      }
    }
    guard isAnyDropped else { return }
    var kept = 0
    for index in batch.records.indices where !dropped[index] {
      batch.records[kept] = batch.records[index]
      kept += 1
    }
    batch.records.removeSubrange(kept...)
  }

  private mutating func note(_ part: CallPart, _ batch: UsageBatch, _ place: BatchPlace) {
    guard ended[part.key] == nil else { return }
    let session = OpenSession(
      id: batch.string(part.id), user: batch.string(part.user), source: place.source,
      line: place.firstLine + Int(part.line))
    count += 1
    heard[part.key] = (heard[part.key]?.order ?? count, session)
  }
}
