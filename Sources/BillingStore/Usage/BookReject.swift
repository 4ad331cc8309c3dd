internal import Bytes
internal import RatingPipeline
internal import Telecom

/// A record set aside, with all it takes to rate it again.
struct BookReject: Sendable {
  var reason: RejectReason
  var field: UsageField
  var source: String
  var line: Int64
  var byteOffset: Int64
  var message: String
  var context: BatchContext
  var record: [UInt8]

  /// Empty where nobody named one: the record is then rated again by the plan's own, whichever that is by then.
  var timeZone: String { context.isZoneNamed ? context.timeZone : "" }

  /// The same for the same record of a switch, wherever it stood and in whichever time zone it is read.
  func hash(from origin: UsageSwitch) -> [UInt8] {
    let sum = SHA256()
    if let id = origin.id { sum.update(id) }
    sum.update(context.format)
    sum.update(Int64(context.header.count))
    sum.update(context.header)
    sum.update(record)
    return sum.digest()
  }
}
