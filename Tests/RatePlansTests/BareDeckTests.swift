import RatePlans
import Telecom
import Testing

@Suite struct `A bare deck` {
  @Test func `is a plan of its own`() throws {
    let files = try PlanFiles([
      "az.csv": #"""
      prefix,destination,connect_fee,rate_per_minute,first_interval_s,next_interval_s,effective_from
      1,"United States, all",0.01,0.0125,60,6,2026-01-01
      44,United Kingdom,0,0.02,1,1,2026-01-01T00:00:00Z
      4420,"London ""City""",0,.5,30,6,2026-01-01 12:00
      """#
    ])
    let plan = try files.load("az.csv").plan
    #expect(plan.name == "az")
    #expect(plan.currency == .usd)
    let tariff = try #require(plan.tariff(.seconds))
    #expect(
      rowTexts(tariff) == [
        "1 0.0125/60 60/6 fee 0.01 from 2026-01-01",
        "44 0.02/60 1/1 from 2026-01-01",
        "4420 0.5/60 30/6 from 2026-01-01T12:00:00+00:00",
      ])
    #expect(tariff.rows.map(tariff.destination) == ["United States, all", "United Kingdom", "London \"City\""])
    #expect(tariff.rows.map(\.line) == [2, 3, 4])
  }

  @Test func `takes its columns in any order, CRLF and a byte order mark`() throws {
    let files = try PlanFiles([
      "deck.csv": "\u{FEFF}rate,blocked,unit_s,prefix,band\r\n0.6,0,3600,*,\r\n1.5,1,60,900,\r\n2,no,60,1411$,\r\n"
    ])
    let tariff = try #require(try files.load("deck.csv").plan.tariff(.seconds))
    #expect(rowTexts(tariff) == ["* 0.6/3600 1/1", "1411$ 2/60 1/1", "900 1.5/60 1/1 blocked"])
    #expect(tariff.defaultGroup == 0)
  }

  @Test func `reports every problem at its place`() throws {
    let files = try PlanFiles([
      "deck.csv": """
      prefix,destination,rate_per_minute,first_interval_s,effective_from,effective_to,colour
      44,A,0.1x,60,,,
      4a,B,0.1,60,,,
      45,C,0.1,0,,,
      46,D,0.1,60,2026-02-30,,
      47,E,0.1,60,2026-02-01,2026-01-01,
      ,F,0.1,60,,,
      48,G,,60,,,
      1234567890123456,H,1,1,,,
      49,I,-1,1,,,
      50,J,0.0000000001,1,,,
      51,K,1,1,,,red,surplus
      """
    ])
    #expect(
      files.problems("deck.csv") == [
        "deck.csv:1 warning the column colour is not read",
        "deck.csv:2:6 error rate_per_minute 0.1x is no plain decimal number",
        "deck.csv:3:1 error 4a is no prefix",
        "deck.csv:4:10 error first_interval_s 0 is no positive number of units",
        "deck.csv:5:13 error effective_from 2026-02-30 is no date",
        "deck.csv:6:1 error the row ends before it begins to hold",
        "deck.csv:7:1 error the row has no prefix",
        "deck.csv:8:6 error the row has no rate",
        "deck.csv:9:1 error no call can reach the prefix 1234567890123456: numbers have at most 15 digits",
        "deck.csv:10:6 error rate_per_minute -1 is negative",
        "deck.csv:11:6 error rate_per_minute 0.0000000001 has more than nine decimals",
        "deck.csv:12:16 error the row has 8 cells, the header 7",
      ])
  }

  @Test(arguments: [
    // a row under six titles, what is wrong with it
    ("33,FR,0.125,60,60,0.5\n", []), ("33,FR,0.125,60,60,0.5", []), ("33,FR,0.125,60,60,\r\n", []), ("\n", []),
    ("33,FR,0.1", ["deck.csv:3:1 error the row has 3 cells, the header 6"]),
    ("33,FR,0.125,60,60\n", ["deck.csv:3:1 error the row has 5 cells, the header 6"]),
    ("33\n", ["deck.csv:3:1 error the row has 1 cell, the header 6"]),
  ])
  func `has a cell for each title`(row: String, problems: [String]) throws {
    let header = "prefix,destination,rate_per_minute,first_interval_s,next_interval_s,connect_fee"
    // A comma at the header's end is no title.
    for end in ["\n", ",\n"] {
      let files = try PlanFiles(["deck.csv": header + end + "49,DE,1,1,1,\n" + row])
      #expect(files.problems("deck.csv") == problems)
    }
  }

  @Test func `with a thousand errors has a thousand reported, whatever the threads`() throws {
    var text = "prefix,rate_per_minute\n"
    for line in 0..<60_000 { text += line % 60 == 0 ? "x\(line),1\n" : "\(100_000 + line),1\n" }
    let files = try PlanFiles(["deck.csv": text])
    let problems = files.problems("deck.csv")
    #expect(problems.count == 1000)
    #expect(problems.first == "deck.csv:2:1 error x0 is no prefix")
    #expect(problems.last == "deck.csv:59942:1 error x59940 is no prefix")
    #expect(files.problems("deck.csv", threads: 2) == problems)
  }

  @Test func `reads the same on one thread and on more`() throws {
    var text = "prefix,destination,rate_per_minute,first_interval_s,jurisdiction\n"
    for line in 0..<60_000 { text += "\(100_000 + line * 7 % 60_000),D \(line),\(line).5,\(line % 7 + 1),\(["inter", "Intra", "local"][line % 3])\n" }
    let files = try PlanFiles(["deck.csv": text])
    let one = try #require(try files.load("deck.csv").plan.tariff(.seconds))
    let three = try #require(try files.load("deck.csv", threads: 3).plan.tariff(.seconds))
    #expect(rowTexts(one) == rowTexts(three))
    #expect(one.rows.map(\.line) == three.rows.map(\.line))
    #expect(one.rows.map(one.destination) == three.rows.map(three.destination))
    #expect(one.groups.count == 60_000)
  }

  @Test(arguments: [
    // text, what is wrong with the file
    ("", "deck.csv error the deck is empty"),
    ("number,rate\n", "deck.csv:1 error the header has no column prefix"),
    ("prefix,rate_per_minute\n", "deck.csv warning the deck has no rows"),
    ("prefix\n1\n", "deck.csv:1 error the deck has no column with a rate"),
    ("prefix,rate\n1,1\n", "deck.csv:1 error nothing says what the column rate is the price of"),
    ("prefix,rate,rate_per_minute\n1,1,1\n", "deck.csv:1 error the deck has both rate and rate_per_minute"),
    ("prefix,rate_per_minute,prefix\n1,1,1\n", "deck.csv:1 error the column prefix stands twice"),
    ("\u{FEFF}\n\n", "deck.csv error the deck is empty"),
  ])
  func `says what its header lacks`(text: String, problem: String) throws {
    let files = try PlanFiles(["deck.csv": text])
    #expect(files.problems("deck.csv").contains(problem))
  }
}
