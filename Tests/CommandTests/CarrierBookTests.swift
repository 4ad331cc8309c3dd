import Foundation
import TestSupport
import Testing

/// The carrier's day in a book, against the rated file that its README works out by hand.
@Suite struct `A carrier's day in a book` {
  private let carrier: CarrierPlace
  private var place: Workplace { carrier.place }

  init() throws {
    carrier = try CarrierPlace()
    try carrier.makeBook()
  }

  private static let shared = [
    "record_id", "source", "line", "account", "service", "service_type", "calling", "called", "start", "duration_s", "billed_s", "plan",
    "prefix", "destination", "band", "jurisdiction", "currency", "charge", "tier",
  ]

  @Test func `has a row for each who pays and each level, in the order and of the charges that rate gives`() throws {
    let booked = carrier.records(try carrier.run("$T usage export --by-record").utf8)
    let rated = carrier.records(try place.bytes("rated.csv"))
    #expect(booked.map { row in Self.shared.map { row[$0] ?? "?" } } == rated.map { row in Self.shared.map { row[$0] ?? "?" } })
    // Components are the same text inside JSON.
    for (row, other) in zip(booked, rated) where !(other["components"] ?? "").isEmpty {
      #expect(row["extras"]?.contains("\"components\":\(other["components"]!)") == true, "\(row)")
    }
    try carrier.expectSound()
  }

  @Test func `has the margin that the rated file has`() throws {
    for report in ["--by supplier,destination", "--below-cost"] {
      let (booked, rated) = (try carrier.run("$T usage export --by-record | $T margin \(report) -"), try carrier.run("$T margin \(report) rated.csv"))
      #expect(booked == rated && booked.contains("Carrier A"))
      #expect(try carrier.run("$T usage export | $T margin \(report) -", status: 1).contains("with 'tollbook usage export --by-record'"))
    }
  }

  @Test func `bills the reseller for its customers' calls, and nobody for the carrier`() throws {
    let charges = try carrier.run("sqlite3 b \"SELECT a.name, sum(i.charges) FROM invoice i JOIN account a ON a.id = i.account GROUP BY 1 ORDER BY 1\"")
    // The README's charges, summed by hand: 7.4640, 0.54, 0.074, 1.333, 0.782 and 0.344.
    #expect(charges == "C-100|746\nC-201|54\nC-202|7\nC-300|133\nC-400|78\nR-1|34\n")
    #expect(try carrier.run("sqlite3 b \"SELECT count(*), sum(charge) FROM usage WHERE account = 0\"") == "11|5454900000\n")
    #expect(try carrier.run("sqlite3 b \"SELECT count(*) FROM journal_line WHERE account = 0\"") == "0\n")
    let number = try carrier.run("$T invoice list --account R-1 --format csv | tail -1 | cut -d, -f1").split(separator: "\n")[0]
    let calls = carrier.records(try carrier.run("$T invoice show \(number) --format csv").utf8)
    #expect(calls.map { "\($0["record_id"]!) \($0["charge"]!) \($0["jurisdiction"]!) \($0["tier"]!)" } == [
      "resold 0.022 intrastate reseller:R-1", "below-cost 0.288 international reseller:R-1", "trunk 0.012 interstate reseller:R-1",
      "trunk-no-ani 0.022 indeterminate reseller:R-1",
    ])
    let payphone = carrier.records(try carrier.run("$T invoice show $($T invoice list --account C-400 --format csv | tail -1 | cut -d, -f1) --format csv").utf8)
    #expect(payphone.first?["components"]?.contains("payphone") == true, "\(payphone)")
    for row in carrier.records(try carrier.run("$T invoice list --format csv").utf8) { try carrier.run("$T invoice reproduce \(row["number"]!)") }
  }

  @Test func `explains each charge of each record, also when plans and numbering are others by now`() throws {
    try carrier.run("printf 'npa,nxx,state\\n201,555,CA\\n' > n.csv && $T numbering import n.csv")
    try carrier.run("for p in plans/*; do sed -i 's/^\\(rounding.*\\)decimals: 4/\\1decimals: 2/' $p/plan.yaml; $T plan import $p; done")
    let rated = Dictionary(grouping: carrier.records(try place.bytes("rated.csv"))) { $0["record_id"]! }
    #expect(rated.count == 18)
    for (id, rows) in rated {
      let told = try carrier.run("$T explain --record \(id) --format json").split(separator: "\n").map { line in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return ["tier", "account", "service", "charge"].map { object?[$0] as? String ?? "" }
      }
      #expect(told == rows.map { [$0["tier"]!, $0["account"]!, $0["service"]!, $0["charge"]!] }, "\(id)")
    }
  }

  @Test func `explains each charge of a file as it rates it`() throws {
    let lines = try place.text("README.md").split(separator: "\n")
    let command = try #require(lines.first { $0.hasPrefix("$ tollbook rate") }).dropFirst("$ tollbook rate".count)
    let options = command.replacing(" -o rated.csv --rejects rejects.csv calls.csv", with: "")
    for (id, rows) in Dictionary(grouping: carrier.records(try place.bytes("rated.csv")), by: { $0["record_id"]! }) {
      let told = try carrier.run("$T explain \(options) --input calls.csv --record \(id) | grep -E '^(charge|retail:|reseller:R-1:|cost:)'")
      let words = told.split(separator: "\n").map { line in
        let words = line.split(separator: " ")
        return words[0] == "charge" ? "charge \(words[1])" : String(line)
      }
      let expected = rows.flatMap { row in
        ["\(row["tier"]!): \(row["account"]!), \(row["tier"] == "cost" ? "trunk" : "service") \(row["service"]!)", "charge \(row["charge"]!)"]
      }
      #expect(words == expected, "\(id)")
    }
    #expect(try carrier.run("$T explain \(options) --input calls.csv --record toll-free-of-nobody", status: 1).contains("unknown_payer"))
  }

  @Test func `knows its records again, in any order, under any name, and when levels were added`() throws {
    let before = try carrier.run("sqlite3 b 'SELECT count(*), sum(charge) FROM usage'")
    try carrier.run("printf 'trunk,supplier,plan\\ntg-b,Carrier B,carrier-a\\n' > s.csv && $T import suppliers s.csv")
    try carrier.run("$T reseller add --account C-100 --buy-plan wholesale")
    try carrier.run("(head -1 calls.csv; tail -n +2 calls.csv | tac) > again.csv && $T ingest --summary json again.csv 2> said")
    let said = try place.text("said")
    #expect(said.contains("\"rated\":0,") && said.contains("\"duplicate\":19,"), "\(said)")
    #expect(try carrier.run("sqlite3 b 'SELECT count(*), sum(charge) FROM usage'") == before)
    try carrier.run("sed 's/^resold,\\([^,]*\\),\\([^,]*\\),\\([^,]*\\),[0-9]*/resold,\\1,\\2,\\3,61/' calls.csv > other.csv")
    try carrier.run("$T ingest --summary json other.csv 2> said", status: 3)
    #expect(try place.text("said").contains("\"conflicting_record\":1"))
    try carrier.run("cat calls.csv > twice.csv; tail -n +2 calls.csv | sed 's/^/new-/' >> twice.csv; tail -n +2 calls.csv | sed 's/^/new-/' >> twice.csv")
    try carrier.run("$T ingest --summary json twice.csv 2> said", status: 3)
    #expect(try place.text("said").contains("\"rated\":18,"))
    #expect(try carrier.run("sqlite3 b \"SELECT count(*) - count(DISTINCT record_id) FROM usage\"") == "0\n")
    try carrier.expectSound()
  }

  @Test func `is archived with what it cost, and comes back`() throws {
    let before = try carrier.run("sqlite3 b 'SELECT * FROM usage ORDER BY id'")
    try carrier.run("$T archive --before 2026-04 archive")
    #expect(try carrier.run("sqlite3 b 'SELECT count(*) FROM usage'") == "0\n")
    try carrier.expectSound()
    try carrier.run("cp calls.csv late.csv; echo 'late,12015550100,2015550101,2026-03-03T09:00:00-05:00,60,yes,,,,,,,' >> late.csv")
    try carrier.run("$T ingest --summary json late.csv 2> said")
    #expect(try place.text("said").contains("\"rated\":1,"))
    try carrier.run("$T archive --restore archive")
    #expect(try carrier.run("sqlite3 b \"SELECT * FROM usage WHERE record_id <> 'late' ORDER BY id\"") == before)
    try carrier.expectSound()
  }

  @Test func `sets a call aside whose reseller has no plan, and rates all its levels once it has`() throws {
    try carrier.run("$T account add R-2 --opened 2026-01-01 && $T account add C-9 --parent R-2 --opened 2026-01-01")
    try carrier.run("$T service add 12015550900 --type long_distance --account C-9 && $T service key add --service 12015550900 --kind number --key 12015550900")
    try carrier.run("$T service plan add --service 12015550900 --plan retail; $T service order 12015550900 active --at 2026-01-01")
    try carrier.run("mkdir euros && cp plans/wholesale/* euros && sed -i 's/USD/EUR/; s/^name:.*/name: euros/' euros/plan.yaml && $T plan import euros")
    try carrier.run("$T reseller add --account R-2 --buy-plan euros")
    try carrier.run("printf 'record_id,calling,called,start,duration_s\\nn1,12015550900,2125550130,2026-03-05T09:00:00-05:00,60\\n' > n.csv")
    try carrier.run("$T ingest n.csv", status: 3)
    #expect(try carrier.run("$T rejects show --format csv").contains("euros, which charges EUR, the account USD"))
    try carrier.run("$T reseller change --account R-2 --valid-from 2026-01-01 --buy-plan wholesale --valid-to 2026-03-01")
    try carrier.run("$T rejects retry --reason no_rate", status: 3)
    #expect(
      try carrier.run("$T rejects show --format csv").contains(
        "the reseller has no plan to buy by at that time (level reseller:R-2); give it a row that holds then"))
    try carrier.run("$T reseller change --account R-2 --valid-from 2026-01-01 --valid-to ''")
    try carrier.run("$T rejects retry --reason service_not_active")
    // 60 s of the retail plan at 0.03, of the wholesale plan at 0.015.
    #expect(
      try carrier.run("sqlite3 b \"SELECT a.name, u.charge FROM usage u JOIN account a ON a.id = u.account WHERE u.record_id LIKE '%n1' ORDER BY u.id\"")
        .split(separator: "\n").sorted() == ["C-9|30000000", "R-2|15000000"])
    try carrier.expectSound()
  }

  /// The carrier changes at midnight of the book's clock, which is five hours behind UTC.
  @Test func `pays the carrier of the day by the book's own clock`() throws {
    try carrier.run("$T supplier change --trunk tg-a --valid-from 2026-01-01 --valid-to 2026-03-10")
    try carrier.run("$T supplier add --trunk tg-a --supplier 'Carrier B' --plan carrier-a --valid-from 2026-03-10")
    try carrier.run(
      "printf 'record_id,calling,called,start,duration_s,trunk_out\\nd1,12015550100,2125550130,2026-03-09T23:59:59-04:00,60,tg-a\\n"
        + "d2,12015550100,2125550130,2026-03-10T00:00:00-04:00,60,tg-a\\n' > d.csv && $T ingest d.csv")
    let costs = carrier.records(try carrier.run("$T usage export --by-record").utf8).filter { $0["tier"] == "cost" && $0["record_id"]!.hasPrefix("d") }
    #expect(costs.filter { ["d1", "d2"].contains($0["record_id"]!) }.map { $0["account"]! } == ["Carrier A", "Carrier B"])
    try carrier.expectSound()
  }

  @Test(arguments: [1, 2, 8]) func `is the same rows on any number of threads`(threads: Int) throws {
    let columns = "record_id, account, service, start_ms, billed_s, calling, called, price, charge, extras"
    let before = try carrier.run("sqlite3 b 'SELECT \(columns) FROM usage ORDER BY id'")
    try carrier.run("rm b*; sed -i 's/ingest calls.csv/ingest --threads \(threads) calls.csv/' make-book; ./make-book b $T >/dev/null 2>&1")
    #expect(try carrier.run("sqlite3 b 'SELECT \(columns) FROM usage ORDER BY id'") == before)
  }

  @Test(arguments: [
    ("numbering import none.csv", "none.csv: error: No such file"), ("numbering import deck.csv", "deck.csv:1"),
    ("numbering import --lrn calls.csv", "calls.csv:1"), ("numbering import", "name a file of numbering"),
    ("reseller add --account R-1 --buy-plan wholesale --valid-from 2026-06-01", "has a row since 2026-01-01"),
    ("reseller add --account nobody --buy-plan wholesale", "there is no account 'nobody'"),
    ("reseller add --account C-400 --buy-plan wholesael", "the book has no plan 'wholesael' in use; did you mean wholesale?"),
    ("reseller add --account C-400 --buy-plan wholesale --sell-plan nope", "the book has no plan 'nope' in use"),
    ("supplier add --trunk tg-z --supplier Z --plan nope", "the book has no plan 'nope' in use"),
    ("reseller change --account R-1 --valid-from 2026-01-01 --buy-plan nope", "the book has no plan 'nope' in use"),
    ("reseller change --account R-1 --valid-from 2026-01-01 --valid-to 2025-01-01", "valid_to is not after valid_from"),
    ("plan remove carrier-a", "supplier Carrier A of trunk tg-a has it"), ("plan remove wholesale", "reseller R-1 has it"),
    ("supplier add --trunk tg-a --supplier B --plan carrier-a --valid-from 2027-01-01", "has a row since 2026-01-01"),
  ])
  func `refuses what cannot be, and says why`(command: String, message: String) throws {
    let outcome = try place.shell("$T \(command) --book b")
    #expect(outcome.status != 0)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
    try carrier.expectSound()
  }
}
