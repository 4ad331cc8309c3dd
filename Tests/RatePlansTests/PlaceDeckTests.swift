import RatePlans
import Telecom
import Testing

/// Decks whose rows stand under LATA and OCN, or under area code and exchange in cells of their own.
@Suite struct `Decks by place` {
  @Test(arguments: [
    // deck → its rows
    (
      "lata,ocn,rate_per_minute,jurisdiction\n224,9206,0.01,\n,9206,0.02,interstate\n*,073h,0.03,\n132,,0.04,\n*,*,0.05,\n92401,*,1,\n",
      [
        "* 0.05/60 1/1", "OCN073H 0.03/60 1/1", "OCN9206 0.02/60 1/1 interstate", "LATA132 0.04/60 1/1", "LATA224/OCN9206 0.01/60 1/1",
        "LATA92401 1/60 1/1",
      ]
    ),
    ("ocn,state,rate_per_minute\n9206,NJ,0.01\n9206,,0.02\n9206,*,0.02\n", ["OCN9206 0.02/60 1/1", "OCN9206 0.02/60 1/1", "OCN9206/NJ 0.01/60 1/1"]),
    (
      "LATA,OCN,Inter,Intra,Indeterminate\n224,9206,0.1,0.2,0.3\n132,9102,,0.4,\n",
      [
        "LATA132/OCN9102 0.4/60 6/6 intrastate", "LATA224/OCN9206 0.1/60 6/6 interstate", "LATA224/OCN9206 0.2/60 6/6 intrastate",
        "LATA224/OCN9206 0.3/60 6/6 indeterminate",
      ]
    ),
    ("OCN;State;Rate\n9206;NJ;0.1\n9206;NY;0.2\n", ["OCN9206/NJ 0.1/60 6/6", "OCN9206/NY 0.2/60 6/6"]),
    ("OCN,Company Name,Rate\n9206,x,0.1\n", ["OCN9206 0.1/60 6/6"]),
    ("lata,ocn,rate\n224,9206,0.1\n", ["LATA224/OCN9206 0.1/60 6/6"]),
    ("LATA,Rate per Minute,Billing Increment\n224,0.1,30/6\n", ["LATA224 0.1/60 30/6"]),
    (
      "NPA,NXX,Y,Inter,Intra\n201,200,,0.1,0.2\n201,200,3,0.3,\n212,555,A,,0.4\n",
      [
        "1201200 0.1/60 6/6 interstate", "1201200 0.2/60 6/6 intrastate", "12012003 0.3/60 6/6 interstate", "1212555 0.4/60 6/6 intrastate",
      ]
    ),
    ("NPA|NXX|Block ID|LATA|OCN|Rate\n201|200|0|224|9206|0.1\n", ["12012000 0.1/60 6/6"]),
    ("npa,nxx,rate_per_minute\n201,200,0.1\n", ["1201200 0.1/60 6/6"]),
  ])
  func `load as they are`(deck: String, rows: [String]) throws {
    #expect(try rowTexts(PlanFiles(["deck.csv": deck]).load("deck.csv").plan.tariffs[0]) == rows)
  }

  @Test(arguments: [
    // deck → what is wrong with it
    (
      "lata,ocn,rate_per_minute\n22,9206,1\n224,92-6,1\n22x,920,1\n,,1\n224,9206,x\n224,9206,1\n224,9206,2\n",
      [
        "deck.csv:2:1 error '22' is no LATA", "deck.csv:3:5 error '92-6' is no OCN", "deck.csv:4:1 error '22x' is no LATA",
        "deck.csv:4:5 error '920' is no OCN", "deck.csv:5:1 error the row has neither LATA nor OCN",
        "deck.csv:6:10 error rate_per_minute x is no plain decimal number",
        "deck.csv:8 error LATA224/OCN9206 already has another rate at line 7",
      ]
    ),
    (
      "lata,ocn,rate_per_minute\n224,9206,1\n224,9206,2\n,9206,1\n,9206,1\n",
      [
        "deck.csv:3 error LATA224/OCN9206 already has another rate at line 2", "deck.csv:5 warning OCN9206 already has this rate at line 4",
      ]
    ),
    ("ocn,state,rate_per_minute\n9206,N1,1\n9206,NJY,1\n", ["deck.csv:2:6 error 'N1' is no state", "deck.csv:3:6 error 'NJY' is no state"]),
    (
      "prefix,lata,ocn,rate_per_minute\n1,224,9206,1\n",
      ["deck.csv:1 warning the column lata is not read", "deck.csv:1 warning the column ocn is not read"]
    ),
    (
      "NPA,NXX,Y,Rate\n20,200,,1\n201,100,,1\n201,200,12,1\n2x1,2000,B,1\n,,,\nnotes,,,\n",
      [
        "deck.csv:2:1 error '20' is no area code", "deck.csv:3:5 error '100' is no exchange", "deck.csv:4:9 error '12' is no block of a thousand",
        "deck.csv:5:1 error '2x1' is no area code", "deck.csv:5:5 error '2000' is no exchange", "deck.csv:5:10 error 'B' is no block of a thousand",
      ]
    ),
    ("LATA,LATA,Rate\n1,2,3\n", ["deck.csv:1 error the columns lata and lata could both be lata"]),
    ("nxx,rate_per_minute\n200,1\n", [
      "deck.csv:1 warning the column nxx is not read", "deck.csv:1 error the header has no column prefix",
    ]),
  ])
  func `report every problem`(deck: String, problems: [String]) throws {
    #expect(try PlanFiles(["deck.csv": deck]).problems("deck.csv") == problems)
  }

  @Test func `are mapped by their columns`() throws {
    func plan(_ columns: String) -> String {
      "currency: USD\ndecks:\n  - {file: deck.csv, kind: origination, columns: {\(columns), rate_per_minute: P}}\n"
    }
    let deck = "Area,Office,Thousand,Where,Who,P\n201,200,1,224,9206,0.1\n201,200,2,224,9102,0.2\n"
    let files = try PlanFiles(["deck.csv": deck, "plan.yaml": plan("npa: Area, nxx: Office, block: Thousand")])
    #expect(try rowTexts(files.load().plan.tariffs[0]) == ["12012001 0.1/60 1/1", "12012002 0.2/60 1/1"])
    try files.write("plan.yaml", Array(plan("lata: Where, ocn: 5").utf8))
    let tariff = try files.load().plan.tariffs[0]
    #expect(rowTexts(tariff) == ["LATA224/OCN9102 0.2/60 1/1", "LATA224/OCN9206 0.1/60 1/1"])
    #expect(tariff.leg == .origination)
    try files.write("plan.yaml", Array(plan("npa: Area, destination: Who").utf8))
    #expect(files.problems().first == "plan.yaml:3:50 error no column is mapped to prefix")
  }
}
