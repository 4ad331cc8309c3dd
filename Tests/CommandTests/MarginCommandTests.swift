import Foundation
import TestSupport
import Testing

/// `tollbook margin` against sums that DuckDB makes of the same file, in whole nanos.
@Suite struct `tollbook margin` {
  private static let python = URL(fileURLWithPath: CarrierPlace.folder).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent(".build/oracles/bin/python").path
  private static let dimensions = ["destination", "account", "supplier", "day"]

  private let place: Workplace

  /// Some hundreds of calls of the carrier's sample over five days, some over the trunk of a supplier that wants euros.
  init() throws {
    place = try Workplace()
    #expect(try place.shell("cp -R \(CarrierPlace.folder)/. . && mv rated.csv sample.csv").status == 0)
    #expect(try place.shell("mkdir plans/carrier-b && cp plans/carrier-a/termination.csv plans/carrier-b").status == 0)
    try place.write(
      "plans/carrier-b/plan.yaml", try place.text("plans/carrier-a/plan.yaml").replacing("carrier-a", with: "carrier-b")
        .replacing("USD", with: "EUR"))
    try place.write("suppliers.csv", try place.text("suppliers.csv") + "tg-b,Carrier B,carrier-b,2026-01-01\n")
    var random = Seeded(1)
    let lines = try place.text("calls.csv").split(separator: "\n").map(String.init)
    let calls = (0..<400).map { number in
      var cells = lines.dropFirst().randomElement(using: &random)!.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      cells[0] += "-\(number)"
      cells[3] = "2026-03-0\(Int.random(in: 2...6, using: &random))" + cells[3].dropFirst(10)
      if cells[4] != "0" { cells[4] = "\(Int.random(in: 1...500, using: &random))" }
      if !cells[9].isEmpty { cells[9] = ["tg-a", "tg-a", "tg-b", ""].randomElement(using: &random)! }
      return cells.joined(separator: ",")
    }
    try place.write("calls.csv", ([lines[0]] + calls).joined(separator: "\n") + "\n")
    let outcome = try rate("rated.csv", "")
    #expect(outcome.status == 3, "\(outcome.messages)")
  }

  private func rate(_ output: String, _ options: String) throws -> Workplace.Outcome {
    try place.shell(
      "$T rate --plan plans/retail --plan plans/cards --plan plans/toll-free --plan plans/wholesale --plan plans/carrier-a "
        + "--plan plans/carrier-b --subscribers subscribers.csv --numbering numbering.csv --lrn lrn.csv "
        + "--resellers resellers.csv --suppliers suppliers.csv --service-types service-types.yaml -o \(output) \(options) calls.csv")
  }

  // MARK: The other way

  /// A row for each call and payer: the price of the level before the cost, and the cost.
  private static let calls = """
    import duckdb, sys
    duckdb.sql('''
      CREATE TABLE usage AS SELECT *, row_number() OVER () AS position FROM read_csv(?, all_varchar = true, parallel = false, nullstr = '')
      ''', params=[sys.argv[1]])
    duckdb.sql('''
      CREATE VIEW amounts AS SELECT *, CAST(CAST(charge AS DECIMAL(38, 9)) * 1000000000 AS HUGEINT) AS nanos,
        SUM(CASE WHEN tier = 'retail' THEN 1 ELSE 0 END) OVER (PARTITION BY source, line, record_id ORDER BY position) AS payer FROM usage;
      CREATE VIEW prices AS SELECT * FROM amounts WHERE position IN
        (SELECT MAX(position) FROM amounts WHERE tier <> 'cost' GROUP BY source, line, record_id, payer);
      CREATE VIEW calls AS SELECT p.record_id, p.source, p.line, p.start, p.called, COALESCE(p.destination, '') AS destination, p.account,
          COALESCE(c.account, '') AS supplier, substr(p.start, 1, 10) AS day, p.currency, p.nanos AS revenue,
          CAST(p.billed_s AS BIGINT) AS seconds, CASE WHEN c.currency = p.currency THEN c.nanos END AS cost, p.position
        FROM prices p LEFT JOIN amounts c
        ON c.tier = 'cost' AND c.source = p.source AND c.line = p.line AND c.record_id = p.record_id AND c.payer = p.payer
      ''')
    duckdb.sql(sys.argv[2]).write_csv('answer.csv', header=False)

    """

  private func asked(_ query: String, of file: String = "rated.csv") throws -> [[String]] {
    try place.write("ask.py", Self.calls)
    try place.write("ask.sql", query)
    let outcome = try place.shell("\(Self.python) ask.py \(file) \"$(cat ask.sql)\"")
    #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
    return CSVText.rows(try place.bytes("answer.csv").filter { $0 != 13 }).map { $0.map { String(decoding: $0, as: UTF8.self) } }
  }

  private func table(_ outcome: Workplace.Outcome) -> [[String]] {
    #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
    return CSVText.rows(outcome.output).map { $0.map { String(decoding: $0, as: UTF8.self) } }
  }

  /// `-12.5` in as many decimals as are asked for.
  private func scaled(_ text: String, _ decimals: Int) -> Int {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let digits = parts[0] + (parts.count == 2 ? parts[1] : "") + String(repeating: "0", count: decimals - (parts.count == 2 ? parts[1].count : 0))
    return Int(digits)!
  }

  @Test(arguments: dimensions.indices.map { [dimensions[$0]] } + [
    dimensions, ["day", "supplier"], ["account", "destination"], ["supplier", "account", "day"],
  ])
  func `gives the sums of the file, by whatever calls are grouped`(by: [String]) throws {
    let names = by.joined(separator: ",")
    let expected = try asked("""
      SELECT \(names), COUNT(*), SUM(seconds), currency, SUM(revenue), COALESCE(SUM(cost), 0), COUNT(*) - COUNT(cost)
      FROM calls GROUP BY \(names), currency ORDER BY \(names), currency
      """)
    let table = table(try place.tollbook("margin", "--by", names, "--format", "csv", "rated.csv"))
    #expect(table.first == by + ["calls", "minutes", "currency", "revenue", "cost", "margin", "margin_percent", "calls_without_cost"])
    #expect(table.count == expected.count + 1 && expected.count > 2)
    for (row, sums) in zip(table.dropFirst(), expected) {
      let numbers = [0, 1, 3, 4, 5].map { Int(sums[by.count + $0])! }
      let (count, seconds, revenue, cost, unknown) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4])
      #expect(Array(row[..<by.count]) == Array(sums[..<by.count]))
      let cells = Array(row[by.count...])
      #expect(cells[0] == "\(count)" && cells[2] == sums[by.count + 2] && cells[7] == "\(unknown)", "\(row)")
      #expect(scaled(cells[1], 2) == (seconds * 100 + 30) / 60, "\(row)")
      #expect(scaled(cells[3], 9) == revenue && scaled(cells[4], 9) == cost, "\(row)")
      if unknown > 0 {
        #expect(cells[5].isEmpty && cells[6].isEmpty, "\(row)")
      } else {
        #expect(scaled(cells[5], 9) == revenue - cost, "\(row)")
        let margin = revenue - cost
        let hundredths = (abs(margin) * 20_000 + revenue) / (2 * revenue)
        #expect(scaled(cells[6], 2) == (margin < 0 ? -hundredths : hundredths), "\(row)")
      }
    }
  }

  @Test func `lists the calls that were sold below cost`() throws {
    let expected = try asked("""
      SELECT record_id, source, line, start, account, called, destination, supplier, currency, revenue, cost, revenue - cost
      FROM calls WHERE cost > revenue ORDER BY position
      """)
    let table = table(try place.tollbook("margin", "--below-cost", "--format", "csv", "rated.csv"))
    #expect(table.count == expected.count + 1 && expected.count > 5)
    for (row, call) in zip(table.dropFirst(), expected) {
      #expect(Array(row[..<9]) == Array(call[..<9]))
      #expect(row[9...].map { scaled($0, 9) } == call[9...].map { Int($0)! }, "\(row)")
    }
  }

  @Test(arguments: [["--by", "supplier,day"], ["--by", "destination"], ["--below-cost"]])
  func `says the same in every form`(options: [String]) throws {
    let table = table(try place.tollbook(["margin"] + options + ["--format", "csv", "rated.csv"]))
    let objects = try place.tollbook(["margin"] + options + ["--format", "json", "rated.csv"]).text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(objects.count == table.count - 1)
    for (row, object) in zip(table.dropFirst(), objects) {
      for (name, cell) in zip(table[0], row) {
        let value = object[name].map { $0 is NSNull ? "" : "\($0)" }
        #expect(value == cell, "\(name) in \(object)")
      }
    }
    let lines = try place.tollbook(["margin"] + options + ["rated.csv"]).text.split(separator: "\n")
    #expect(lines.map { $0.split(separator: " ") } == table.map { $0.flatMap { $0.split(separator: " ") } })
  }

  // MARK: Files

  @Test func `adds files up, packed or not`() throws {
    #expect(try place.shell("gzip -k rated.csv").status == 0)
    let once = try asked("SELECT COUNT(*), SUM(revenue) FROM calls")[0].map { Int($0)! }
    let twice = table(try place.tollbook("margin", "--by", "supplier", "--format", "csv", "rated.csv", "rated.csv.gz")).dropFirst()
    #expect(twice.reduce(0) { $0 + Int($1[1])! } == 2 * once[0])
    #expect(twice.reduce(0) { $0 + scaled($1[4], 9) } == 2 * once[1])
  }

  @Test func `needs no prices of customers where the resellers' are there`() throws {
    // Of the calls that a reseller buys, whoever else pays for them: the operator's part is the same.
    #expect(try rate("wholesale.csv", "--tiers reseller,cost").status == 3)
    try place.write("wholesale.csv", try place.text("wholesale.csv").split(separator: "\n").filter {
      !$0.contains(",cost,") || $0.hasPrefix("resold") || $0.hasPrefix("trunk") || $0.hasPrefix("below-cost")
    }.joined(separator: "\n") + "\n")
    let expected = try asked("SELECT COUNT(*), SUM(revenue), SUM(cost) FROM calls WHERE account = 'R-1'")[0].map { Int($0)! }
    let table = table(try place.tollbook("margin", "--by", "account", "--format", "csv", "wholesale.csv"))
    #expect(table.count == 2 && table[1][0] == "R-1" && Int(table[1][1]) == expected[0])
    #expect(scaled(table[1][4], 9) == expected[1] && scaled(table[1][5], 9) == expected[2])
  }

  @Test func `counts a call twice that two pay for, by the service where resellers alone are there`() throws {
    let header = String(try place.text("rated.csv").prefix { $0 != "\n" })
    func row(_ account: String, _ service: String, _ charge: String, _ tier: String, margin: String = "") -> String {
      "a,in.csv,2,\(account),\(service),call,1,2,2026-03-03T09:00:00-05:00,60,60,p,1,US,,,,USD,\(charge),,,,,,\(tier),\(margin)\n"
    }
    let second = row("R2", "hotline", "4", "reseller:R2")
    for (cost, costs) in [("", ["0", "0"]), (row("S", "tg", "1", "cost"), ["1", "0"])] {
      let first = row("R1", "line", "5", "reseller:R1", margin: "2") + row("R0", "line", "3", "reseller:R0", margin: cost.isEmpty ? "" : "2")
      try place.write("two.csv", header + "\n" + first + cost + second)
      let table = table(try place.tollbook("margin", "--by", "account", "--format", "csv", "two.csv")).dropFirst()
      #expect(table.map { [$0[0], $0[1], $0[4]] } == [["R0", "1", "3"], ["R2", "1", "4"]])
      #expect(table.map { $0[5] } == costs)
    }
  }

  @Test func `knows no cost where calls were rated without suppliers`() throws {
    try place.write("in.csv", Workplace.header + Workplace.calls(0..<3))
    #expect(try place.tollbook("rate", "--plan", "deck.csv", "-o", "plain.csv", "in.csv").status == 0)
    let table = table(try place.tollbook("margin", "--by", "destination,supplier", "--format", "csv", "plain.csv"))
    #expect(table.dropFirst() == [["London", "", "3", "3", "USD", "0.12", "0", "", "", "3"]])
    #expect(try place.tollbook("margin", "--below-cost", "plain.csv").rows.isEmpty)
  }

  @Test(arguments: ["retail,cost", "retail,reseller", "retail", "cost"])
  func `knows no revenue of calls whose levels were not all given out`(tiers: String) throws {
    #expect(try rate("some.csv", "--tiers \(tiers)").status == 3)
    let outcome = try place.tollbook("margin", "some.csv")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.messages.contains("rate with --tiers retail,reseller,cost, or without --tiers"), "\(outcome.messages)")
    // Where nobody resells, nothing is missing.
    try place.write("calls.csv", try place.text("calls.csv").split(separator: "\n").filter { line in
      !["resold", "trunk", "below-cost"].contains { line.hasPrefix($0) }
    }.joined(separator: "\n") + "\n")
    guard tiers == "retail,cost" else { return }
    let all = try rate("all.csv", ""), some = try rate("some.csv", "--tiers retail,cost")
    #expect(all.status == 3 && some.status == 3)
    #expect(try place.tollbook("margin", "some.csv").text == place.tollbook("margin", "all.csv").text)
  }

  @Test func `has nothing to say of a file without calls`() throws {
    try place.write("none.csv", try place.text("rated.csv").prefix { $0 != "\n" } + "\n")
    let outcome = try place.tollbook("margin", "--format", "csv", "none.csv")
    #expect(outcome.status == 0 && outcome.rows.isEmpty)
  }

  @Test func `refuses a file that is cut, wherever that is`() throws {
    let whole = try place.bytes("sample.csv")
    #expect(try place.tollbook("margin", "sample.csv").status == 0)
    let lines = whole.split(separator: 10, omittingEmptySubsequences: false).map(\.count)
    let lastRow = whole.count - lines[lines.count - 2] - 1
    for end in Array(lastRow + 1..<whole.count) + [1, 20, lines[0]] {
      try place.write("cut.csv", whole[..<end])
      let outcome = try place.tollbook("margin", "cut.csv")
      #expect(outcome.status == 1 && outcome.output.isEmpty && outcome.messages.contains("cut.csv:"), "cut at \(end): \(outcome.messages)")
    }
  }

  @Test(arguments: [
    // what the file holds, what is said of it
    ("", "it.csv:1: the file is empty; name a file that 'tollbook rate' wrote"),
    ("a,b\n1,2\n", "it.csv:1: the header has no column record_id; name a CSV file that 'tollbook rate' wrote"),
    ("HEADER\na,in.csv,2\n", "it.csv:2: the row has 3 cells, the header 26; get the whole file"),
    ("HEADER\nROW,USD,x,,,,,,retail,\n", "it.csv:2: the charge 'x' is no amount; get the file anew"),
    ("HEADER\nROW,USD,1,,,,,,cost,\n", "it.csv:2: the call has a cost and no price; rate with --tiers retail,reseller,cost, or without --tiers"),
  ])
  func `says what is wrong with a file`(text: String, said: String) throws {
    let header = String(try place.text("rated.csv").prefix { $0 != "\n" })
    let row = "a,in.csv,2,C,s,call,1,2,2026-03-03T09:00:00-05:00,60,60,p,1,US,,,"
    try place.write("it.csv", text.replacing("HEADER", with: header).replacing("ROW", with: row))
    let outcome = try place.tollbook("margin", "it.csv")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.messages == "tollbook: \(said)\n")
  }

  @Test(arguments: [  // arguments, status, what is said
    ("--by destinations rated.csv", 64, "--by: calls are not grouped by 'destinations'; did you mean destination?"),
    ("--by '' rated.csv", 64, "--by names nothing; write destination,supplier"),
    ("--by day,day rated.csv", 64, "--by names something twice"),
    ("--format xml rated.csv", 64, "'xml'"),
    ("", 64, "Missing expected argument '<input> ...'"),
    ("nowhere.csv", 1, "nowhere.csv"),
  ] as [(String, Int32, String)])
  func `is not possible`(arguments: String, status: Int32, said: String) throws {
    let outcome = try place.shell("$T margin \(arguments)")
    #expect(outcome.status == status && outcome.output.isEmpty && outcome.messages.contains(said), "\(outcome.messages)")
  }
}
