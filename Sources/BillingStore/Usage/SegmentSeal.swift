internal import Bytes

/// The chain of seals over all usage: of each segment, over the seal before and the runs of the segment.
///
/// ```
/// hash(n) = SHA-256( hash(n-1) | first_usage usage_count | batch account day first_usage usage_count billed_s charge hash … )
/// ```
/// Integers are eight bytes, the highest first. The first seal follows 32 zero bytes.
struct SegmentSeal {
  static let genesis = [UInt8](repeating: 0, count: 32)

  private let sum = SHA256()

  init(after hash: [UInt8], firstUsage: Int64, count: Int64) {
    sum.update(hash)
    sum.update(firstUsage)
    sum.update(count)
  }

  func add(_ run: UsageRun) {
    for value in [run.batch, run.account, run.day, run.firstUsage, run.count, run.billedSeconds, run.chargeNanos] {
      sum.update(value)
    }
    sum.update(run.hash)
  }

  func digest() -> [UInt8] { sum.digest() }
}
