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

  /// The record alone in a batch.
  var batch: UsageBatch {
    var batch = UsageBatch()
    batch.text = Array(called.utf8)
    var record = UsageRecord()
    record.called = TextRange(offset: 0, count: UInt32(called.utf8.count))
    record.startMilliseconds = start
    record.durationMilliseconds = milliseconds
    record.kind = kind
    record.answered = answered
    if octetsIn != nil || octetsOut != nil || quantityNanos != nil {
      var extras = UsageExtras()
      extras.octetsIn = octetsIn ?? -1
      extras.octetsOut = octetsOut ?? -1
      extras.quantityNanos = quantityNanos
      batch.extras = [extras]
      record.extras = 0
    }
    batch.records = [record]
    return batch
  }
}
