import Foundation
import Telecom
import Testing

@testable import BillingStore

@Suite struct `A file that is wrong` {
  let place: BookPlace
  let book: Book

  init() throws {
    place = try BookPlace()
    book = try place.make()
  }

  @Test func `has all its problems told at once, each with its place, and leaves nothing behind`() throws {
    let problems = try place.problems(
      .accounts,
      """
      name,title,parent,currency,time_zone,cycle_day,opened,credit_limit,frequency,billing
      A1,good,,USD,Europe/Berlin,31,2026-01-01,10.50,monthly,own
      A2,bad zone,,USD,Europe/Berln,1,2026-01-01,0,monthly,own
      A3,bad day,,USD,,32,2026-02-30,0,monthly,own
      A4,"two
      lines",nobody,USD,,1,2026-01-01,0.001,monthly,own
      A5,child of a bad one,A4,USD,,1,2026-01-01,0,,
      A1,again,,USD,,1,2026-01-01,0,,
      A6,short
      ,no name,,USD,,1,2026-01-01,0,,
      A7,alone,,usd,,1,2026-01-01,0,every_0_days,consolidated
      """, in: book)
    #expect(problems.map { $0.prefix { $0 != " " } } == [
      "accounts.csv:3:18:", "accounts.csv:4:18:", "accounts.csv:4:21:", "accounts.csv:6:8:", "accounts.csv:6:33:",
      "accounts.csv:8:1:", "accounts.csv:9:", "accounts.csv:10:1:", "accounts.csv:11:11:", "accounts.csv:11:31:",
      "accounts.csv:11:44:",
    ], "\(problems.joined(separator: "\n"))")
    #expect(problems[0].hasSuffix("there is no time zone 'Europe/Berln'; did you mean Europe/Berlin?"))
    #expect(problems[5].hasSuffix("A1 stands on line 2 already; delete one of the two rows"))
    #expect(try place.rows("SELECT count(*) FROM account UNION ALL SELECT count(*) FROM audit", of: book) == ["0", "1"])  // Its making.
  }

  @Test(arguments: [  // header, what is said
    ("name,titel", "accounts.csv:1:6: error: accounts have no column titel; did you mean title?"),
    ("name,title,name", "accounts.csv:1:12: error: the column name stands twice; keep one of them"),
    ("title", "accounts.csv:1: error: the header has no column name; rows are named by name"),
    ("name,custom.colour\nA,red", "accounts.csv:2:3: error: no field 'colour' is declared; declare it with 'tollbook field add colour'"),
  ])
  func `in its header says what was probably meant`(text: String, message: String) throws {
    #expect(try place.problems(.accounts, text + "\n", in: book) == [message])
  }

  @Test func `is no text, no file, or empty`() throws {
    #expect(try place.problems(.accounts, "", in: book) == ["accounts.csv: error: the file is empty; begin it with a header, such as the one an export writes"])
    let latin = place.folder + "/latin.csv"
    try Data([0x6E, 0x61, 0x6D, 0x65, 0x2C, 0x74, 0x69, 0x74, 0x6C, 0x65, 10, 0x41, 0x2C, 0xFC, 10]).write(to: URL(fileURLWithPath: latin))
    #expect { _ = try book.importFile(.accounts, latin, actor: "a", recordedAt: 0) } throws: {
      "\($0)" == latin + ":2:3: error: the cell is not UTF-8; save the file as UTF-8"
    }
    #expect { _ = try book.importFile(.accounts, place.folder + "/none.csv", actor: "a", recordedAt: 0) } throws: {
      $0 is ProblemReport
    }
  }

  @Test func `may come with a byte order mark, CRLF, blanks and columns in any order`() throws {
    let counts = try place.take(.accounts, "\u{FEFF}title , NAME,opened\r\n \"A, B\" , A1 ,2026-01-01\r\n\r\n,A2,2026-01-01\r\n", into: book)
    #expect(counts == ImportCounts(added: 2, changed: 0, unchanged: 0))
    #expect(try place.rows("SELECT name, title FROM account ORDER BY name", of: book) == ["A1|A, B", "A2|"])
  }

  @Test func `may have children before their parents, but no circle`() throws {
    try place.take(.accounts, "name,parent,opened\nC,B,2026-01-01\nB,A,2026-01-01\nA,,2026-01-01\n", into: book)
    #expect(
      try place.rows("SELECT a.name, p.name FROM account a LEFT JOIN account p ON p.id = a.parent ORDER BY 1", of: book)
        == ["A|", "B|A", "C|B"])
    #expect(try place.problems(.accounts, "name,parent\nX,Z\nY,X\nZ,Y\n", in: book) == [
      "accounts.csv:2:3: error: the parents of X lead back to itself (X → Z → Y → X); take one of these parents out",
    ])
    // What else is wrong with them is told with it.
    let problems = try place.problems(.accounts, "name,parent,opened,cycle_day\nX,Z,2026-01-01,1\nY,X,2026-01-01,32\nZ,Y,2026-02-30,1\n", in: book)
    #expect(problems.map { $0.prefix { $0 != " " } } == ["accounts.csv:2:3:", "accounts.csv:3:16:", "accounts.csv:4:5:"], "\(problems)")
    #expect(
      try place.problems(.accounts, "name,parent\nA,C\n", in: book)
        == ["accounts.csv:2:3: error: A would be its own ancestor; name an account that is not below it"])
    // The same tree turned round in one file is none.
    try place.take(.accounts, "name,parent\nB,C\nC,\nA,B\n", into: book)
    #expect(
      try place.rows("SELECT a.name, p.name FROM account a LEFT JOIN account p ON p.id = a.parent ORDER BY 1", of: book)
        == ["A|B", "B|C", "C|"])
  }
}
