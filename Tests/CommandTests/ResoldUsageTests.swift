import Foundation
import TestSupport
import Testing

/// Customers on the invoice of the reseller above them, against the rated file whose README works each level out by hand.
@Suite struct `Customers that a reseller is billed for` {
  private let carrier: CarrierPlace
  private var place: Workplace { carrier.place }

  init() throws {
    carrier = try CarrierPlace()
  }

  /// The sample's book, with these rows in the place of those of its resellers and their customers.
  private func makeBook(accounts: String = "", resellers: String = "") throws {
    try carrier.run("sed -i -e 's/opened$/opened,billing/' -e '2,$s/$/,own/' -e '/^R-1/d' -e '/^C-20/d' book/accounts.csv")
    try carrier.run("cat >> book/accounts.csv <<'END'\n\(accounts)END\ncat >> book/resellers.csv <<'END'\n\(resellers)END")
    try carrier.makeBook()
  }

  private static let consolidated = """
    R-1,Brook Telecom,,2026-01-01,own
    C-201,Elm Dentists,R-1,2026-01-01,consolidated
    C-202,Trenton Taxi,R-1,2026-01-01,consolidated

    """

  private func charges() throws -> String {
    try carrier.run("sqlite3 b \"SELECT a.name, sum(i.charges) FROM invoice i JOIN account a ON a.id = i.account WHERE a.name NOT LIKE 'C-_00' GROUP BY 1 ORDER BY 1\"")
  }

  @Test func `stand on nobody's invoice with their own price, which all else still knows`() throws {
    try makeBook(accounts: Self.consolidated)
    // What R-1 buys: 0.022 + 0.288 + 0.012 + 0.022.
    #expect(try charges() == "R-1|34\n")
    #expect(try carrier.run("sqlite3 b \"SELECT sum(amount) FROM journal_line l JOIN ledger_account a ON a.id = l.ledger WHERE code = 'receivable'\"") == "991\n")
    let calls = carrier.records(try carrier.run("$T invoice show $($T invoice list --account R-1 --format csv | tail -1 | cut -d, -f1) --format csv").utf8)
    #expect(calls.map { $0["tier"]! } == Array(repeating: "reseller:R-1", count: 4))
    let columns = ["record_id", "account", "service_type", "plan", "currency", "charge", "tier"]
    let booked = carrier.records(try carrier.run("$T usage export --by-record").utf8), rated = carrier.records(try place.text("rated.csv").utf8)
    #expect(booked.map { row in columns.map { row[$0]! } } == rated.map { row in columns.map { row[$0]! } })
    #expect(
      carrier.records(try carrier.run("$T usage export --account C-201").utf8).map { "\($0["record_id"]!) \($0["charge"]!)" } == ["resold 0.04", "below-cost 0.5"])
    for report in ["--by account,supplier", "--below-cost"] {
      #expect(try carrier.run("$T usage export --by-record | $T margin \(report) -") == carrier.run("$T margin \(report) rated.csv"))
    }
    let told = try carrier.run("$T explain --record below-cost --format json").split(separator: "\n").map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(told.map { "\($0["account"]!) \($0["charge"]!)" } == ["C-201 0.5", "R-1 0.288", "Carrier A 0.352"])
    try carrier.expectSound()
  }

  @Test(arguments: [
    // A reseller on the invoice of the one above: of the three rows that would stand on it the highest.
    ("R-0,Top,,2026-01-01,own\nR-1,Brook,R-0,2026-01-01,consolidated\nC-201,Elm,R-1,2026-01-01,consolidated\nC-202,Taxi,R-1,2026-01-01,own\n",
     "R-0,wholesale,,2026-01-01\n", "C-202|7\nR-0|34\n"),
    // A reseller on the invoice of a holding that sells nothing.
    ("H,Holding,,2026-01-01,own\nR-1,Brook,H,2026-01-01,consolidated\nC-201,Elm,R-1,2026-01-01,consolidated\nC-202,Taxi,R-1,2026-01-01,own\n",
     "", "C-202|7\nH|34\n"),
    // A branch between the reseller and the customer, with an invoice of its own.
    ("R-1,Brook,,2026-01-01,own\nB-1,Branch,R-1,2026-01-01,own\nC-201,Elm,B-1,2026-01-01,consolidated\nC-202,Taxi,R-1,2026-01-01,consolidated\n",
     "", "B-1|54\nR-1|34\n"),
  ])
  func `are billed by the highest level on each invoice`(accounts: String, resellers: String, charges: String) throws {
    try makeBook(accounts: accounts, resellers: resellers)
    #expect(try self.charges() == charges)
    try carrier.expectSound()
  }

  @Test func `come onto its invoice and leave it again at any time, after what they used was billed`() throws {
    try makeBook(accounts: Self.consolidated.replacing("consolidated", with: "own"))
    #expect(try charges() == "C-201|54\nC-202|7\nR-1|34\n")
    // A call as the sample's 'resold': 0.04 to the customer, 0.022 to the reseller.
    func call(_ id: String, _ day: String) throws {
      try carrier.run("printf 'record_id,calling,called,start,duration_s,trunk_out\\n\(id),12015550201,6095550120,2026-\(day)T12:00:00-04:00,60,tg-a\\n' > \(id).csv && $T ingest \(id).csv")
    }
    try call("a", "04-03")
    let refused = try carrier.run("$T account change C-201 --billing consolidated", status: 1)
    #expect(refused.contains("C-201 has usage on no invoice yet, and reseller R-1 above it pays what it buys of that"), "\(refused)")
    #expect(refused.contains("'tollbook bill close C-201 --as-of DAY'"))
    try carrier.run("printf 'name,billing\\nC-201,consolidated\\n' > moved.csv && $T import accounts moved.csv", status: 1)
    try carrier.run("$T bill close C-201 --as-of 2026-04-04 && $T import accounts moved.csv")
    try call("b", "04-05")
    try carrier.run("$T account change C-201 --billing own")
    try call("c", "04-06")
    try carrier.run("$T bill run --as-of 2026-05-01")
    #expect(
      try carrier.run("sqlite3 b \"SELECT a.name, i.charges FROM invoice i JOIN account a ON a.id = i.account WHERE i.period_to > 20544 ORDER BY i.id\"")
        .split(separator: "\n").sorted() == ["C-201|4", "C-201|4", "R-1|7"])
    #expect(try carrier.run("sqlite3 b \"SELECT count(*) FROM usage WHERE account < 0\"") == "1\n")
    try carrier.expectSound()
    try carrier.run("$T archive --before 2026-06 kept")
    #expect(try carrier.run("sqlite3 b 'SELECT count(*) FROM usage'") == "0\n")
    try carrier.expectSound()
    try carrier.run("$T archive --restore kept && $T usage export --account C-201 | wc -l | grep -qx '6'")
    try carrier.expectSound()
  }

  @Test func `count towards their own limits, and towards the reseller's by what it buys`() throws {
    try carrier.run("sed -i 's/^.tollbook ingest/$tollbook import usage-limits limits.csv; &/' make-book")
    try place.write("limits.csv", "name,account,service,measure,period,soft\nr,R-1,,minutes,cycle,1\nc,C-202,,minutes,cycle,1\ns,,12015550201,amount,cycle,0.1\n")
    try makeBook(accounts: Self.consolidated)
    func sum(_ column: String, of account: String) throws -> Decimal {
      carrier.records(try place.text("rated.csv").utf8).filter { $0["account"] == account }.reduce(0) { $0 + Decimal(string: $1[column]!)! }
    }
    func used(_ limit: String) throws -> Decimal {
      Decimal(string: try carrier.run("sqlite3 b \"SELECT used FROM usage_limit_count c JOIN usage_limit l ON l.id = c.usage_limit WHERE l.name = '\(limit)'\"").trimmingCharacters(in: .newlines))!
    }
    #expect(try used("r") == sum("billed_s", of: "R-1") && used("c") == sum("billed_s", of: "C-202"))
    #expect(try used("s") == sum("charge", of: "C-201") * 1_000_000_000)
    try carrier.expectSound()
    try carrier.run("$T reseller add --account C-202 --buy-plan retail && $T verify")
    #expect(try carrier.run("sqlite3 b 'SELECT count(used) FROM usage_limit_count'") == "0\n")
  }

  @Test func `cannot be put onto an invoice past the program`() throws {
    try makeBook(accounts: Self.consolidated)
    try carrier.run("sqlite3 b 'INSERT INTO invoice_run (run, invoice) SELECT min(id), 1 FROM usage_run WHERE account < 0'")
    #expect(try carrier.run("$T verify", status: 1).contains("is on an invoice, though nobody is billed for it"))
    try carrier.run("sqlite3 b 'DROP TRIGGER usage_run_no_update; UPDATE usage_run SET account = -99 WHERE account < 0'")
    #expect(try carrier.run("$T verify", status: 1).contains("is of account 99, which is not there"))
  }

  @Test func `with invoices of their own are revenue apart from what the operator earns`() throws {
    try makeBook(accounts: Self.consolidated.replacing("consolidated", with: "own"))
    func revenue() throws -> String {
      try carrier.run("sqlite3 b \"SELECT code, -sum(amount) FROM journal_line l JOIN ledger_account a ON a.id = l.ledger WHERE code LIKE 'revenue%' GROUP BY 1 ORDER BY 1\"")
    }
    // The README's charges: of C-100, C-300, C-400 and R-1; of C-201 and C-202.
    #expect(try revenue() == "revenue:resold_usage|61\nrevenue:usage|\(746 + 133 + 78 + 34)\n")
    try carrier.run("$T invoice credit $($T invoice list --account C-201 --format csv | tail -1 | cut -d, -f1) --reason sold-twice")
    #expect(try revenue() == "revenue:resold_usage|7\nrevenue:usage|991\n")
    try carrier.expectSound()
  }
}
