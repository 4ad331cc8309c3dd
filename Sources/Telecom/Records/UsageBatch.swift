/// The records of one chunk of input, in input order, with the text they point into.
package struct UsageBatch: Sendable {
  /// The chunk as read, then whatever values had to be unescaped or rewritten.
  package var text: [UInt8] = []
  /// How much of `text` is the chunk as read.
  package var inputCount = 0
  package var records: [UsageRecord] = []
  package var extras: [UsageExtras] = []
  package var properties: [UsageProperty] = []
  package var origins: [UsageOrigin] = []
  /// What an ordered step still has to join, in input order; empty for most dialects.
  package var parts: [CallPart] = []
  /// Records that could not be understood, in input order.
  package var rejects: [Reject] = []
  /// Records that are nobody's usage: counts by reason.
  package var notChargeable = NotChargeableCounts()
  /// Retransmitted records.
  package var duplicates = 0
  /// Line ends in the chunk.
  package var lineCount = 0

  package init() {}

  /// Records that were read to make the batch, whatever became of them.
  package var recordsRead: Int { records.count + rejects.count + notChargeable.total + duplicates }

  /// Forgets the records, but keeps the memory and the text, which is then written over.
  package mutating func removeAllRecords() {
    records.removeAll(keepingCapacity: true)
    extras.removeAll(keepingCapacity: true)
    properties.removeAll(keepingCapacity: true)
    origins.removeAll(keepingCapacity: true)
    parts.removeAll(keepingCapacity: true)
    rejects.removeAll(keepingCapacity: true)
    inputCount = 0
    notChargeable = NotChargeableCounts()
    duplicates = 0
    lineCount = 0
  }

  /// The text of one field, for messages and tests; the hot path uses `text.span`.
  package func string(_ range: TextRange) -> String { String(decoding: text[range.range], as: UTF8.self) }
}
