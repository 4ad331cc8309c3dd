import RatingPipeline
import Telecom
import TestSupport
import Testing

@Suite struct `Extreme values` {
  let desk: Desk

  init() throws { desk = try Desk() }

  private func call(start: String = "2026-03-02 09:00:00", called: String = "12025550100", seconds: String = "6") -> String {
    "a,12025550100,\(called),c,,,,,,\(start),,,\(seconds),\(seconds),ANSWERED,DOCUMENTATION\n"
  }

  @Test(arguments: [  // New York's clock, as rated
    ("1970-01-01 00:00:00", "1970-01-01T00:00:00-05:00"),
    ("2038-01-19 03:14:08", "2038-01-19T03:14:08-05:00"),
    ("2100-06-01 12:00:00", "2100-06-01T12:00:00-04:00"),
    ("2028-02-29 23:59:59", "2028-02-29T23:59:59-05:00"),
    ("2026-03-08 02:30:00", "2026-03-08T02:30:00-05:00"),  // No clock showed it: an hour before 03:30-04:00.
    ("2026-11-01 01:30:00", "2026-11-01T01:30:00-04:00"),  // The earlier of the two.
    ("2026-02-29 00:00:00", nil), ("2100-02-29 00:00:00", nil), ("2026-13-01 00:00:00", nil), ("2026-01-01 24:00:01", nil),
  ] as [(String, String?)])
  func `times`(local: String, rated: String?) throws {
    let result = try desk.rate(
      [desk.file("in", Array(call(start: local).utf8))], format: "asterisk", zone: "America/New_York")
    #expect(CSVText.records(result.rated).first?.text("start") == rated)
    #expect(CSVText.records(result.rejects).map { $0.text("reason") } == (rated == nil ? ["invalid_time"] : []))
  }

  @Test(arguments: [  // seconds, called, charge by hand
    ("0", "12025550100", nil),
    ("1", "12025550100", "0.0012"),
    ("1000000000", "12025550100", "200000.0004"),  // 166,666,667 steps of 0.0012
    ("1000000000", "447700900000", "1000000.02"),  // 16,666,667 minutes of 0.06
  ] as [(String, String, String?)])
  func `durations`(seconds: String, called: String, charge: String?) throws {
    let result = try desk.rate(Array(call(called: called, seconds: seconds).utf8), format: "asterisk")
    #expect(CSVText.records(result.rated).first?.text("charge") == charge)
    #expect(result.summary.notChargeable[.grace] == (charge == nil ? 1 : 0) && result.summary.rejectedTotal == 0)
  }

  @Test(arguments: [  // called, what becomes of it
    ("1", "rated"), ("4", "no_rate"), ("123456789012345", "rated"), ("1234567890123456", "invalid_number"),
    (String(repeating: "1", count: 40), "invalid_number"), ("1-202-555-0100", "invalid_number"),
    ("sip:bob@example.org", "invalid_number"), ("+", "invalid_number"), ("12025550100\u{0}", "invalid_number"),
  ])
  func `numbers`(called: String, outcome: String) throws {
    let result = try desk.rate(Array(call(called: called).utf8), format: "asterisk")
    #expect(result.summary.read == 1)
    #expect((CSVText.records(result.rejects).first?.text("reason") ?? "rated") == outcome)
  }
}
