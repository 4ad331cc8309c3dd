import Rating
import Telecom

/// What a record is known by, as plain values; empty where it has nothing.
struct Facts {
  var accountCode = ""
  var card = ""
  var user = ""
  var calling = ""
  var ip = ""
  var trunk = ""
  var trunkOut = ""
  var called = "442071838750"
  var serviceType = ""
  /// Milliseconds since 1970 UTC.
  var start: Int64 = 1_772_000_000_000
  var answered = true

  /// Calls of a minute in a batch, each on a line of its own.
  static func batch(_ all: [Facts]) -> UsageBatch {
    var batch = UsageBatch()
    func place(_ text: String) -> TextRange {
      defer { batch.text += Array(text.utf8) }
      return TextRange(offset: UInt32(batch.text.count), count: UInt32(text.utf8.count))
    }
    for (line, facts) in all.enumerated() {
      var record = UsageRecord()
      record.accountCode = place(facts.accountCode)
      record.calling = place(facts.calling)
      record.called = place(facts.called)
      record.startMilliseconds = facts.start
      record.durationMilliseconds = 60_000
      record.answered = facts.answered
      record.line = UInt32(line)
      if !(facts.card + facts.user + facts.ip + facts.trunk + facts.trunkOut + facts.serviceType).isEmpty {
        var extras = UsageExtras()
        extras.card = place(facts.card)
        extras.userName = place(facts.user)
        extras.ipAddress = place(facts.ip)
        extras.trunkIn = place(facts.trunk)
        extras.trunkOut = place(facts.trunkOut)
        extras.serviceType = place(facts.serviceType)
        record.extras = Int32(batch.extras.count)
        batch.extras.append(extras)
      }
      batch.records.append(record)
    }
    return batch
  }
}
