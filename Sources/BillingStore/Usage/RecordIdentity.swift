internal import Bytes
internal import Telecom

/// What the book knows the records of a switch by: see ``UsageSwitch``.
struct RecordIdentity {
  private let prefix: [UInt8]
  private let isUnnamed: Bool
  private let scratch = ByteWriter()

  init(_ origin: UsageSwitch) {
    prefix = origin.prefix
    isUnnamed = origin == .unnamed
  }

  /// Whether the record's own id is all of it.
  func isOwnID(_ id: TextRange, in text: [UInt8]) -> Bool { isUnnamed && !Self.holdsSeparator(text, id) }

  func write(_ record: UsageRecord, of batch: UsageBatch, to writer: ByteWriter) {
    guard !record.recordID.isEmpty else {
      // A hash holds no separator.
      if !isUnnamed { writer.append(contentsOf: prefix) }
      return writeFactsID(of: record, in: batch, to: writer)
    }
    if !isOwnID(record.recordID, in: batch.text) { writer.append(contentsOf: prefix) }
    writer.append(batch.text, record.recordID.range)
  }

  /// FNV-1a, mixed.
  static func hash(_ bytes: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return (hash ^ hash >> 29) &* 0x9E37_79B9_7F4A_7C15
  }

  private static func holdsSeparator(_ text: [UInt8], _ range: TextRange) -> Bool {
    let bytes = text.span.extracting(range.range)
    for index in bytes.indices {
      if UsageSwitch.isSeparator(bytes[index]) { return true }
    }
    return false
  }

  // MARK: Records without an id

  /// `#` and a hash of the facts as they stood in the record, so that the same record is known again.
  private func writeFactsID(of record: UsageRecord, in batch: UsageBatch, to writer: ByteWriter) {
    let sum = SHA256()
    for range in [record.accountCode, record.calling, record.called] {
      sum.update(Int64(range.count))
      sum.update(batch.text, range.range)
    }
    sum.update(record.startMilliseconds)
    sum.update(record.durationMilliseconds)
    sum.update(Int64(record.kind.rawValue))
    if record.extras >= 0 {
      scratch.removeAll()
      UsageExtrasText(batch).writeFacts(of: batch.extras[Int(record.extras)], to: scratch)
      sum.update(scratch.bytes)
    }
    let digest = sum.digest()
    writer.append(UInt8(ascii: "#"))
    for index in 0..<Self.factsBytes {
      writer.append(Self.digits[Int(digest[index] >> 4)])
      writer.append(Self.digits[Int(digest[index] & 15)])
    }
  }

  /// Of the hash: enough for 10¹⁵ records before two of them might meet.
  private static let factsBytes = 14
  private static let digits = Array("0123456789abcdef".utf8)
}
