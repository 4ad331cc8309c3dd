internal import Telecom

/// A half of a call with all its text, kept after its batch is gone.
struct StoredHalf: Sendable {
  /// The usage record whose ranges lie in `text`; `nil` for the half that ends a call.
  private(set) var record: UsageRecord?
  private var extras: UsageExtras?
  private var properties: [UsageProperty] = []
  private var text: [UInt8] = []
  private var raw = TextRange.none
  private let source: String
  private let line: Int
  private let byteOffset: Int
  let milliseconds: Int64
  /// When it came, among all that were stored.
  let order: Int

  init(_ part: CallPart, in batch: UsageBatch, _ place: BatchPlace, order: Int) {
    let origin = place.origin(of: part, in: batch)
    (source, line, byteOffset) = (origin.source, origin.line, origin.byteOffset)
    milliseconds = part.milliseconds
    self.order = order
    raw = take(part.raw, batch)
    guard part.record >= 0 else { return }
    var record = batch.records[Int(part.record)]
    record.raw = raw
    record.recordID = take(record.recordID, batch)
    record.accountCode = take(record.accountCode, batch)
    record.calling = take(record.calling, batch)
    record.called = take(record.called, batch)
    if record.extras >= 0 {
      var extras = batch.extras[Int(record.extras)]
      for field in Self.extraTexts { extras[keyPath: field] = take(extras[keyPath: field], batch) }
      for index in extras.properties {
        let property = batch.properties[Int(index)]
        properties.append(UsageProperty(name: take(property.name, batch), value: take(property.value, batch)))
      }
      self.extras = extras
    }
    self.record = record
  }

  private static let extraTexts: [WritableKeyPath<UsageExtras, TextRange> & Sendable] = [
    \.service, \.serviceType, \.trunkIn, \.trunkOut, \.userName, \.ipAddress, \.card, \.lrn,
    \.unit,
  ]

  private mutating func take(_ range: TextRange, _ batch: UsageBatch) -> TextRange {
    guard !range.isEmpty else { return .none }
    let offset = text.count
    text.append(contentsOf: batch.text[range.range])
    return TextRange(offset: UInt32(offset), count: range.count)
  }

  /// Writes the record's text behind a batch's and gives the record with its ranges there.
  func restore(_ batch: inout UsageBatch) -> UsageRecord {
    let base = UInt32(batch.text.count)
    batch.text.append(contentsOf: text)
    func moved(_ range: TextRange) -> TextRange {
      range.isEmpty ? .none : TextRange(offset: range.offset + base, count: range.count)
    }
    var record = record ?? UsageRecord()
    record.raw = moved(raw)
    record.recordID = moved(record.recordID)
    record.accountCode = moved(record.accountCode)
    record.calling = moved(record.calling)
    record.called = moved(record.called)
    record.origin = appendOrigin(&batch)
    if var extras {
      for field in Self.extraTexts { extras[keyPath: field] = moved(extras[keyPath: field]) }
      let first = Int32(batch.properties.count)
      for property in properties {
        batch.properties.append(UsageProperty(name: moved(property.name), value: moved(property.value)))
      }
      extras.properties = first..<Int32(batch.properties.count)
      record.extras = Int32(batch.extras.count)
      batch.extras.append(extras)
    }
    return record
  }

  func appendRaw(_ batch: inout UsageBatch) -> TextRange {
    let offset = UInt32(batch.text.count)
    batch.text.append(contentsOf: text[raw.range])
    return TextRange(offset: offset, count: raw.count)
  }

  func appendOrigin(_ batch: inout UsageBatch) -> Int32 {
    let offset = UInt32(batch.text.count)
    batch.text.append(contentsOf: source.utf8)
    let range = TextRange(offset: offset, count: UInt32(source.utf8.count))
    batch.origins.append(UsageOrigin(source: range, line: line, byteOffset: byteOffset))
    return Int32(batch.origins.count - 1)
  }
}
