import Rating
import RatePlans
import Telecom

/// What a record says, as plain values.
struct CallSpecimen {
  var kind = UsageKind.call
  var answered = true
  var calling = ""
  var called = "442071838750"
  /// Milliseconds since 1970 UTC.
  var start: Int64 = 1_780_000_000_000
  var milliseconds: Int64 = 60_000
  var octetsIn: Int64?
  var octetsOut: Int64?
  var quantityNanos: Int64?
  var unit = ""
  var accountCode = ""
  /// Of the called number, as the record has it.
  var lrn = ""
  var serviceType = ""
  var iiDigits: Int16?
  var priceNanos: Int64?
  var properties: [Property] = []

  struct Property {
    var name: String
    var value: String
  }

  /// - Parameter start: RFC 3339.
  init(called: String = "442071838750", at start: String = "2026-06-01T12:00:00Z", seconds: Int64 = 60) {
    self.called = called
    self.start = Timestamp(rfc3339: start)!.milliseconds
    milliseconds = seconds * 1000
  }

  /// The records in a batch, each on a line of its own.
  static func batch(_ calls: [CallSpecimen]) -> UsageBatch {
    var batch = UsageBatch()
    for (line, call) in calls.enumerated() {
      var record = UsageRecord()
      record.accountCode = place(call.accountCode, in: &batch)
      record.calling = place(call.calling, in: &batch)
      record.called = place(call.called, in: &batch)
      record.startMilliseconds = call.start
      record.durationMilliseconds = call.milliseconds
      record.kind = call.kind
      record.answered = call.answered
      record.line = UInt32(line)
      if let extras = call.extras(in: &batch) {
        record.extras = Int32(batch.extras.count)
        batch.extras.append(extras)
      }
      batch.records.append(record)
    }
    return batch
  }

  private static func place(_ text: String, in batch: inout UsageBatch) -> TextRange {
    defer { batch.text += Array(text.utf8) }
    return TextRange(offset: UInt32(batch.text.count), count: UInt32(text.utf8.count))
  }

  /// `nil` where the record has nothing that few records have.
  private func extras(in batch: inout UsageBatch) -> UsageExtras? {
    let hasNone = octetsIn == nil && octetsOut == nil && quantityNanos == nil && iiDigits == nil && priceNanos == nil
    if hasNone, (lrn + serviceType + unit).isEmpty, properties.isEmpty { return nil }
    var extras = UsageExtras()
    extras.octetsIn = octetsIn ?? -1
    extras.octetsOut = octetsOut ?? -1
    extras.quantityNanos = quantityNanos
    extras.iiDigits = iiDigits ?? -1
    extras.priceNanos = priceNanos
    extras.lrn = Self.place(lrn, in: &batch)
    extras.serviceType = Self.place(serviceType, in: &batch)
    extras.unit = Self.place(unit, in: &batch)
    let first = Int32(batch.properties.count)
    for property in properties {
      let (name, value) = (Self.place(property.name, in: &batch), Self.place(property.value, in: &batch))
      batch.properties.append(UsageProperty(name: name, value: value))
    }
    extras.properties = first..<Int32(batch.properties.count)
    return extras
  }
}
