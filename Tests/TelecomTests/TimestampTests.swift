import Telecom
import TestSupport
import Testing

@Suite struct `Timestamps` {
  @Test(arguments: [  // text → milliseconds since 1970, offset in seconds
    ("1970-01-01T00:00:00Z", 0, 0), ("1970-01-01T00:00:00.001Z", 1, 0), ("1969-12-31T23:59:59.999Z", -1, 0),
    ("2026-01-01T00:00:20.5-05:00", 1_767_243_620_500, -18_000), ("2026-01-01 05:00:20z", 1_767_243_620_000, 0),
    ("2026-01-01t00:00:00+05:45", 1_767_204_900_000, 20_700), ("2038-01-19T03:14:08Z", 2_147_483_648_000, 0),
    ("2028-02-29T00:00:00.1239999Z", 1_835_395_200_123, 0), ("2016-12-31T23:59:60Z", 1_483_228_800_000, 0),
    ("2100-03-01T00:00:00-00:00", 4_107_542_400_000, 0),
    ("1970-01-01T23:59:00+23:59", 0, 86_340), ("1970-01-01T00:00:00-23:59", 86_340_000, -86_340),
  ] as [(String, Int64, Int32)])
  func `are read from RFC 3339`(text: String, milliseconds: Int64, offset: Int32) {
    #expect(Timestamp(rfc3339: text) == Timestamp(milliseconds: milliseconds, offset: offset))
  }

  @Test(arguments: [
    "", "2026", "2026-02-29T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z",
    "2026-01-01T00:00:00", "2026-01-01T00:00Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+0500",
    "2026-01-01T00:00:00--1:00", "2026-01-01T00:00:00++1:00", "2026-01-01T00:00:00Z ", "26-01-01T00:00:00Z",
    "2026/01/01T00:00:00Z", "2026-01-01T00:00:00+99:00", "2026-01-01T00:00:00+24:00",
    "2026-01-01T00:00:00+05:60", "2026-01-01T00:00:00+05:000", "2026-01-01T00:00:00ZZ", "2026-01-01T00:00:00+05-00", "2026-01-01T00:00:00EST",
  ])
  func `that are none are refused`(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test func `come back as they were written`() {
    for seed in 0..<5_000 as Range<UInt64> {
      var random = Seeded(seed)
      let instant = Timestamp(
        milliseconds: Int64.random(in: -2_208_988_800_000..<7_000_000_000_000, using: &random),
        offset: Int32.random(in: -1_439...1_439, using: &random) * 60)
      #expect(Timestamp(rfc3339: instant.description) == instant, "seed \(seed): \(instant)")
    }
  }

  @Test func `of clocks that are off by seconds still name their instant`() throws {
    // Monrovia was 0:44:30 behind until 1972.
    let monrovia = try #require(ZoneRules(named: "Africa/Monrovia"))
    let instant = Timestamp(milliseconds: 1_000_000, offset: monrovia.offset(at: 1_000))
    #expect(instant.offset == -2_670)
    #expect(Timestamp(rfc3339: instant.description)?.milliseconds == 1_000_000)
  }
}
