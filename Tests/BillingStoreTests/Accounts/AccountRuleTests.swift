import Foundation
import Telecom
import TestSupport
import Testing

@testable import BillingStore

@Suite struct `An account` {
  let place: BookPlace
  let book: Book

  init() throws {
    place = try BookPlace()
    book = try place.make()
    try place.take(.fields, "name,type\nvip,boolean\nsize,decimal\nsince,date\n", into: book)
    try place.take(.accounts, "name,currency,opened,parent,billing\nA,USD,2026-01-01,,own\nJ,JPY,2026-01-01,,own\nB,USD,2026-01-01,A,consolidated\n", into: book)
  }

  private func change(_ name: String, _ fields: (String, String)...) throws -> [String] {
    do {
      _ = try book.write(
        .accounts, adding: false, [("name", name)] + fields.map { (name: $0.0, value: $0.1) }, actor: "ada", recordedAt: BookPlace.noon)
      return []
    } catch let report as ProblemReport {
      return report.problems.map { "\($0.location): \($0.message)" }
    }
  }

  @Test(arguments: [  // account, column, value, what is said
    ("A", "credit_limit", "1.005", "--credit-limit: credit_limit: '1.005' is no amount of USD"),
    ("J", "credit_limit", "1.5", "--credit-limit: credit_limit: '1.5' is no amount of JPY"),
    ("A", "currency", "EUR", "--currency: B is billed with it in another currency"),
    ("B", "currency", "EUR", "--billing: its currency is EUR, that of its parent A is USD; one invoice has one currency"),
    ("B", "parent", "", "--billing: a consolidated account needs a parent to be billed with"),
    ("A", "status", "closed", "--status: a closed account needs the day since when it is"),
    ("A", "closed", "2025-12-31", "--closed: it is closed before it was opened"),
    ("A", "custom.vip", "perhaps", "--custom.vip: custom.vip: 'perhaps' is neither true nor false"),
    ("A", "custom.sice", "1", "--custom.sice: no field 'sice' is declared"),
    ("X", "title", "x", "account: there is no account 'X'"),
    ("A", "cycle_dya", "1", "--cycle-dya: accounts have no cycle_dya"),
  ])
  func `is refused what does not fit`(name: String, column: String, value: String, message: String) throws {
    let before = try place.export(.accounts, of: book)
    #expect(try change(name, (column, value)).first == message)
    #expect(try place.export(.accounts, of: book) == before)
  }

  @Test func `keeps its currency once something is posted, and may change it before`() throws {
    #expect(try change("J", ("currency", "USD"), ("credit_limit", "12.00")) == [])
    try place.run("INSERT INTO usage_run (batch, account, day, first_usage, usage_count, billed_s, charge, hash) SELECT 1, id, 0, 1, 1, 1, 1, x'' FROM account WHERE name = 'J'", on: book)
    #expect(try change("J", ("currency", "JPY")) == ["--currency: something is posted on J, its currency stays"])
  }

  @Test func `has its limits read in its own currency, and read again in a new one`() throws {
    #expect(try change("J", ("credit_limit", "5000")) == [])
    #expect(try place.rows("SELECT credit_limit FROM account WHERE name = 'J'", of: book) == ["5000"])
    #expect(try change("J", ("currency", "USD")) == [])
    #expect(try place.rows("SELECT credit_limit FROM account WHERE name = 'J'", of: book) == ["500000"])
    #expect(try change("J", ("currency", "BHD")) == [])
    #expect(try place.rows("SELECT credit_limit FROM account WHERE name = 'J'", of: book) == ["5000000"])
  }

  @Test func `has custom fields in one form`() throws {
    #expect(try change("A", ("custom.vip", "Yes"), ("custom.size", "012.50"), ("custom.since", "2026-02-28")) == [])
    #expect(try place.rows("SELECT custom FROM account WHERE name = 'A'", of: book) == ["{\"since\":\"2026-02-28\",\"size\":\"12.5\",\"vip\":\"true\"}"])
    #expect(try change("A", ("custom.vip", "")) == [])
    #expect(try place.rows("SELECT custom FROM account WHERE name = 'A'", of: book) == ["{\"since\":\"2026-02-28\",\"size\":\"12.5\"}"])
  }

  /// The trail alone gives every value of the account back.
  @Test func `can be told from its trail alone`() throws {
    var random = Seeded(2_711)
    let choices: [(String, [String])] = [
      ("title", ["", "Ada", "Ada \"B\"", "x,y"]), ("cycle_day", ["1", "15", "31"]), ("credit_limit", ["0.00", "10.00", "99.99"]),
      ("warning_level", ["", "5.00"]), ("email", ["", "a@example.com"]), ("custom.size", ["", "1.5", "2"]), ("parent", ["", "J"]),
    ]
    _ = try book.write(.accounts, adding: true, [("name", "T"), ("opened", "2026-01-01")], actor: "ada", recordedAt: BookPlace.noon)
    var expected: [String: String] = [:]
    for _ in 0..<60 {
      let (column, values) = choices.randomElement(using: &random)!
      let value = values.randomElement(using: &random)!
      #expect(try change("T", (column, value)) == [])
      expected[column] = value
    }
    var replayed: [String: String] = [:]
    for row in try place.rows("SELECT field, coalesce(before, ''), coalesce(after, '') FROM audit WHERE object = 'account' AND name = 'T' AND field <> 'created' ORDER BY id", of: book) {
      let parts = row.components(separatedBy: "|")
      if let known = replayed[parts[0]] { #expect(known == parts[1]) }
      #expect(parts[1] != parts[2])
      replayed[parts[0]] = parts[2]
    }
    let defaults = ["cycle_day": "1", "credit_limit": "0.00"]
    for (column, value) in expected where value != (defaults[column] ?? "") { #expect(replayed[column] == value, "\(column)") }
  }
}
