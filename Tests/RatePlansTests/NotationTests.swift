import RatePlans
import Telecom
import Testing

/// Decks in other people's notations, read through a mapping; the samples show whole layouts.
@Suite struct `A mapped deck` {
  /// - Parameters:
  ///   - keys: of the deck in plan.yaml, besides its columns.
  ///   - rows: of `code;rate;date`.
  private static func files(_ keys: String, _ rows: String) throws -> PlanFiles {
    try PlanFiles([
      "plan.yaml": """
      currency: USD
      time_zone: Europe/Berlin
      decks:
        - {file: deck.csv, delimiter: ";", columns: {prefix: 1, rate_per_minute: 2, effective_from: 3}, header: none\(keys)}
      """, "deck.csv": rows,
    ])
  }

  private static func rows(_ keys: String, _ rows: String) throws -> [String] {
    let loaded = try files(keys, rows).load()
    return rowTexts(loaded.plan.tariffs[0], zone: loaded.plan.zone)
  }

  @Test(arguments: [
    // keys of the mapping, what stands in the cell, prefixes
    ("", "44", ["44"]), ("", "+44", ["44"]), ("", "  44 20 ", ["4420"]), ("", "(44) 20", ["4420"]),
    ("", "44,45; 46", "44 45 46".split(separator: " ").map(String.init)), ("", "447400-447403", ["447400", "447401", "447402", "447403"]),
    ("", "447408-11", ["447408", "447409", "447410", "447411"]), ("", "44 - 46", ["44", "45", "46"]),
    (", prefix_hyphen: joined", "93-76", ["9376"]), (", prefix_hyphen: joined", "1-809-555", ["1809555"]),
    ("", "^93.*", ["93"]), ("", "^1411$", ["1411$"]), ("", "*", ["*"]), (", prefix_separators: \"/\"", "44/45", ["44", "45"]),
    (", strip_prefix: \"00\"", "0044", ["44"]), (", strip_prefix: [\"011\", \"00\"]", "01144,0045", ["44", "45"]),
    (", strip_prefix: \"00\"", "0044-0046", ["44", "45", "46"]),
    (", prepend: \"1\"", "212555", ["1212555"]), (", prepend: \"1\"", "212-214", ["1212", "1213", "1214"]),
    ("", "007-009", ["007", "008", "009"]),
  ])
  func `reads prefixes as they are written`(keys: String, cell: String, prefixes: [String]) throws {
    let delimiter = cell.contains(";") ? "\"\(cell)\"" : cell
    let found = try Self.rows(keys, "\(delimiter);1;\n")
    #expect(found == prefixes.sorted().map { "\($0) 1/60 1/1" })
  }

  @Test(arguments: [
    // cell, what is wrong
    ("44x", "deck.csv:1:1 error 44x is no prefix"), ("46-44", "deck.csv:1:1 error the range 46-44 ends before it begins"),
    ("1-999999", "deck.csv:1:1 error 1-999999 is no prefix"),
    ("100000-999999", "deck.csv:1:1 error the range 100000-999999 is wider than 100000 prefixes"),
    ("44-", "deck.csv:1:1 error 44- is no prefix"), ("\" ; \"", "deck.csv:1:3 error the row has no prefix"),
    ("1234567890123456", "deck.csv:1:1 error no call can reach the prefix 1234567890123456: numbers have at most 15 digits"),
  ])
  func `says which prefixes are none`(cell: String, problem: String) throws {
    #expect(try Self.files("", "\(cell);1;\n").problems() == [problem])
  }

  @Test(arguments: [
    // keys, cell, price per minute
    (", decimal: \",\"", "0,0125", "0.0125"), (", decimal: \",\", thousands: \".\"", "1.234,5", "1234.5"),
    (", thousands: \",\"", "1,234,567.25", "1234567.25"), (", implied_decimals: 4", "2137", "0.2137"),
    (", implied_decimals: 4", "5", "0.0005"), (", implied_decimals: 2, thousands: \",\"", "12,345", "123.45"),
    (", thousands: \"'\"", "1'000", "1000"),
  ])
  func `reads numbers as they are written`(keys: String, cell: String, price: String) throws {
    #expect(try Self.rows(keys, "44;\(cell);\n") == ["44 \(price)/60 1/1"])
  }

  @Test(arguments: [
    // keys, cell
    (", thousands: \",\"", "12,34"), (", thousands: \",\"", "1,2345"), (", thousands: \",\"", ",123"),
    (", implied_decimals: 4", "0.5"), (", decimal: \",\"", "0.5"),
  ])
  func `does not guess at numbers`(keys: String, cell: String) throws {
    #expect(try Self.files(keys, "44;\(cell);\n").problems() == ["deck.csv:1:4 error rate_per_minute \(cell) is no plain decimal number"])
  }

  @Test(arguments: [
    // form, cell, date in Berlin
    ("dd/mm/yyyy", "23/09/2026", "2026-09-23"), ("dd/mm/yyyy", "3/9/2026", "2026-09-03"), ("mm/dd/yy", "09/23/26", "2026-09-23"),
    ("d-mmm-yy", "21-Sep-18", "2018-09-21"), ("d mmm yyyy", "1 September 2026", "2026-09-01"), ("yyyymmdd", "20260923", "2026-09-23"),
    ("dd.mm.yyyy hh:mm", "23.09.2026 12:30", "2026-09-23T12:30:00+02:00"), ("dd/mm/yyyy", "2026-09-23", "2026-09-23"),
    ("[dd/mm/yyyy, yyyy/mm/dd]", "2026/09/23", "2026-09-23"), ("dd/mm/yy", "01/01/99", "1999-01-01"),
    ("dd/mm/yyyy", "2026-09-23T00:00:00Z", "2026-09-23T02:00:00+02:00"),
  ])
  func `reads dates as they are written`(format: String, cell: String, date: String) throws {
    #expect(try Self.rows(", date_format: \(format)", "44;1;\(cell)\n") == ["44 1/60 1/1 from \(date)"])
  }

  @Test(arguments: ["31/02/2026", "23/9/26", "2026-13-01", "soon", "12/31/2026"])
  func `does not guess at dates`(cell: String) throws {
    let problems = try Self.files(", date_format: dd/mm/yyyy", "44;1;\(cell)\n").problems()
    #expect(problems == ["deck.csv:1:6 error effective_from \(cell) is no date"])
  }

  @Test func `knows what holds already, and what is withdrawn`() throws {
    let rows = "44;1;ASAP\n45;1;2026-01-05\n46;1;2026-01-06\n47;CLOSED;2026-01-06\n"
    #expect(
      try Self.rows(", issued: 2026-01-05", rows) == [
        "44 1/60 1/1", "45 1/60 1/1", "46 1/60 1/1 from 2026-01-06", "47 0/60 1/1 from 2026-01-06 blocked",
      ])
  }

  @Test func `keeps past and current prices of one prefix apart`() throws {
    let rows = """
      44;1;2025-01-01
      45;9;2025-01-01
      44;2;2026-01-01
      44;3;2026-06-01
      46;1;2025-01-01
      46;2;2026-06-01
      47;1;ASAP
      47;2;2026-06-01

      """
    #expect(
      try Self.rows(", issued: 2026-01-05", rows) == [
        "44 1/60 1/1 from 2025-01-01", "44 2/60 1/1 from 2026-01-01", "44 3/60 1/1 from 2026-06-01", "45 9/60 1/1",
        "46 1/60 1/1", "46 2/60 1/1 from 2026-06-01", "47 1/60 1/1", "47 2/60 1/1 from 2026-06-01",
      ])
    let twice = try Self.files(", issued: 2026-01-05", "44;1;2025-01-01\n44;2;2025-01-01\n")
    #expect(twice.problems() == ["deck.csv:2 error prefix 44 already has another rate at line 1"])
  }

  @Test func `ends at the first row with neither prefix nor rate`() throws {
    #expect(try Self.rows("", "44;1;\n;;\nNotes;about;rates\n") == ["44 1/60 1/1"])
    #expect(try Self.rows(", table_ends: end_of_file", "44;1;\n;;\n\n45;1;\n") == ["44 1/60 1/1", "45 1/60 1/1"])
  }

  @Test(arguments: [
    // deck, what is wrong with it
    ("44;1\n45;1;2026-01-01", []), ("44;1\n45;1\n", []), ("44;1;\n45;1", ["deck.csv:2:1 error the row has 2 cells, the plan maps column 3"]),
    ("44;1;\n45", ["deck.csv:2:1 error the row has 1 cell, the plan maps column 3"]),
  ])
  func `may leave out cells, but in a last row without a line end`(deck: String, problems: [String]) throws {
    #expect(try Self.files("", deck).problems() == problems)
  }

  @Test(arguments: [
    // deck, its second file, what is wrong
    ("name,price\nA,1\nB,2", "A,44\nB,45", []), ("name,price\nA,1\nB", "A,44\nB,45\n", ["deck.csv:3 error the last row has 1 cell and no line end, others 2 cells"]),
    ("name,price\nA,1\n", "A,44\nB", ["codes.csv:2 error the last row has 1 cell and no line end, others 2 cells"]),
    ("name,price\nA,1\n", "A,44\nB\n", []),
  ])
  func `is whole in each of its files`(deck: String, codes: String, problems: [String]) throws {
    let files = try PlanFiles([
      "plan.yaml": """
      currency: USD
      decks:
        - file: deck.csv
          columns: {prefix: 4, rate_per_minute: price}
          join: [{file: codes.csv, on: name, key: 1, header: none}]
      """, "deck.csv": deck, "codes.csv": codes,
    ])
    #expect(files.problems() == problems)
  }

  @Test func `in Latin-1 becomes UTF-8, or is refused`() throws {
    let plan = "currency: EUR\ndecks: [{file: deck.csv, columns: {prefix: code, destination: name, rate_per_minute: rate}, encoding: ENC}]\n"
    let deck = Array("code,name,rate\n43,\u{D6}sterreich,1\n".unicodeScalars).map { UInt8($0.value) }
    let files = try PlanFiles(["plan.yaml": plan.replacing("ENC", with: "latin-1")])
    try files.write("deck.csv", deck)
    let tariff = try files.load().plan.tariffs[0]
    #expect(tariff.destination(tariff.rows[0]) == "Österreich")
    try files.write("plan.yaml", Array(plan.replacing("ENC", with: "utf-8").utf8))
    #expect(files.problems() == ["deck.csv:2:4 error the destination is not UTF-8 text"])
  }

  @Test func `whose titles are not found names the nearest row`() throws {
    let files = try PlanFiles([
      "plan.yaml": "currency: USD\ndecks: [{file: deck.csv, columns: {prefix: Dial Code, rate_per_minute: \"Rate (USD)\"}}]\n",
      "deck.csv": "Rates of today\n\nDial  code,Rate (EUR)\n44,1\n",
    ])
    #expect(files.problems() == ["deck.csv:3 error no row holds all titles the plan maps; this one lacks Rate (USD)"])
  }

  @Test func `measures octets and quantities by their units`() throws {
    let files = try PlanFiles([
      "plan.yaml": """
      currency: USD
      decks:
        - {file: data.csv, measure: octets, unit: 1048576}
        - {file: power.csv, measure: quantity}
        - {file: nights.csv, measure: quantity, unit: 7}
        - {file: none.csv, measure: octets}
      """,
      "data.csv": "prefix,rate,first_interval,next_interval_s\n*,0.05,1024,512\n",
      "power.csv": "prefix,rate,first_interval\n1,0.31,0.5\n", "nights.csv": "prefix,rate\n2,100\n",
      "none.csv": "prefix,rate\n2,100\n",
    ])
    #expect(files.problems() == ["none.csv:1 error nothing says what the column rate is the price of"])
    try files.write("none.csv", Array("prefix,rate,unit\n2,100,1000\n".utf8))
    let plan = try files.load().plan
    #expect(plan.tariffs.map(\.measure) == [.octets, .quantity])
    #expect(rowTexts(plan.tariffs[0]) == ["* 0.05/1048576 1024/512", "2 100/1000 1/1"])
    #expect(rowTexts(plan.tariffs[1]) == ["1 0.31/1000000000 500000000/1", "2 100/7000000000 1/1"])
  }
}
