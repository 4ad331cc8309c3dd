import Rating
import RatePlans
import Telecom

/// What a record says, as plain values.
struct CallSpecimen {
  var kind = UsageKind.call
  var answered = true
  var called = "442071838750"
  /// Milliseconds since 1970 UTC.
  var start: Int64 = 1_780_000_000_000
  var milliseconds: Int64 = 60_000
  var octetsIn: Int64?
  var octetsOut: Int64?
  var quantityNanos: Int64?

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
      record.called = TextRange(offset: UInt32(batch.text.count), count: UInt32(call.called.utf8.count))
      batch.text += Array(call.called.utf8)
      record.startMilliseconds = call.start
      record.durationMilliseconds = call.milliseconds
      record.kind = call.kind
      record.answered = call.answered
      record.line = UInt32(line)
      if call.octetsIn != nil || call.octetsOut != nil || call.quantityNanos != nil {
        var extras = UsageExtras()
        extras.octetsIn = call.octetsIn ?? -1
        extras.octetsOut = call.octetsOut ?? -1
        extras.quantityNanos = call.quantityNanos
        record.extras = Int32(batch.extras.count)
        batch.extras.append(extras)
      }
      batch.records.append(record)
    }
    return batch
  }
}
