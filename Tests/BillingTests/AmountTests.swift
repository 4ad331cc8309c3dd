internal import Billing
internal import Telecom
internal import TestSupport
import Testing

@Suite struct `Amounts in minor units` {
  @Test(
    arguments: [  // currency, minor units → text
      ("JPY", 1200, "1200"), ("JPY", -5, "-5"), ("USD", 0, "0.00"), ("USD", -5, "-0.05"), ("EUR", 16525, "165.25"),
      ("KWD", 1, "0.001"), ("KWD", -123456, "-123.456"), ("USD", .min, "-92233720368547758.08"),
      ("JPY", .max, "9223372036854775807"), ("CLF", 10001, "1.0001"),
    ] as [(String, Int64, String)])
  func `are written with all digits of the currency, and read back`(code: String, units: Int64, text: String) throws {
    let minor = MinorUnits(try #require(Currency(code)))
    #expect(minor.text(units) == text)
    #expect(try minor.parse(text) == units)
  }

  @Test(arguments: [  // currency, text → problem
    ("USD", "1.005", "1.005 has more than the 2 digits behind the point that USD has; round it"),
    ("JPY", "1.5", "1.5 has more than the 0 digits behind the point that JPY has; round it"),
    ("USD", "1,000.00", "1,000.00 is no amount; write it as 1234.50, without thousands separators"),
    ("USD", "", " is no amount; write it as 1234.50, without thousands separators"),
    ("USD", ".", ". is no amount; write it as 1234.50, without thousands separators"),
    ("USD", "--1", "--1 is no amount; write it as 1234.50, without thousands separators"),
    ("USD", "1.2.3", "1.2.3 is no amount; write it as 1234.50, without thousands separators"),
    ("USD", "92233720368547758.08", "92233720368547758.08 is larger than an amount can be; book it in parts"),
  ])
  func `a text that is none says why`(code: String, text: String, problem: String) throws {
    let minor = MinorUnits(try #require(Currency(code)))
    #expect { try minor.parse(text) } throws: { "\($0)" == problem }
  }

  @Test func `shorter and longer texts of the same amount are read`() throws {
    let minor = MinorUnits(.usd)
    #expect(try ["5", "5.", "5.0", "+5.000", "05.00"].map { try minor.parse($0) } == [500, 500, 500, 500, 500])
    #expect(try minor.parse(".5") == 50)
  }

  @Test(
    arguments: [  // currency, nanos → minor units: halves away from zero
      ("USD", 4_999_999, 0), ("USD", 5_000_000, 1), ("USD", -4_999_999, 0), ("USD", -5_000_000, -1),
      ("JPY", 500_000_000, 1), ("JPY", 499_999_999, 0), ("KWD", 500_000, 1), ("KWD", -1_500_000, -2),
    ] as [(String, Int128, Int64)])
  func `nanos are rounded to the nearer`(code: String, nanos: Int128, units: Int64) throws {
    #expect(MinorUnits(try #require(Currency(code))).roundingHalfUp(nanos: nanos) == units)
  }

  @Test func `what passes 64 bits is no amount`() {
    #expect(MinorUnits(.usd).roundingHalfUp(nanos: Int128(Int64.max) * 10_000_000 + 5_000_000) == nil)
  }

  @Test func `a split adds up, keeps proportion within a unit, and gives ties to the first`() {
    #expect(LargestRemainder.split(100, by: [1, 1, 1]) == [34, 33, 33])
    #expect(LargestRemainder.split(10, by: [1, 2, 4]) == [1, 3, 6])  // 1.43, 2.86, 5.71
    #expect(LargestRemainder.split(-100, by: [1, 1, 1]) == [-34, -33, -33])
    #expect(LargestRemainder.split(5, by: [0, 7, 0]) == [0, 5, 0])
    var random = Seeded(3)
    for _ in 0..<500 {
      let weights = (0..<Int.random(in: 1...40, using: &random)).map { _ in
        Int64.random(in: 0...Int64.max / 64, using: &random)
      }
      guard weights.contains(where: { $0 > 0 }) else { continue }
      let total = Int64.random(in: -1_000_000...1_000_000, using: &random)
      let parts = LargestRemainder.split(total, by: weights)
      let sum = weights.reduce(Int128(0)) { $0 + Int128($1) }
      #expect(parts.reduce(0, +) == total)
      for (part, weight) in zip(parts, weights) {
        #expect((Int128(part) * sum - Int128(total) * Int128(weight)).magnitude < sum.magnitude)
      }
    }
  }
}
