import Foundation
import Testing

@Suite struct `Credit on the command line` {
  private let place: Workplace

  /// Opened with accounts as the trade's own example has them; E's charges stand on D's invoice.
  init() throws {
    place = try Workplace()
    let made = try place.shell(
      """
      export TOLLBOOK_BOOK=b; $T book create b --operator M --currency USD --time-zone UTC && $T product add X --kind one_off &&
      $T account add A --credit-limit 100 && $T account add B && $T account add C --credit-limit 75 &&
      $T account add D --credit-limit 50 --warning-level 10 && $T account add E --parent D --billing consolidated
      """)
    try #require(made.status == 0, "\(made.messages)")
  }

  /// Columns of `account list` by the account's name.
  private func standing(_ columns: String...) throws -> [String: [String]] {
    let listed = try place.tollbook("account", "list", "--format", "csv", "--book", "b")
    let rows = listed.text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let places = try columns.map { try #require(rows[0].firstIndex(of: $0)) }
    return Dictionary(uniqueKeysWithValues: rows.dropFirst().map { row in (row[0], places.map { row[$0] }) })
  }

  private func run(_ script: String) throws -> String {
    let outcome = try place.shell("export TOLLBOOK_BOOK=b; " + script)
    #expect(outcome.status == 0, "\(outcome.messages)")
    return outcome.text
  }

  private func events() throws -> [Substring] {
    try place.tollbook("outbox", "list", "--format", "csv", "--book", "b").rows.map { row in
      row.split(separator: ",", maxSplits: 3)[2...].joined(separator: ",").prefix { $0 != "{" }
    }.map { $0.dropLast(3) }
  }

  /// Balance and limit of 0 + 100, 50 + 0 and 25 + 75.
  @Test func `is what a customer has in its favour and the limit`() throws {
    _ = try run("$T payment add B --amount 50 --reference p1 && $T payment add C --amount 25 --reference p2")
    let standing = try standing("balance", "credit_limit", "available")
    #expect(standing["A"] == ["0.00", "100.00", "100.00"])
    #expect(standing["B"] == ["50.00", "0.00", "50.00"])
    #expect(standing["C"] == ["25.00", "75.00", "100.00"])
    let shown = try place.tollbook("account", "show", "C", "--format", "csv", "--book", "b")
    #expect(shown.rows.contains("account,balance,25.00") && shown.rows.contains("account,available,100.00"))
    let found = try place.tollbook("account", "list", "--available", "100.00", "--format", "csv", "--book", "b")
    #expect(found.rows.map { $0.prefix(2) } == ["A,", "C,"])
  }

  /// A limit of 50 and a warning level of 10: the warning comes at −40. What is charged to E counts for D, who pays.
  @Test func `warns at minus forty`() throws {
    _ = try run("$T charge once E --product X --price 39.99 --reference c1")
    #expect(try standing("balance", "available")["D"] == ["-39.99", "10.01"] && events() == [])
    _ = try run("$T charge once D --product X --price 0.01 --reference c2")
    #expect(try standing("balance", "available")["D"] == ["-40.00", "10.00"] && events() == ["credit_warning,D"])
    #expect(try standing("balance", "available")["E"] == ["-39.99", "10.00"])
    _ = try run("$T charge once E --product X --price 10 --reference c3")
    _ = try run("$T payment add D --amount 30 --reference p")
    #expect(try events() == ["credit_warning,D", "credit_exhausted,D", "credit_available,D", "credit_recovered,D"])
  }

  @Test func `crosses its levels when these move, or who pays does`() throws {
    _ = try run("$T charge once E --product X --price 30 --reference c1")
    _ = try run("$T account change D --warning-level 20")
    #expect(try events() == ["credit_warning,D"])
    _ = try run("$T account change D --credit-limit 30")
    _ = try run("$T account change D --credit-limit 80 --title Muster")
    #expect(try events().dropFirst() == ["credit_exhausted,D", "credit_available,D", "credit_recovered,D"])
    _ = try run("$T account change D --warning-level 60")
    _ = try run("$T account change E --billing own --parent ''")
    _ = try run("$T account change E --billing consolidated --parent D")
    _ = try run("$T account change D --warning-level ''")
    #expect(try events().dropFirst(4) == ["credit_warning,D", "credit_recovered,D", "credit_warning,D"])
  }

  @Test func `is told of together with what caused it, or not at all`() throws {
    try place.write("p.csv", "account,date,amount,currency,reference\nB,2026-01-01,50,USD,P1\nB,2026-01-01,x,USD,P2\n")
    #expect(try place.tollbook("payment", "import", "p.csv", "--book", "b").status == 1)
    #expect(try events() == [])
    try place.write("a.csv", "name,credit_limit\nA,0\nA2,x\n")
    #expect(try place.tollbook("import", "accounts", "a.csv", "--book", "b").status == 1)
    #expect(try events() == [])
  }
}
