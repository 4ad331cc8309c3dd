import Telecom
import TestSupport

extension CallSpecimen {
  /// Where clocks and calendars do odd things.
  static let instants = [
    "1970-01-01T00:00:00Z", "2038-01-19T03:14:07Z", "2100-02-28T23:59:30Z", "2100-03-01T00:00:00Z",
    "2028-02-29T12:00:00Z", "2028-03-01T00:00:00Z", "2026-12-31T23:59:59Z", "2027-01-01T05:00:00Z",
    "2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z",  // New York
    "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z",  // Berlin
    "2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z",  // Lord Howe, by half an hour
    "2026-06-01T18:29:50Z",  // midnight in Kolkata
    "2026-06-05T23:00:00Z", "2100-07-04T12:00:00Z",
  ].map { Timestamp(rfc3339: $0)!.milliseconds }

  static func random(near instant: Int64, using random: inout Seeded) -> CallSpecimen {
    var call = CallSpecimen()
    call.start = instant
    switch Int.random(in: 0..<4, using: &random) {
    case 0: call.start += Int64.random(in: -3...3, using: &random) * 1_000
    case 1: call.start += Int64.random(in: -4_000_000...4_000_000, using: &random)
    case 2: call.start += Int64.random(in: -172_800...172_800, using: &random) * 1_000
    default: call.start -= Int64.random(in: 0...600_000, using: &random)
    }
    switch Int.random(in: 0..<8, using: &random) {
    case 0: call.milliseconds = Int64.random(in: 0...7_000, using: &random)
    case 1: call.milliseconds = [0, 1, 499, 500, 501, 999, 1_000, 60_000, 60_001].randomElement(using: &random)!
    case 2: call.milliseconds = Int64.random(in: 0...4_000_000, using: &random)
    case 3...5: call.milliseconds = Int64.random(in: 0...400, using: &random) * 1_000
    default: call.milliseconds = Int64.random(in: 0...400_000, using: &random)
    }
    call.called = [
      "12345", "123", "1234567", "442071838750", "4430", "911", "9115", "91", "012345", "+12345", "", "12x", "77777777",
      "01144207183", "0044207183", "3035550120", "13035550120", "5550120", "030123456", "12345678901234567",
    ].randomElement(using: &random)!
    call.answered = Int.random(in: 0..<40, using: &random) > 0
    if Int.random(in: 0..<6, using: &random) == 0 { call.becomeOtherUsage(using: &random) }
    return call
  }

  /// A call between numbers of `OracleGeography.random`, with what carriers' records have.
  static func randomCarriers(near instant: Int64, using random: inout Seeded) -> CallSpecimen {
    var call = CallSpecimen.random(near: instant, using: &random)
    call.milliseconds = min(call.milliseconds, 400_000)
    let near = ["12012000001", "2012000001", "12012010002", "6092000003", "16093000003", "6092005555", "2122000001"]
    let far = [
      "+17872000001", "4162000001", "15142000001", "8092000001", "13052000001", "442079460000", "011442079460000",
      "8005551212", "18005551212", "12019990001", "17062000001", "10002000002",
    ]
    func number(_ others: [String]) -> String {
      (Int.random(in: 0..<3, using: &random) > 0 ? near : far + others).randomElement(using: &random)!
    }
    call.calling = number(["", "101", "1011", "anonymous", "911"])
    call.called = number(["411", "411", "1411", "2001", "5550120", "10102882122000001", "", "12x"])
    func sometimes() -> Bool { Int.random(in: 0..<4, using: &random) == 0 }
    if sometimes() { call.lrn = ["12122000000", "+12012010000", "2012000000", "4162000000", "8002000000", "123", "44x"].randomElement(using: &random)! }
    if sometimes() { call.iiDigits = [0, 7, 27, 29, 70].randomElement(using: &random)! }
    if sometimes() { call.priceNanos = [0, -5, 1, nanos("1.99"), nanos("12.345678901")].randomElement(using: &random)! }
    if sometimes() { call.serviceType = ["own", "calling_card", "voice"].randomElement(using: &random)! }
    if sometimes() { call.properties.append(Property(name: "route", value: ["a", "b", "c"].randomElement(using: &random)!)) }
    if sometimes() { call.properties.append(Property(name: "site", value: ["x", "y"].randomElement(using: &random)!)) }
    return call
  }

  private mutating func becomeOtherUsage(using random: inout Seeded) {
    kind = UsageKind.allCases.randomElement(using: &random)!
    switch kind {
    case .call: break
    case .data:
      if Bool.random(using: &random) { octetsIn = Int64.random(in: 0...5_000, using: &random) }
      if Bool.random(using: &random) { octetsOut = Int64.random(in: 0...5_000, using: &random) }
    case .message: if Bool.random(using: &random) { quantityNanos = Int64.random(in: 0...4_000_000_000, using: &random) }
    case .metered:
      quantityNanos = Int64.random(in: 0...5_000, using: &random)
      unit = ["", "kWh", "kWh", "m³"].randomElement(using: &random)!
    }
  }
}
