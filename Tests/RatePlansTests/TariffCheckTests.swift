import RatePlans
import Testing

@Suite struct `Rows taken together` {
  private static let header = "prefix,rate_per_minute,effective_from,effective_to,band,from_s,jurisdiction\n"

  @Test(arguments: [
    // rows, problems
    ("44,1,,,,,\n44,2,,,,,\n", ["deck.csv:3 error prefix 44 already has another rate at line 2"]),
    ("44,1,,,,,\n45,1,,,,,\n44,1,,,,,\n", ["deck.csv:4 warning prefix 44 already has this rate at line 2"]),
    // A row without an end gives way to a later one; one with an end that is too late contradicts it.
    ("44,1,2026-01-01,,,,\n44,2,2026-06-01,,,,\n", []),
    ("44,1,2026-01-01,2026-06-01,,,\n44,2,2026-06-01,,,,\n", []),
    ("44,1,2026-01-01,2026-07-01,,,\n44,2,2026-06-01,,,,\n",
      ["deck.csv:3 error prefix 44: the row at line 2 holds until 2026-07-01, when this one already does"]),
    ("44,1,2026-01-01,2026-05-01,,,\n44,2,2026-06-01,,,,\n",
      ["deck.csv:3 warning prefix 44 has no rate from 2026-05-01 to 2026-06-01, after the row at line 2"]),
    ("44,1,,,peak,,\n44,2,,,,,\n44,3,,,peak,,inter\n", []),
    ("44,1,,,late,,\n", ["deck.csv:2:8 error the plan has no band late"]),
    ("44,1,,,peak,,\n",
      ["deck.csv:2 warning prefix 44 has rates for bands only; a call outside them has none, one that runs on keeps its price"]),
    // One row for local calls keeps them off all rows for those within the state.
    ("1,1,,,,,local\n1,2,,,,,intra\n1,3,,,,,inter\n", []), ("1201,1,,,,,local\n1,2,,,,,inter\n", []), ("1201,1,,,,,intra\n1,2,,,,,inter\n", []),
    ("1201,1,,,,,local\n1,2,,,,,intra\n",
      ["deck.csv:3 warning prefix 1 has a row for intrastate calls and none for local ones, which have rows of their own, as at line 2: no local call goes by this one"]),
    ("1201,1,,,,,local\n1202,1,,,,,intralata\n1,2,,,,,intra\n",
      ["deck.csv:3 warning prefix 1202 has a row for intralata calls and none for local ones, which have rows of their own, as at line 2: no local call goes by this one, nor by such of 1 more",
        "deck.csv:4 warning prefix 1 has a row for intrastate calls and none for intralata ones, which have rows of their own, as at line 3: no intralata call goes by this one"]),
    ("44,1,,,,180,\n", ["deck.csv:2 error prefix 44 has a rate from second 180 on but none before"]),
    ("44,1,,,,,\n44,2,,,,180,\n", []),
    ("44,1,,,,,\n44,2,,,peak,180,\n", ["deck.csv:3 error prefix 44 has a rate from second 180 on but none before"]),
    ("0044,1,,,,,\n",
      ["deck.csv:2 warning prefix 0044 begins with 0, as no country code does: only a number that is dialled so, and that no dialling rule of the plan takes, comes to it"]),
  ])
  func `are checked`(rows: String, problems: [String]) throws {
    let files = try PlanFiles([
      "plan.yaml": """
      currency: USD
      dialling: {country_code: "1", international_prefix: "011"}
      bands: [{name: peak, days: mon-fri}]
      decks: [{file: deck.csv}]
      """, "deck.csv": Self.header + rows,
    ])
    #expect(files.problems() == problems)
  }

  @Test(arguments: [
    // keys of the deck, prefixes, lines that are told of
    ("", ["201555", "212555", "609555", "609556"], [2]), ("", ["*", "2015551", "3125554", "6095554567"], [3]),
    (", prepend: \"1\"", ["201555", "212555", "609555"], []), ("", ["1201555", "1212555", "1609555"], []),
    (", prepend: \"1\"", ["201555", "212555", "*"], []), (", strip_prefix: \"00\"", ["00201555", "00212555", "00609555"], [2]),
    // One of another form, one too short, one whole number.
    ("", ["201555", "212555", "609555", "201155"], []), ("", ["201555", "212555", "609555", "44"], []),
    ("", ["201555", "212555", "609555", "411$"], []), ("", ["201555", "212555", "691555"], []),
    // Mobile networks of Germany and the United Kingdom; exchanges of one area.
    ("", ["491511", "491523", "447700", "336612"], []), ("", ["201555", "201556", "201557", "212555"], []),
  ])
  func `of a North American deck need their country code`(keys: String, prefixes: [String], lines: [Int]) throws {
    let files = try PlanFiles([
      "plan.yaml": "currency: USD\ndialling: {country_code: \"1\", national_prefix: \"1\"}\ndecks: [{file: deck.csv\(keys)}]\n",
      "deck.csv": "prefix,rate_per_minute\n" + prefixes.map { "\($0),0.01\n" }.joined(),
    ])
    let said = lines.map { line in
      "deck.csv:\(line) warning no number in E.164 comes to this row and \(prefixes.filter { $0 != "*" }.count - 1) more of the deck: "
        + "all are NPA-NXX without the country code 1"
    }
    #expect(files.problems() == said)
  }

  @Test(arguments: [
    // keys of the deck, rows, problems
    ("", "44,1,0\n45,0,0\n46,1,2\n47,1,\n",
      ["deck.csv:2 warning maximum_charge 0 makes calls free, whatever the rate 1"]),
    (", empty: {maximum_charge: [\"0\", None]}", "44,1,0\n45,1,NONE\n46,1,2\n", []),
    (", empty: {maximum_charge: \"0\"}", "44,1,0.0\n",
      ["deck.csv:2 warning maximum_charge 0 makes calls free, whatever the rate 1"]),
    (", empty: {rate_per_minute: n/a}", "44,n/a,\n", ["deck.csv:2:4 error the row has no rate"]),
    (", empty: {prefix: \"0\"}", "44,1,\n", ["plan.yaml:2:34 error empty has no key prefix"]),
    (", empty: {maximum_charge: \"0\"}, defaults: {maximum_charge: 5}", "44,1,0\n", []),
  ])
  func `may have a maximum of nothing`(keys: String, rows: String, problems: [String]) throws {
    let files = try PlanFiles([
      "plan.yaml": "currency: USD\ndecks: [{file: deck.csv\(keys)}]\n",
      "deck.csv": "prefix,rate_per_minute,maximum_charge\n" + rows,
    ])
    #expect(files.problems() == problems)
  }

  @Test func `of bands that fill the week need no row for any time`() throws {
    let files = try PlanFiles([
      "plan.yaml": """
      currency: USD
      bands: [{name: peak, days: mon-fri, from: "08:00", to: "20:00"}, {name: off-peak}]
      decks: [{file: deck.csv}]
      """, "deck.csv": Self.header + "44,1,,,peak,,\n44,2,,,off-peak,,\n",
    ])
    #expect(files.problems() == [])
  }

  @Test(arguments: [
    // what the deck says about duplicates, the rates of prefix 44 that remain
    ("first", ["44 1/60 1/1", "44 2/60 1/1 from 2026-01-01"]), ("last", ["44 3/60 1/1", "44 4/60 1/1 from 2026-01-01"]),
  ])
  func `may be the first or the last of several`(policy: String, rows: [String]) throws {
    let files = try PlanFiles([
      "plan.yaml": "currency: USD\ndecks: [{file: deck.csv, duplicates: \(policy)}]\n",
      "deck.csv": "prefix,rate_per_minute,effective_from\n44,1,\n44,2,2026-01-01\n44,3,\n44,4,2026-01-01\n",
    ])
    #expect(rowTexts(try #require(try files.load().plan.tariff(.seconds))) == rows)
  }

  @Test func `of two decks name each other's file`() throws {
    let files = try PlanFiles([
      "plan.yaml": "currency: USD\ndecks: [{file: a.csv}, {file: b.csv}]\n",
      "a.csv": "prefix,rate_per_minute\n44,1\n", "b.csv": "prefix,destination,rate_per_minute\n45,x,1\n44,y,2\n",
    ])
    #expect(files.problems() == ["b.csv:3 error prefix 44 already has another rate at a.csv:2"])
  }
}
