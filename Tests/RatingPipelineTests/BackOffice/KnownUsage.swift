/// Calls whose charges and faults are known from how they are made.
enum KnownUsage {
  static let header = "record_id,calling,called,start,duration_s,answered\n"

  private static func fields(_ number: Int) -> String {
    let called = number % 10 == 3 ? "33123456" : "4420794600\(10 + number % 90)"
    let start = number % 10 == 6 ? "" : "2026-03-02T09:00:00Z"
    return "r\(number),12025550100,\(called),\(start),\(1 + number % 50),\(number % 10 == 8 ? "no" : "yes")"
  }

  /// A file of the calls with these numbers.
  static func file(_ numbers: Range<Int>) -> [UInt8] {
    Array((header + numbers.map { fields($0) + "\n" }.joined()).utf8)
  }

  /// What of such a file is rated: 0.01 a call and 0.0005 a second.
  static func rated(_ numbers: Range<Int>) -> [OfficeContents.Rated] {
    numbers.filter { ![3, 6, 8].contains($0 % 10) }.map { number in
      let tenThousandths = 100 + 5 * (1 + number % 50)
      var charge = "0." + String(10_000 + tenThousandths).dropFirst()
      while charge.hasSuffix("0") { charge.removeLast() }
      return OfficeContents.Rated(id: "r\(number)", line: number - numbers.lowerBound + 2, charge: charge)
    }
  }

  static func rejects(_ numbers: Range<Int>) -> [OfficeContents.Rejected] {
    numbers.filter { [3, 6].contains($0 % 10) }.map { number in
      OfficeContents.Rejected(
        reason: number % 10 == 3 ? "no_rate" : "missing_field", line: number - numbers.lowerBound + 2,
        record: fields(number))
    }
  }
}
