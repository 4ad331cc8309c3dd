import Foundation
import Testing

@Suite struct `Usage that comes into a book` {
  private let book: BookPlace
  private var place: Workplace { book.place }

  init() throws { book = try BookPlace() }

  /// The oracle rates without a book and adds up with Foundation's calendar.
  @Test func `costs what rating alone says, by account and local day`() throws {
    try book.write("in.csv", BookPlace.calls(0..<3000))
    try book.ingest("in.csv", status: 3)
    let rated = try place.tollbook("rate", "--plan", "deck.csv", "--subscribers", "subscribers.csv", "-o", "rated.csv", "in.csv")
    #expect(rated.status == 3)
    let zones = ["A1": "America/New_York", "A2": "UTC", "A3": "Pacific/Kiritimati"]
    var sums: [String: (count: Int, seconds: Int, nanos: Int)] = [:]
    for row in try place.text("rated.csv").split(separator: "\n").dropFirst() {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let start = try #require(ISO8601DateFormatter().date(from: cells[8]))
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = try #require(TimeZone(identifier: zones[cells[3]]!))
      let local = start.timeIntervalSince1970 + Double(calendar.timeZone.secondsFromGMT(for: start))
      let key = "\(cells[3].dropFirst())|\(Int((local / 86_400).rounded(.down)))"
      let parts = cells[18].split(separator: ".", omittingEmptySubsequences: false)
      let fraction = parts.count > 1 ? String(parts[1]) : ""
      let nanos = Int(parts[0])! * 1_000_000_000 + Int(fraction.padding(toLength: 9, withPad: "0", startingAt: 0))!
      sums[key, default: (0, 0, 0)].count += 1
      sums[key, default: (0, 0, 0)].seconds += Int(cells[10])!
      sums[key, default: (0, 0, 0)].nanos += nanos
    }
    let expected = sums.map { "\($0.key)|\($0.value.count)|\($0.value.seconds)|\($0.value.nanos)" }.sorted()
    #expect(try book.totals().split(separator: "\n").map(String.init).sorted() == expected)
    #expect(try book.sql("SELECT account, day, count(*), sum(billed_s), sum(charge) FROM usage JOIN (SELECT id AS run, batch AS b, account AS a, day, first_usage AS f, usage_count AS n FROM usage_run) ON usage.id >= f AND usage.id < f + n AND a = account AND b = batch GROUP BY 1, 2 ORDER BY 1, 2;") == book.totals())
  }

  @Test func `posts what is unbilled, rounded, and balances`() throws {
    for part in 0..<5 {
      try book.write("in\(part).csv", BookPlace.calls(part * 200..<part * 200 + 200))
      try book.ingest("in\(part).csv", status: 3)
    }
    // Cents: (nanos + 5,000,000) / 10,000,000, whole.
    #expect(
      try book.sql(
        "SELECT count(*) FROM account_balance b WHERE unbilled <> (SELECT (sum(charge) + 5000000) / 10000000 FROM usage u "
          + "WHERE u.account = b.account) OR unbilled_nanos <> (SELECT sum(charge) FROM usage u WHERE u.account = b.account);"
      ) == "0\n")
    #expect(try book.sql("SELECT entry, sum(amount) FROM journal_line GROUP BY entry HAVING sum(amount) <> 0;") == "")
    #expect(
      try book.sql("SELECT sum(amount) FROM journal_line WHERE account IS NOT NULL;")
        == book.sql("SELECT sum(unbilled) FROM account_balance;"))
    // A2's limit of 50.00 and warning level of 10.00 are passed once.
    #expect(try book.sql("SELECT kind, count(*) FROM outbox WHERE account = 2 GROUP BY kind;") == "credit_exhausted|1\ncredit_warning|1\n")
  }

  @Test func `counts once, whatever file it comes in`() throws {
    let calls = BookPlace.calls(0..<1000)
    try book.write("in.csv", calls)
    try book.ingest("in.csv", status: 3)
    let totals = try book.totals()
    let usage = try book.sql("SELECT count(*), sum(charge) FROM usage; SELECT * FROM account_balance;")
    let rejects = try book.sql("SELECT count(*) FROM reject;")
    try book.write("renamed.csv", calls)
    try book.write("shuffled.csv", calls.sorted { $0.hashValue < $1.hashValue })
    try book.write("half1.csv", calls[..<500])
    try book.write("half2.csv", calls[500...])
    for file in ["in.csv", "renamed.csv", "shuffled.csv", "half1.csv", "half2.csv"] {
      let outcome = try book.ingest(file)
      #expect(outcome.messages.contains("\"rated\":0,"), "\(file): \(outcome.messages)")
      #expect(outcome.messages.contains("\"rejected\":0,"), "\(file): \(outcome.messages)")
    }
    #expect(try book.totals() == totals)
    #expect(try book.sql("SELECT count(*), sum(charge) FROM usage; SELECT * FROM account_balance;") == usage)
    #expect(try book.sql("SELECT count(*) FROM reject;") == rejects)

    try book.write("appended.csv", calls + ["new,12025550100,442079460999,2026-03-02T09:00:00Z,60"])
    let appended = try book.ingest("appended.csv")
    #expect(appended.messages.contains("\"rated\":1,"))
    #expect(try book.sql("SELECT account, charge FROM usage WHERE record_id = 'new';") == "1|40000000\n")
  }

  @Test func `is the same by account and day in any order of files`() throws {
    let calls = BookPlace.calls(0..<1200)
    for part in 0..<4 { try book.write("in\(part).csv", calls[part * 300..<part * 300 + 300]) }
    try book.ingest("in0.csv", "in1.csv", "in2.csv", "in3.csv", status: 3)
    try book.makeBook("other")
    try book.ingest("in2.csv", "in0.csv", "in3.csv", "in1.csv", book: "other", status: 3)
    #expect(try book.totals() == book.totals("other"))
    let balances = "SELECT * FROM account_balance ORDER BY account;"
    #expect(try book.sql(balances) == book.sql(balances, "other"))
  }

  @Test func `is the same to the byte by any number of threads`() throws {
    try book.write("in.csv", BookPlace.calls(0..<20_000))
    try book.ingest("in.csv", threads: 1, status: 3)
    let content = try book.content()
    #expect(content.split(separator: "\n").count > 18_000)
    for threads in [2, 8] {
      try book.makeBook("by\(threads)")
      try book.ingest("in.csv", book: "by\(threads)", threads: threads, status: 3)
      #expect(try book.content("by\(threads)") == content)
    }
  }

  @Test func `conflicts where another record has its id, and is never billed then`() throws {
    try book.write("in.csv", ["x,12025550100,442079460100,2026-03-02T09:00:00Z,60"])
    try book.ingest("in.csv")
    let before = try book.sql("SELECT * FROM usage; SELECT * FROM account_balance;")
    let other = "x,12025550100,442079460100,2026-03-02T09:00:00Z,61"
    try book.write("other.csv", [other])
    let outcome = try book.ingest("other.csv", status: 3)
    #expect(outcome.messages.contains("\"conflicting_record\":1"))
    #expect(try book.sql("SELECT * FROM usage; SELECT * FROM account_balance;") == before)
    #expect(try book.sql("SELECT reason, field, source, line, CAST(record AS TEXT) FROM reject;") == "conflicting_record|record_id|other.csv|2|\(other)\n")
    try book.write("again.csv", [other, other])
    #expect(try book.ingest("again.csv").messages.contains("\"duplicate\":2,"))
  }

  @Test func `conflicts with an earlier record of its own file, whose account comes later in the alphabet`() throws {
    try book.write("in.csv", [
      "y,12025550102,442079460100,2026-03-02T09:00:00Z,60", "y,12025550100,442079460100,2026-03-02T09:00:00Z,60",
      "y,12025550102,442079460100,2026-03-02T09:00:00Z,60",
    ])
    let outcome = try book.ingest("in.csv", status: 3)
    #expect(outcome.messages.contains("\"rated\":1,") && outcome.messages.contains("\"duplicate\":1,"))
    #expect(try book.sql("SELECT account, line FROM usage; SELECT line FROM reject;") == "3|2\n3\n")
  }

  @Test func `is known again without an id of its own`() throws {
    let rows = ["12025550100,442079460100,2026-03-02T09:00:00Z,60", "12025550100,442079460101,2026-03-02T09:00:00Z,60"]
    try place.write("in.csv", "calling,called,start,duration_s\n" + rows.map { $0 + "\n" }.joined())
    try place.write("other.csv", "calling,called,start,duration_s\n" + rows.reversed().map { $0 + "\n" }.joined())
    #expect(try book.ingest("in.csv").messages.contains("\"rated\":2,"))
    #expect(try book.ingest("other.csv").messages.contains("\"duplicate\":2,"))
    #expect(try book.sql("SELECT count(*) FROM usage WHERE record_id LIKE '#%' AND length(record_id) = 29;") == "2\n")
  }

  @Test func `waits for another program that takes usage, and loses nothing`() throws {
    let calls = BookPlace.calls(0..<6000)
    for part in 0..<6 { try book.write("in\(part).csv", calls[part * 1000..<part * 1000 + 1000]) }
    let outcome = try place.shell(
      "$T ingest --book book in0.csv in1.csv in2.csv in3.csv & a=$!; $T ingest --book book in5.csv in4.csv in3.csv in2.csv & b=$!; wait $a; a=$?; "
        + "wait $b; echo $a $?")
    #expect(outcome.text == "3 3\n", "\(outcome.messages)")
    try book.write("all.csv", calls)
    try book.makeBook("other")
    try book.ingest("all.csv", book: "other", status: 3)
    #expect(try book.totals() == book.totals("other"))
    #expect(try book.sql("SELECT count(*) FROM usage_batch;") == "6\n")
  }

  @Test func `belongs to who had the number at that moment, by the plan in force`() throws {
    try FileManager.default.createDirectory(atPath: place.path + "/dear", withIntermediateDirectories: true)
    // At noon UTC on 3 March the number goes from A1 to A2, and the plan to twice the price.
    try place.write("dear/plan.yaml", "name: deck\ncurrency: USD\ndecks:\n  - {file: dear.csv, kind: termination, item: OUTBOUND}\n")
    try place.write("dear/dear.csv", "prefix,destination,connect_fee,rate_per_minute,first_interval_s,next_interval_s,effective_from\n44,United Kingdom,0,0.12,60,60,1970-01-01\n")
    let noon = 1_772_539_200_000
    let imported = try place.tollbook("plan", "import", "--book", "book", "dear", "--valid-from", "2026-03-03T12:00:00Z")
    #expect(imported.status == 0, "\(imported.messages)")
    _ = try book.sql(
      "UPDATE service_key SET valid_to = \(noon) WHERE service = 1; "
        + "INSERT INTO service_key (service, kind, key, valid_from) VALUES (2, 'number', '12025550100', \(noon));")
    try book.write("in.csv", [
      "a,12025550100,441614960100,2026-03-03T11:59:59Z,60", "b,12025550100,441614960100,2026-03-03T12:00:00Z,60",
    ])
    try book.ingest("in.csv")
    #expect(
      try book.sql("SELECT record_id, account, charge, item FROM usage JOIN usage_price p ON p.id = price ORDER BY 1;")
        == "a|1|60000000|USAGE\nb|2|120000000|OUTBOUND\n")
  }

  @Test func `is rejected before a service is active and after its end, and billed while it is suspended`() throws {
    _ = try book.sql(
      """
      DROP TRIGGER service_status_no_delete; DELETE FROM service_status WHERE service = 1;
      INSERT INTO service_status (service, effective, status, ordered_at) VALUES (1, 0, 'pending', 0),
        (1, 1772323200000, 'active', 0), (1, 1772409600000, 'suspended', 0), (1, 1772496000000, 'cancelled', 0);
      """)
    try book.write("in.csv", [
      "a,12025550100,442079460100,2026-02-28T23:59:59Z,60", "b,12025550100,442079460100,2026-03-01T00:00:00Z,60",
      "c,12025550100,442079460100,2026-03-02T00:00:00Z,60", "d,12025550100,442079460100,2026-03-03T00:00:00Z,60",
    ])
    try book.ingest("in.csv", status: 3)
    #expect(try book.sql("SELECT record_id FROM usage ORDER BY 1;") == "b\nc\n")
    #expect(try book.sql("SELECT reason, line FROM reject ORDER BY line;") == "service_not_active|2\nservice_ended|5\n")
  }
}
