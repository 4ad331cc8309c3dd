import Telecom
import TestSupport
import Testing

/// `RejectReason` lists its cases in the order in which they go before one another.
@Suite struct `Precedence of reject reasons` {
  /// Columns of a csv row that bring a reason about.
  private static let faults: [(reason: RejectReason, set: [String: String])] = [
    (.malformedRecord, ["record_id": "\"open"]),
    (.missingField, ["start": ""]),
    (.invalidTime, ["start": "2026-02-30T00:00:00Z"]),
    (.invalidDuration, ["duration_s": "1m"]),
    (.invalidQuantity, ["octets_in": "many"]),
    (.invalidField, ["answered": "maybe"]),
    (.unknownPayer, ["account_code": "nobody"]),
    (.serviceNotActive, ["account_code": "later"]),
    (.serviceEnded, ["account_code": "before"]),
    (.ambiguousPayer, ["account_code": "twice"]),
    (.invalidNumber, ["called": "44x1234567"]),
    (.noRate, ["called": "33123456789"]),
    (.destinationBlocked, ["called": "44901234567"]),
    (.amountTooLarge, ["called": "9991234567", "duration_s": "1000000000"]),
  ]

  private static let columns = ["record_id", "called", "start", "duration_s", "octets_in", "answered", "account_code"]

  /// - Returns: `nil` where two of the faults need one column.
  private func row(_ faults: [[String: String]]) -> String? {
    var fields = ["record_id": "r1", "called": "442079460000", "start": "2026-03-02T09:00:00Z", "duration_s": "60"]
    fields["account_code"] = "known"
    var taken: Set<String> = []
    for fault in faults {
      for (column, value) in fault {
        guard taken.insert(column).inserted else { return nil }
        fields[column] = value
      }
    }
    return Self.columns.map { fields[$0] ?? "" }.joined(separator: ",")
  }

  @Test func `of any faults a record has, the first in the table is given`() throws {
    let desk = try Desk()
    try desk.load(subscribers: """
      service,account,valid_from,valid_to
      known,A1,,
      later,A2,2026-03-02T09:00:01Z,
      before,A3,,2026-03-02T09:00:00Z
      twice,A4,,
      twice,A5,,

      """)
    var rows: [String] = []
    var expected: [String] = []
    for chosen in 1..<(1 << Self.faults.count) {
      let faults = Self.faults.indices.filter { chosen >> $0 & 1 == 1 }.map { Self.faults[$0] }
      guard let row = row(faults.map(\.set)), let first = faults.first else { continue }
      rows.append(row)
      expected.append(first.reason.code)
    }
    #expect(rows.count > 150)
    let text = Self.columns.joined(separator: ",") + "\n" + rows.joined(separator: "\n") + "\n"
    let found = CSVText.records(try desk.rate(Array(text.utf8), format: "csv").rejects)
    #expect(found.count == rows.count)
    for (row, (reason, reject)) in zip(rows, zip(expected, found)) where reject.text("reason") != reason {
      Issue.record("\(row) should be \(reason), is \(reject.text("reason"))")
    }
    // `unmatched_leg` stands between the two kinds: a half alone has no number or price to be judged by; of a
    // `conflicting_record` the back office tells, when it has a price. Only a plan by zones knows `no_zone`: of that see
    // `Order of refusals`.
    #expect(Set(expected).union(["unmatched_leg", "conflicting_record", "no_zone"]) == Set(RejectReason.allCases.map(\.code)))
  }
}
