import RatePlans
import Telecom
import Testing

/// Decks of the trade that need no mapping, since their titles say all.
@Suite struct `Layouts of the trade` {
  @Test(arguments: [
    // deck → its rows
    (
      "Example Wholesale\n\nCountry,Breakout,Dial Codes,Rate (USD),Effective Date,Billing Increment\nAustria,Mobile,\"43650, 43664; 43676-43678\",0.0385,21-Sep-26,60/1\nAustria,,43,0.0061,,1/1\n\nAll rates in USD.,,1,1,,\n",
      [
        "43 0.0061/60 1/1", "43650 0.0385/60 60/1 from 2026-09-21", "43664 0.0385/60 60/1 from 2026-09-21",
        "43676 0.0385/60 60/1 from 2026-09-21", "43677 0.0385/60 60/1 from 2026-09-21", "43678 0.0385/60 60/1 from 2026-09-21",
      ]
    ),
    ("Destination;Prefix;Price/Min;Valid From\nPeru;+51;0.5;31.12.2026\n", ["51 0.5/60 1/1 from 2026-12-31"]),
    (
      "Code,Destination,Connection Cost (USD),Cost / Min (USD),Initial Increment,Increment\n44,UK,0.02,0.06,30,60\n",
      ["44 0.06/60 30/60 fee 0.02"]
    ),
    ("Dial Code,Country Code,Old Rate,New Rate\n44,44,1,2\n", ["44 2/60 1/1"]),
    ("Code,Rate/Min,Effective Date\n44,1,23/09/2026\n45,1,01/10/2026\n", ["44 1/60 1/1 from 2026-09-23", "45 1/60 1/1 from 2026-10-01"]),
    ("Code,Rate/Min,Effective Date\n44,1,09/23/2026\n45,1,10/01/2026\n", ["44 1/60 1/1 from 2026-09-23", "45 1/60 1/1 from 2026-10-01"]),
    (
      "NPANXX,Inter,Intra,Indeterminate\n212555,0.1,0.2,0.3\n1213555,0.1,,0.3\n",
      [
        "1212555 0.1/60 6/6 interstate", "1212555 0.2/60 6/6 intrastate", "1212555 0.3/60 6/6 indeterminate",
        "1213555 0.1/60 6/6 interstate", "1213555 0.3/60 6/6 indeterminate",
      ]
    ),
    ("NPA-NXX-X,Interstate Rate,Intrastate Rate\n212-555-1,0.1,0.2\n", ["12125551 0.1/60 6/6 interstate", "12125551 0.2/60 6/6 intrastate"]),
    ("NPANXX,Rate,First Interval,Next Interval\n212555,0.1,30,6\n", ["1212555 0.1/60 30/6"]),
    ("Code,Price\n44,Closed\n", ["44 0/60 1/1 blocked"]),
  ])
  func `load as they are`(deck: String, rows: [String]) throws {
    #expect(try rowTexts(PlanFiles(["deck.csv": deck]).load("deck.csv").plan.tariffs[0]) == rows)
  }

  @Test func `heed what the plan says of dates, hyphens and numbers`() throws {
    let deck = "Destination;Dial Code;Rate;Effective Date\nKabul;93-76;0,18;05/06/2026\n"
    let plan = "currency: USD\ntime_zone: UTC\ndecks: [{file: deck.csv, date_format: dd/mm/yyyy, prefix_hyphen: joined, decimal: \",\"}]\n"
    let tariff = try PlanFiles(["plan.yaml": plan, "deck.csv": deck]).load().plan.tariffs[0]
    #expect(rowTexts(tariff) == ["9376 0.18/60 1/1 from 2026-06-05"])
  }

  @Test(arguments: [
    // deck → what the load cannot know
    ("Code,Rate,Rate\n44,1,2\n", ["deck.csv:1 error the columns rate and rate could both be rate_per_minute"]),
    (
      "Code,Rate/Min,Effective Date\n44,1,05/06/2026\n",
      ["deck.csv:2:6 error effective_from 05/06/2026 is no date"]
    ),
    (
      "City Code(s),Price($)\n93-76,0.1\n1264-581,0.1\n",
      [
        "deck.csv:2:1 error the hyphen of 93-76 could make a range, or stand between country and city",
        "deck.csv:3:1 error the hyphen of 1264-581 could make a range, or stand between country and city",
      ]
    ),
    ("NPANXX,LATA,OCN,Rate\n212555,132,9102,1\n", ["deck.csv:1 warning not read: lata, ocn"]),
    ("Destination,Rate/Min\nPeru,1\n", [
      "deck.csv:1 warning the column rate/min is not read", "deck.csv:1 error the header has no column prefix",
    ]),
  ])
  func `are not guessed at`(deck: String, problems: [String]) throws {
    let found = try PlanFiles(["deck.csv": deck]).problems("deck.csv")
    #expect(problems.allSatisfy { found.contains($0) }, "\(found)")
  }

  @Test func `have columns for jurisdictions, which a mapping can name`() throws {
    let plan = """
      name: mapped
      currency: USD
      decks:
        - file: deck.csv
          columns: {prefix: Key, rate_per_minute: Any}
          jurisdictions: {interstate: A, local: B}
          empty: {rate_per_minute: ["-"]}
      """
    let files = try PlanFiles(["plan.yaml": plan, "deck.csv": "Key,A,B,Any\n1,0.1,0.2,0.3\n2,-,,0.4\n3,0.5,,\n4,,,\n5,x,-1,1\n"])
    #expect(files.problems() == [
      "deck.csv:5:5 error the row has no rate", "deck.csv:6:3 error rate_per_minute x is no plain decimal number",
      "deck.csv:6:5 error rate_per_minute -1 is negative",
    ])
    try files.write("deck.csv", Array("Key,A,B,Any\n1,0.1,0.2,0.3\n2,-,,0.4\n3,0.5,,\n".utf8))
    #expect(try rowTexts(files.load().plan.tariffs[0]) == [
      "1 0.1/60 1/1 interstate", "1 0.2/60 1/1 local", "1 0.3/60 1/1", "2 0.4/60 1/1", "3 0.5/60 1/1 interstate",
    ])
  }
}
