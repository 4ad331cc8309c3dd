extension UsageBatch {
  /// A call that was not made yet.
  /// - Parameters:
  ///   - called: as dialled.
  ///   - calling: as the switch would write it; empty when unknown.
  ///   - start: milliseconds since 1970 UTC.
  ///   - duration: milliseconds.
  package init(called: String, calling: String, start: Int64, duration: Int64) {
    self.init()
    text = Array((called + calling).utf8)
    var record = UsageRecord()
    record.called = TextRange(offset: 0, count: UInt32(called.utf8.count))
    record.calling = TextRange(offset: UInt32(called.utf8.count), count: UInt32(calling.utf8.count))
    record.startMilliseconds = start
    record.durationMilliseconds = duration
    records = [record]
  }
}
