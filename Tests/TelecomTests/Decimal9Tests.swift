import Telecom
import Testing

@Suite struct `Decimal numbers` {
  @Test(arguments: [
    // text, billionths
    ("0", 0), ("1", 1_000_000_000), ("0.0125", 12_500_000), ("-3.5", -3_500_000_000), (".5", 500_000_000),
    ("7.", 7_000_000_000), ("0012", 12_000_000_000), ("0.0000000010", 1), ("9223372036.854775807", Int64.max),
  ] as [(String, Int64)])
  func `are read exactly`(text: String, nanos: Int64) throws {
    #expect(try Decimal9.parse(text) == nanos)
  }

  @Test(arguments: [
    ("", .empty), ("1e3", .notANumber), ("1.2.3", .notANumber), ("-", .notANumber), ("0.0000000001", .tooPrecise),
    ("9223372036.854775808", .tooLarge), ("99999999999999999999", .tooLarge),
  ] as [(String, Decimal9.Failure)])
  func `are refused when they cannot be kept exactly`(text: String, failure: Decimal9.Failure) {
    #expect(throws: failure) { try Decimal9.parse(text) }
  }
}
