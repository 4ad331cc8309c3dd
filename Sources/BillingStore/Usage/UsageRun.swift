/// A row of `usage_run`: what an account used on one local day, within a segment.
struct UsageRun: Sendable, Hashable {
  var batch: Int64
  var account: Int64
  var day: Int64
  var firstUsage: Int64
  var count: Int64 = 0
  var billedSeconds: Int64 = 0
  var chargeNanos: Int64 = 0
  var hash: [UInt8] = []

  mutating func add(_ row: UsageRow) throws(BookError) {
    try add(row.chargeNanos)
    billedSeconds += row.billedSeconds
  }

  /// A row of which nothing is billed but money.
  mutating func add(_ nanos: Int64) throws(BookError) {
    let (sum, overflow) = chargeNanos.addingReportingOverflow(nanos)
    guard !overflow else {
      throw BookError(.refused, "the charges of account \(account) on one day pass 9.2 billion; check its plan")
    }
    chargeNanos = sum
    count += 1
  }
}
