package import Telecom

/// The ordered step of dialects whose calls span several records. Its state lives as long as a run, across files.
package struct RecordJoiner: Sendable {
  private var sessions: SessionLedger?
  private var halves: HalfLedger?

  package init(for dialect: Dialect) {
    switch dialect.definition.joining?.style {
    case .sessions: sessions = SessionLedger()
    case .halves: halves = HalfLedger()
    case nil: break
    }
  }

  /// Joins the records of a batch with each other and with those of the batches before.
  /// - Parameters:
  ///   - source: the file's name.
  ///   - firstLine: the number of the batch's first line in the file, counted from 1.
  ///   - byteOffset: where the batch begins in the file, counted from 0.
  package mutating func join(_ batch: inout UsageBatch, source: String, firstLine: Int, byteOffset: Int) {
    let place = BatchPlace(source: source, firstLine: firstLine, byteOffset: byteOffset)
    sessions?.join(&batch, place)
    halves?.join(&batch, place)
    batch.parts.removeAll(keepingCapacity: true)
  }

  /// What remains when all input was read: halves without their other half, as rejects.
  package mutating func finish() -> UsageBatch { halves?.finish() ?? UsageBatch() }

  /// Sessions that began and did not end, in the order they were first heard of.
  package var openSessions: [OpenSession] { sessions?.open ?? [] }
}

/// Where a batch stands in the input.
struct BatchPlace {
  var source: String
  var firstLine: Int
  var byteOffset: Int

  /// Where a part of the batch first stood.
  func origin(of part: CallPart, in batch: UsageBatch) -> (source: String, line: Int, byteOffset: Int) {
    guard part.origin >= 0 else { return (source, firstLine + Int(part.line), byteOffset + Int(part.raw.offset)) }
    let origin = batch.origins[Int(part.origin)]
    return (batch.string(origin.source), origin.line, origin.byteOffset)
  }
}
