import Rating
import Telecom
import TestSupport
import Testing

@Suite struct `Numbering data` {
  private struct Row {
    var exchange: Int
    var block: Int?
    var state: String
    var from: Int?
    var to: Int?
  }

  /// A day of January 2026.
  private static func date(_ day: Int?) -> String { day.map { "2026-01-\($0 < 10 ? "0" : "")\($0)" } ?? "" }
  private static func instant(_ day: Int) -> Int64 { (20_453 + Int64(day)) * 86_400_000 }

  /// The slow algorithm: of the rows for the number in force, one for its block before one for all of the exchange before
  /// one for the rest of the area code, then the latest.
  private static func scan(_ rows: [Row], _ exchange: Int, _ block: Int, at day: Int) -> String? {
    func best(_ fits: (Row) -> Bool) -> Row? {
      rows.filter { fits($0) && $0.from ?? 0 <= day && day < $0.to ?? 99 }.max { $0.from ?? 0 < $1.from ?? 0 }
    }
    let found = best { $0.exchange == exchange && $0.block == block } ?? best { $0.exchange == exchange && $0.block == nil }
      ?? best { $0.exchange == exchange / 1000 * 1000 }
    return found?.state
  }

  /// AA, AB, … one of its own for each row.
  private static func state(_ number: Int) -> String {
    String(UnicodeScalar(UInt8(65 + number / 26))) + String(UnicodeScalar(UInt8(65 + number % 26)))
  }

  @Test func `is found as by a scan of its rows`() throws {
    for seed in 0..<40 as Range<UInt64> {
      var random = Seeded(seed)
      var rows: [Row] = []
      var seen: Set<[Int]> = []
      for _ in 0..<60 {
        let exchange = [201_000, 201_200, 201_201, 202_300].randomElement(using: &random)!
        let block = exchange % 1000 == 0 ? nil : [nil, 3, 4].randomElement(using: &random)!
        let from = [nil, 5, 10, 15].randomElement(using: &random)!
        guard seen.insert([exchange, block ?? -1, from ?? 0]).inserted else { continue }
        let to = [nil, nil, (from ?? 0) + 4].randomElement(using: &random)!
        rows.append(Row(exchange: exchange, block: block, state: Self.state(rows.count), from: from, to: to))
      }
      var text = NumberingText.header
      for row in rows {
        let nxx = row.exchange % 1000 == 0 ? "" : String(row.exchange % 1000)
        text += "\(row.exchange / 1000),\(nxx),\(row.block.map(String.init) ?? ""),\(row.state),,,,\(Self.date(row.from)),\(Self.date(row.to))\n"
      }
      let numbering = try NumberingText.load(text).numbering
      for exchange in [201_200, 201_201, 201_202, 202_300, 203_400] {
        for block in [2, 3, 4] {
          for day in [1, 5, 9, 10, 14, 19, 25] {
            let number = try #require(PhoneNumber("1\(exchange)\(block)000"))
            let place = numbering.place(of: try #require(number.northAmerican), at: Self.instant(day))
            let state = place < 0 ? nil : numbering.states[Int(numbering.places[Int(place)].state)]
            #expect(state == Self.scan(rows, exchange, block, at: day), "seed \(seed), \(number) on day \(day)")
          }
        }
      }
    }
  }

  @Test(arguments: [
    // text, problems
    ("", ["error the file is empty"]),
    ("npa,nxx\n201,200\n", ["1 error the header has no column state"]),
    ("state,lata\nNJ,224\n", ["1 error the header has neither npa nor npanxx"]),
    ("npa,nxx,state\n", ["error the file has no numbers"]),
    ("npa,nxx,state\n201,200,NJ,x\n20,200,NJ\n201,100,NJ\n101,200,NJ\n",
      ["2 error the row has 4 cells, the header 3", "3 error 20200 is no area code, NPA-NXX or block of one",
       "4 error 201100 is no area code, NPA-NXX or block of one", "5 error 101200 is no area code, NPA-NXX or block of one"]),
    // Cells that slipped: each is a number only together with its neighbours.
    ("npa,nxx,block,state\n20,1555,,NJ\n,559,,NJ\n,,212,NJ\n2015,55,,NJ\n201,55,5,NJ\n201,,5,NJ\n201,555,55,NJ\n201,,,NJ\n",
      ["201555", "559", "212", "201555", "201555", "2015", "20155555"].enumerated().map {
        "\($0 + 2) error \($1) is no area code, NPA-NXX or block of one"
      }),
    ("npanxx,block,state\n201,555,NJ\n2015553,3,NJ\n2015553,,NJ\n",
      ["2 error 201555 is no area code, NPA-NXX or block of one", "3 error 20155533 is no area code, NPA-NXX or block of one"]),
    ("npa,state\n201,New Jersey\n212,N1\n242,BS\n500,\n",
      ["2 error state 'NEW JERSEY' is no code of two letters", "3 error state 'N1' is no code of two letters"]),
    ("npanxx,state,effective_date\n201-200,NJ,soon\n2012003,NJ,2026-01-01\n",
      ["2 error effective_from 'soon' is no date"]),
    ("npa,nxx,state,effective_from,effective_to\n201,200,NJ,2026-02-01,2026-01-01\n",
      ["2 error effective_to is not after effective_from"]),
    ("npa,nxx,state\n201,200,NJ\n201,200,NJ\n201,200,NY\n",
      ["4 warning line 2 has the same numbers elsewhere; it counts"]),
  ])
  func `reports every problem of its file`(text: String, problems: [String]) {
    #expect(NumberingText.problems { try NumberingText.load(text).warnings } == problems)
  }

  /// The columns and marks of the LERG's table of blocks.
  @Test(arguments: [
    "NPA,NXX,Block ID,State\n201,555,A,NJ\n201,555,3,NY\n", "npa,nxx,x,state\n201,555,a,NJ\n201,555,3,NY\n",
    "npanxxx,state\n201-555-A,NJ\n2015553,NY\n", "npanxx,block,state\n201555,,NJ\n201555,3,NY\n",
  ])
  func `with A as its block is the whole exchange`(text: String) throws {
    let numbering = try NumberingText.load(text).numbering
    let states = try ["12015552000", "12015553000", "12015559000"].map { text in
      let place = numbering.place(of: try #require(PhoneNumber(text)?.northAmerican), at: 0)
      return numbering.states[Int(numbering.places[Int(place)].state)]
    }
    #expect(states == ["NJ", "NY", "NJ"])
    #expect(NumberingText.problems { try NumberingText.load("npa,nxx,block,state\n201,555,A1,NJ\n20,15,A,NJ\n201,555,AA,NJ\n201,555,B,NJ\n").warnings }
      == ["201555A1", "2015A", "201555AA", "201555B"].enumerated().map { "\($0 + 2) error \($1) is no area code, NPA-NXX or block of one" })
  }

  @Test func `without the columns it needs names the titles that are known`() throws {
    for text in ["npa,nxx,st\n201,200,NJ\n", "prefix,state\n201200,NJ\n"] {
      #expect(throws: ProblemReport.self) { try NumberingText.load(text) }
      do { _ = try NumberingText.load(text) } catch let report as ProblemReport {
        let remedy = report.problems[0].remedy
        #expect(["npanxx in place", "block as block_id", "rate_center", "npa,nxx,block,state"].allSatisfy(remedy.contains), "\(remedy)")
      }
    }
  }

  @Test func `of ported numbers is what was put in, and nothing else`() throws {
    var random = Seeded(7)
    var expected: [PhoneNumber: PhoneNumber] = [:]
    var text = "tn,lrn\n"
    for _ in 0..<20_000 {
      let number = "201\(Int.random(in: 2_000_000...9_999_999, using: &random))"
      let lrn = "212\(Int.random(in: 200...999, using: &random))0000"
      guard let key = PhoneNumber("1" + number), key.northAmerican != nil, expected[key] == nil else { continue }
      expected[key] = PhoneNumber("1" + lrn)
      text += "\(Bool.random(using: &random) ? "+1" : "")\(number),\(Bool.random(using: &random) ? "1" : "")\(lrn)\n"
    }
    let ported = try NumberingText.ported(text)
    #expect(ported.count == expected.count)
    for (number, lrn) in expected { #expect(ported.routingNumber(of: number) == lrn) }
    for _ in 0..<20_000 {
      let number = PhoneNumber("1202\(Int.random(in: 2_000_000...9_999_999, using: &random))")!
      #expect(ported.routingNumber(of: number) == expected[number] ?? .none)
    }
  }

  @Test(arguments: [
    // text, problems
    ("number,lrn\n2015550100,2125550\n201555010x,2122000000\n",
      ["2:12 error lrn '2125550' is no North American number", "3:1 error number '201555010x' is no North American number"]),
    ("number,lrn\n2015550100,2122000000\n12015550100,2123000000\n", ["3 error 12015550100 has the LRN 12122000000 already"]),
    ("number,lrn\n2015550100,2122000000\n12015550100,2122000000\n", []),
  ])
  func `of ported numbers reports every problem of its file`(text: String, problems: [String]) {
    let found = NumberingText.problems { try NumberingText.written(text) { try PortedNumbersFile.load($0).warnings } }
    #expect(found == problems)
  }
}
